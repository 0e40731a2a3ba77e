/**
 * The one-time token of a link: what stands after `#` (so that it reaches no server log), or `?token=` where a mail program
 * has cut the fragment off.
 */
export function readLinkToken(address: Pick<Location, "hash" | "search">): string {
  const fragment = decodeURIComponent(address.hash.slice(1));
  if (fragment !== "") return fragment.startsWith("token=") ? fragment.slice("token=".length) : fragment;
  return new URLSearchParams(address.search).get("token") ?? "";
}

/** Whatever somebody pasted, a whole link or its last part, gives the token. */
export function tokenFromPasted(pasted: string): string {
  const text = pasted.trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url ? readLinkToken(url) : text.replace(/^#/, "");
}
