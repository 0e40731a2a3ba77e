import { createHmac } from "node:crypto";

export type Credentials = {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly token: string;
  readonly tokenSecret: string;
};
export type Signed = {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  /** Of a form body; JSON and multipart bodies are not signed. */
  readonly form?: readonly (readonly [string, string])[];
};

/**
 * The `Authorization` header of OAuth 1.0a with HMAC-SHA1 (RFC 5849, 3.4), in which X takes what an app does in the name of an
 * account. `timestamp`: seconds; `nonce`: never twice.
 */
export function signRequest(
  { method, url, form = [] }: Signed,
  { consumerKey, consumerSecret, token, tokenSecret }: Credentials,
  { timestamp, nonce }: { readonly timestamp: number; readonly nonce: string },
): string {
  const oauth = [
    ["oauth_consumer_key", consumerKey],
    ["oauth_nonce", nonce],
    ["oauth_signature_method", "HMAC-SHA1"],
    ["oauth_timestamp", String(timestamp)],
    ["oauth_token", token],
    ["oauth_version", "1.0"],
  ] as const;
  const { origin, pathname, searchParams } = new URL(url);
  const parameters = [...oauth, ...form, ...searchParams]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join("="))
    .join("&");
  const base = [method, `${origin}${pathname}`, parameters].map(encode).join("&");
  const key = `${encode(consumerSecret)}&${encode(tokenSecret)}`;
  const signature = createHmac("sha1", key).update(base).digest("base64");
  const members = [...oauth, ["oauth_signature", signature] as const].map(
    ([name, value]) => `${name}="${encode(value)}"`,
  );
  return `OAuth ${members.join(", ")}`;
}

/** RFC 3986: whatever is not unreserved is escaped. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
