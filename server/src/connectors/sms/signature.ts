import { createHash, createHmac } from "node:crypto";
import querystring from "node:querystring";

/**
 * Twilio's signature of an address and the parameters posted to it (Twilio, "Validating Signatures"; the details are those of
 * its own library): HMAC-SHA1 over the address and then the parameters as `signedParams` writes them.
 */
export function signatureOf(token: string, url: string, params: string): string {
  return createHmac("sha1", token).update(url, "utf8").update(params, "utf8").digest("base64");
}

/** Every name with its value, by name, without anything in between. A repeated name gives its different values, sorted. */
export function signedParams(pairs: readonly (readonly [string, string])[]): string {
  const values = Map.groupBy(pairs, ([name]) => name);
  const written = [...values.keys()].toSorted(byBytes).map((name) => {
    const distinct = [...new Set(values.get(name)?.map(([, value]) => value))].toSorted(byBytes);
    return distinct.map((value) => `${name}${value}`).join("");
  });
  return written.join("");
}

export function hashOf(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}

/**
 * The addresses one request may have been signed for: Twilio is not of one mind about whether the port belongs to it, nor
 * how the query is escaped. Never a fragment.
 */
export function signedUrls(written: string): string[] {
  const url = URL.parse(written);
  if (url === null) return [];
  url.hash = "";
  const standard = url.protocol === "http:" ? "80" : "443";
  const { origin, host, protocol, pathname, search } = url;
  const bare = `${protocol}//${url.hostname}`;
  const ported = `${protocol}//${url.port === "" ? `${host}:${standard}` : host}`;
  const asWritten = /\?[^#]*/.exec(written)?.[0] ?? "";
  const query =
    search === "" ? [""] : [asWritten, search, `?${querystring.stringify(querystring.parse(search.slice(1)))}`];
  return [...new Set([origin, bare, ported].flatMap((place) => query.map((one) => `${place}${pathname}${one}`)))];
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
