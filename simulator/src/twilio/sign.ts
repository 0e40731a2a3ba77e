import { createHmac } from "node:crypto";

/** Twilio's signature: HMAC-SHA1 of the address and every parameter by name, its value behind it; a name's values each once. */
export function sign(token: string, url: string, params: URLSearchParams): string {
  const names = [...new Set(params.keys())].sort();
  const written = names.map((name) => [...new Set(params.getAll(name))].sort().map((value) => `${name}${value}`));
  const [address = ""] = url.split("#");
  return createHmac("sha1", token)
    .update(`${address}${written.flat().join("")}`)
    .digest("base64");
}
