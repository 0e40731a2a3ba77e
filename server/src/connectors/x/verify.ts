import { createHmac } from "node:crypto";
import { sameBytes } from "../../lib/token.ts";
import type { EndpointForConnector, RawRequest, Verdict } from "../connector.ts";
import { CONSUMER_SECRET } from "./settings.ts";

const SIGNATURE = /^sha256=[A-Za-z0-9+/]{43}=$/;
/**
 * Whoever calls is answered with a signature of what they sent. It must never be one of a delivery, which is JSON and begins
 * with a brace; a body that could be a challenge is none.
 */
const MOST_CHALLENGE = 500;
const CHALLENGE = /^[\w+/=.-]{1,500}$/;

/**
 * X signs the bytes of a body with the app's secret, in base64 (`x-twitter-webhooks-signature`). A GET is the challenge (CRC) by
 * which it proves from time to time that the address is ours: what it sends, signed in the same way. Every known secret is
 * compared, so that the time taken does not tell which one came close.
 */
export function verifyDelivery(request: RawRequest, endpoint: EndpointForConnector): Verdict {
  if (!/^\/?$/.test(request.path)) return refuse(403, "Nothing is accepted under this path.");
  const secrets = (endpoint.secrets[CONSUMER_SECRET] ?? []).filter((secret) => secret !== "");
  if (request.method === "GET") return answerChallenge(request.query.crc_token ?? "", secrets[0]);
  if (request.method !== "POST") return refuse(401, "Only GET and POST are accepted.");
  if (isChallenge(request.body)) return refuse(401, "Whoever sends this may have had it signed as a challenge.");
  const given = request.headers["x-twitter-webhooks-signature"] ?? "";
  if (!SIGNATURE.test(given)) return refuse(401, "The signature is missing or is none.");
  let found = false;
  for (const secret of secrets) found = sameBytes(given, sign(request.body, secret)) || found;
  return found ? { ok: true } : refuse(401, "The signature is wrong.");
}

function answerChallenge(token: string, secret: string | undefined): Verdict {
  if (!CHALLENGE.test(token) || secret === undefined) return refuse(403, "There is no usable challenge.");
  const body = JSON.stringify({ response_token: sign(Buffer.from(token), secret) });
  return { ok: true, reply: { status: 200, contentType: "application/json", body } };
}

function isChallenge(body: Uint8Array): boolean {
  return body.byteLength <= MOST_CHALLENGE && CHALLENGE.test(Buffer.from(body).toString("latin1"));
}

function sign(bytes: Uint8Array, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(bytes).digest("base64")}`;
}

function refuse(status: 401 | 403, reason: string): Verdict {
  return { ok: false, status, reason };
}
