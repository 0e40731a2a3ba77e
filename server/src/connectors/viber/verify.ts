import { createHmac } from "node:crypto";
import { sameBytes } from "../../lib/token.ts";
import type { EndpointForConnector, RawRequest, Verdict } from "../connector.ts";
import { textOf } from "../read-json.ts";
import { readBody } from "./read-body.ts";
import { botToken } from "./settings.ts";

const header = "x-viber-content-signature";
/** The 32 bytes of an HMAC with SHA-256 in hexadecimal. */
const SIGNATURE = /^[0-9a-f]{64}$/i;
const MOST_OF_A_PING = 2000;

/**
 * Viber signs the bytes of the body with the bot's token, in a header or as `sig` of the address. Every known token is
 * compared, so that the time taken does not tell which one came close. While `set_webhook` runs it calls the address and
 * waits for a 200: there is nothing to store of that.
 */
export function verifyCallback(request: RawRequest, endpoint: EndpointForConnector): Verdict {
  if (request.method !== "POST") return refuse("Only POST is accepted.");
  if (!/^\/?$/.test(request.path)) return { ok: false, status: 403, reason: "Nothing is accepted under this path." };
  const given = request.headers[header] ?? request.query.sig ?? "";
  if (!SIGNATURE.test(given)) return refuse("The signature is missing or is none.");
  let found = false;
  for (const secret of endpoint.secrets[botToken] ?? []) {
    const matches = sameBytes(given.toLowerCase(), createHmac("sha256", secret).update(request.body).digest("hex"));
    found = (matches && secret !== "") || found;
  }
  if (!found) return refuse("The signature is wrong.");
  return isHandshake(request.body)
    ? { ok: true, reply: { status: 200, contentType: "application/json", body: "{}" } }
    : { ok: true };
}

function isHandshake(body: Uint8Array): boolean {
  if (body.byteLength > MOST_OF_A_PING) return false;
  const read = readBody(body);
  return "body" in read && textOf(read.body, "event") === "webhook";
}

function refuse(reason: string): Verdict {
  return { ok: false, status: 401, reason };
}
