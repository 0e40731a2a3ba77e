export type TextPart = { text: string; href?: string };

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"'`\u00a0\u202f]+/gi;

/** Cuts a text into plain parts and web addresses. Only http and https ever become links; the text itself is never changed. */
export function findLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailingMarks(match[0]);
    const href = toHref(address);
    if (!href) continue;
    if (match.index > done) parts.push({ text: text.slice(done, match.index) });
    parts.push({ text: address, href });
    done = match.index + address.length;
  }
  if (done < text.length) parts.push({ text: text.slice(done) });
  return parts;
}

/** "(see https://a.b/c)." ends before the bracket and the full stop; "https://a.b/c_(d)" keeps its own bracket. */
function withoutTrailingMarks(address: string): string {
  const trailing = address.includes("(") ? ".,;:!?…*_~»”’" : ".,;:!?…*_~»”’)]}";
  let end = address.length;
  while (trailing.includes(address.charAt(end - 1)) && end > 0) end -= 1;
  return address.slice(0, end);
}

function toHref(address: string): string | undefined {
  try {
    const url = new URL(address.replace(/^www\./i, "https://$&"));
    return url.username || url.password ? undefined : url.href;
  } catch {
    return undefined;
  }
}
