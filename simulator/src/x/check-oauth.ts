import { createHmac, timingSafeEqual } from "node:crypto";

type Keys = { readonly consumerSecret: string; readonly tokenSecret: string };
const MOST_AGE_S = 300;

/** OAuth 1.0a as X checks it (RFC 5849): every part by itself, the nonce never twice, the clock not far off. */
export class OauthChecker {
  readonly #nonces = new Set<string>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The token that signed; undefined: nobody did, or wrongly. `keysOf`: of a consumer key and a token. */
  check(
    header: string,
    method: string,
    url: string,
    keysOf: (consumerKey: string, token: string) => Keys | undefined,
  ): string | undefined {
    if (!header.startsWith("OAuth ")) return undefined;
    const members = new Map(
      [...header.slice(6).matchAll(/(\w+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, decode(value)]),
    );
    const of = (name: string): string => members.get(`oauth_${name}`) ?? "";
    const keys = keysOf(of("consumer_key"), of("token"));
    const age = Math.abs(this.#now() / 1000 - Number(of("timestamp")));
    if (keys === undefined || of("signature_method") !== "HMAC-SHA1" || !(age <= MOST_AGE_S)) return undefined;
    const once = `${of("timestamp")} ${of("nonce")}`;
    if (of("nonce") === "" || this.#nonces.has(once)) return undefined;
    const given = Buffer.from(of("signature"), "base64");
    const right = signatureOf(members, method, url, keys);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    this.#nonces.add(once);
    return of("token");
  }
}

function signatureOf(members: ReadonlyMap<string, string>, method: string, url: string, keys: Keys): Buffer {
  const [address = "", query = ""] = url.split("?");
  const asked = query === "" ? [] : query.split("&").map((pair) => pair.split("=").map(decode));
  const pairs = [...[...members].filter(([name]) => name !== "oauth_signature"), ...asked]
    .map(([name = "", value = ""]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const base = `${method}&${encode(address)}&${encode(pairs.join("&"))}`;
  return createHmac("sha1", `${encode(keys.consumerSecret)}&${encode(keys.tokenSecret)}`)
    .update(base)
    .digest();
}

function encode(value: string): string {
  return [...Buffer.from(value)]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return /[\w.~-]/.test(sign) && byte < 128 ? sign : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}

function decode(value: string): string {
  return decodeURIComponent(value);
}
