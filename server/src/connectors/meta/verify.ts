import { createHmac, timingSafeEqual } from "node:crypto";
import { sameBytes } from "../../lib/token.ts";
import type { EndpointForConnector, RawRequest, Verdict } from "../connector.ts";
import { APP_SECRET, VERIFY_TOKEN } from "./secrets.ts";

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;
const MOST_CHALLENGE = 500;

/**
 * Deliveries of Meta's platforms (Graph API webhooks): a GET is the handshake, a POST is signed by HMAC-SHA256 of its bytes as
 * they came. `secretNames`: which secrets of the endpoint may have signed; an app for Instagram's own log-in has another one.
 */
export function verifyMeta(
  request: RawRequest,
  endpoint: EndpointForConnector,
  secretNames: readonly string[] = [APP_SECRET],
): Verdict {
  if (!/^\/?$/.test(request.path)) return refuse(403, "Nothing is accepted under this path.");
  if (request.method === "GET") return answerHandshake(request, endpoint.secrets[VERIFY_TOKEN] ?? []);
  if (request.method !== "POST") return refuse(401, "Only GET and POST are accepted.");
  const given = SIGNATURE.exec(request.headers["x-hub-signature-256"] ?? "")?.[1];
  if (given === undefined) return refuse(401, "The signature is missing.");
  const secrets = secretNames.flatMap((name) => endpoint.secrets[name] ?? []);
  return isSignedByOne(request.body, given, secrets) ? { ok: true } : refuse(401, "The signature is wrong.");
}

/** Every known secret is tried, so that the time taken does not tell which one it was. */
function isSignedByOne(body: Uint8Array, given: string, secrets: readonly string[]): boolean {
  const signature = Buffer.from(given, "hex");
  let found = false;
  for (const secret of secrets) {
    if (secret === "") continue;
    found = timingSafeEqual(createHmac("sha256", secret).update(body).digest(), signature) || found;
  }
  return found;
}

/** The challenge comes back as it came, as plain text and nothing around it. */
function answerHandshake({ query }: RawRequest, tokens: readonly string[]): Verdict {
  const given = query["hub.verify_token"] ?? "";
  const challenge = query["hub.challenge"] ?? "";
  let found = false;
  for (const token of tokens) {
    const matches = sameBytes(given, token);
    found = (matches && token !== "") || found;
  }
  if (query["hub.mode"] !== "subscribe" || !found) return refuse(403, "The verify token is wrong.");
  if (challenge === "" || challenge.length > MOST_CHALLENGE) return refuse(403, "There is no usable challenge.");
  return { ok: true, reply: { status: 200, contentType: "text/plain", body: challenge } };
}

function refuse(status: 401 | 403, reason: string): Verdict {
  return { ok: false, status, reason };
}
