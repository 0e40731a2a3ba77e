import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { newToken } from "../../lib/token.ts";

const prefix = "whsec_";

/** What is signed: both come from the headers, the body as it travels, byte for byte. */
export type Signed = { readonly id: string; readonly timestamp: string; readonly body: string | Uint8Array };

/** A new secret as Standard Webhooks writes it: `whsec_` and the base64 of 32 random bytes. */
export function makeSigningSecret(): string {
  return `${prefix}${Buffer.from(newToken(32), "base64url").toString("base64")}`;
}

/** One `v1,…` signature of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`. */
export function sign(secret: string, { id, timestamp, body }: Signed): string {
  return `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest("base64")}`;
}

/** Key objects by secret: making one takes longer than signing with it. */
const keys = new Map<string, KeyObject>();
const MOST_KEYS = 1000;

function keyOf(secret: string): KeyObject {
  let key = keys.get(secret);
  if (key === undefined) {
    key = createSecretKey(Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, "base64"));
    if (keys.size >= MOST_KEYS) keys.clear();
    keys.set(secret, key);
  }
  return key;
}

/** The headers of a signed request. During a rotation each secret signs, so the receiver may change over when it likes. */
export function signedHeaders(secrets: readonly string[], signed: Signed): Record<string, string> {
  return {
    "webhook-id": signed.id,
    "webhook-timestamp": signed.timestamp,
    "webhook-signature": secrets.map((secret) => sign(secret, signed)).join(" "),
  };
}
