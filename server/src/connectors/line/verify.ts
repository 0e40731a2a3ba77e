import { createHmac } from "node:crypto";
import { parseJson } from "../../lib/parse-json.ts";
import { sameBytes } from "../../lib/token.ts";
import type { EndpointForConnector, RawRequest, Verdict } from "../connector.ts";
import { recordOf } from "../read-json.ts";
import { channelSecret } from "./settings.ts";

const header = "x-line-signature";
/** Base64 of the 32 bytes of an HMAC with SHA-256. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;
const MOST_OF_A_PING = 1000;

/**
 * LINE signs the bytes of the body with the channel secret (`x-line-signature`). Every known secret is compared, so that the
 * time taken does not tell which one came close; during a rotation several are good. LINE's own test of the address brings
 * no events: it is answered, and there is nothing to store.
 */
export function verifyDelivery(request: RawRequest, endpoint: EndpointForConnector): Verdict {
  if (request.method !== "POST") return refuse("Only POST is accepted.");
  if (!/^\/?$/.test(request.path)) return { ok: false, status: 403, reason: "Nothing is accepted under this path." };
  const given = request.headers[header] ?? "";
  if (!SIGNATURE.test(given)) return refuse("The signature is missing or is none.");
  let found = false;
  for (const secret of endpoint.secrets[channelSecret] ?? []) {
    const matches = sameBytes(given, createHmac("sha256", secret).update(request.body).digest("base64"));
    found = (matches && secret !== "") || found;
  }
  if (!found) return refuse("The signature is wrong.");
  return bringsNothing(request.body)
    ? { ok: true, reply: { status: 200, contentType: "application/json", body: "{}" } }
    : { ok: true };
}

function bringsNothing(body: Uint8Array): boolean {
  if (body.byteLength > MOST_OF_A_PING) return false;
  const parsed = parseJson(body, { maxDepth: 3, maxKeys: 10, maxBytes: MOST_OF_A_PING });
  const events = recordOf(parsed.ok ? parsed.value : undefined)?.events;
  return Array.isArray(events) && events.length === 0;
}

function refuse(reason: string): Verdict {
  return { ok: false, status: 401, reason };
}
