import { sameBytes } from "../../lib/token.ts";
import type { EndpointForConnector, RawRequest, Verdict } from "../connector.ts";
import { sign } from "./sign.ts";

export const signingSecret = "signing";

/** Standard Webhooks: an older or younger request is refused, so that a recorded one cannot be sent again later. */
const toleranceSeconds = 300;
const maxIdLength = 300;
/** Each signature is compared with each secret; a header with thousands of them is not worth the work. */
const maxSignatures = 20;

/** Is this request signed by somebody who knows one of the endpoint's secrets, over these very bytes, within five minutes? */
export function verifyWebhook(request: RawRequest, endpoint: EndpointForConnector, now: number): Verdict {
  if (request.method !== "POST") return refuse("Only POST is accepted.");
  if (!isKnownPath(request.path)) return { ok: false, status: 403, reason: "Nothing is accepted under this path." };
  const id = request.headers["webhook-id"] ?? "";
  const timestamp = request.headers["webhook-timestamp"] ?? "";
  const given = readSignatures(request.headers["webhook-signature"]);
  if (id === "" || id.length > maxIdLength || given.length === 0) return refuse("The signature headers are missing.");
  if (!isRecent(timestamp, now)) return refuse("The timestamp is missing or more than five minutes away.");
  const expected = secretsOf(endpoint).map((secret) => sign(secret, { id, timestamp, body: request.body }));
  return isAmong(given, expected) ? { ok: true } : refuse("The signature does not match.");
}

/** The address itself takes events, `/statuses` what became of our messages. */
function isKnownPath(path: string): boolean {
  return /^(\/statuses)?\/?$/.test(path);
}

function readSignatures(header = ""): string[] {
  const all = header.split(" ").filter((signature) => signature.startsWith("v1,"));
  return all.length > maxSignatures ? [] : all;
}

function isRecent(timestamp: string, now: number): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(Math.floor(now / 1000) - Number(timestamp)) <= toleranceSeconds;
}

/** An empty secret would let everybody in. */
function secretsOf(endpoint: EndpointForConnector): string[] {
  return (endpoint.secrets[signingSecret] ?? []).filter((secret) => secret.replace("whsec_", "") !== "");
}

/** Every pair is compared, so the time taken does not tell which secret or signature came close. */
function isAmong(given: readonly string[], expected: readonly string[]): boolean {
  let found = false;
  for (const signature of given) for (const right of expected) found = sameBytes(signature, right) || found;
  return found;
}

function refuse(reason: string): Verdict {
  return { ok: false, status: 401, reason };
}
