import type { EndpointForConnector, RawRequest, Verdict } from "../connector.ts";
import { textOf } from "../read-json.ts";
import { readXml } from "./reading/read-xml.ts";
import { AES_KEY, TOKEN } from "./settings.ts";
import { isSignedBy } from "./signature.ts";

/** WeChat tries three times within a quarter of a minute; the rest is for clocks that differ. */
export const TOLERANCE_MS = 5 * 60_000;
/** What WeChat delivers has some kilobytes. */
const MOST_BYTES = 1024 * 1024;
const TIMESTAMP = /^\d{1,12}$/;
const NONCE = /^[\w-]{1,100}$/;
/** It is given back as it came: nothing that a browser would take for more than text. */
const ECHO = /^[\w+/=.-]{1,500}$/;

/**
 * The address's query carries `signature` over our token, a time and a nonce: it says who calls, and nothing about the body.
 * Where messages are encrypted `msg_signature` covers the encrypted part as well, and nothing else is taken then. A GET is the
 * handshake of the server configuration.
 */
export function verifyRequest(request: RawRequest, endpoint: EndpointForConnector, now: number): Verdict {
  const { method, path, query, body } = request;
  if (!/^\/?$/.test(path)) return { ok: false, status: 403, reason: "Nothing is accepted under this path." };
  if (method !== "GET" && method !== "POST") return refuse("Only GET and POST are accepted.");
  const { signature = "", timestamp = "", nonce = "" } = query;
  if (!TIMESTAMP.test(timestamp) || !NONCE.test(nonce)) return refuse("The time or the nonce is missing.");
  if (Math.abs(now - Number(timestamp) * 1000) > TOLERANCE_MS) return refuse("The signature is of another time.");
  const tokens = endpoint.secrets[TOKEN] ?? [];
  if (!isSignedBy(tokens, signature, [timestamp, nonce])) return refuse("The signature is wrong.");
  if (method === "GET") return shakeHands(query.echostr ?? "");
  if (body.byteLength > MOST_BYTES) return { ok: false, status: 403, reason: "The body is too large." };
  const [aesKey = ""] = endpoint.secrets[AES_KEY] ?? [];
  if (aesKey === "") return { ok: true };
  const read = readXml(body);
  const encrypted = "fields" in read ? textOf(read.fields, "Encrypt") : undefined;
  if (encrypted === undefined) return refuse("Only what is encrypted is accepted.");
  const isSigned = isSignedBy(tokens, query.msg_signature ?? "", [timestamp, nonce, encrypted]);
  return isSigned ? { ok: true } : refuse("The signature of the message is wrong.");
}

function shakeHands(echo: string): Verdict {
  if (!ECHO.test(echo)) return refuse("There is nothing to give back.");
  return { ok: true, reply: { status: 200, contentType: "text/plain; charset=utf-8", body: echo } };
}

function refuse(reason: string): Verdict {
  return { ok: false, status: 401, reason };
}
