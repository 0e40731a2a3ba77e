import { createHash, createHmac, createSecretKey, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Fresh for each process: equal digests mean equal inputs, and nobody outside can prepare a collision of prefixes. A key
 * object, for Node makes one of bytes at every call, which takes six times as long as the digest.
 */
const comparisonKey = createSecretKey(randomBytes(32));

/** A new unguessable token, base64url. The default of 32 bytes gives 256 bits (S18 asks for at least 128). */
export function newToken(bytes = 32): string {
  if (bytes < 16) throw new RangeError("A token has at least 16 bytes.");
  return randomBytes(bytes).toString("base64url");
}

/** What is stored instead of a token. Plain SHA-256 is enough because tokens are random, not chosen by people. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("base64url");
}

/** Compares two secrets; neither where they differ nor whether their lengths do can be read from the time taken. */
export function sameBytes(a: string | Uint8Array, b: string | Uint8Array): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(value: string | Uint8Array): Buffer {
  return createHmac("sha256", comparisonKey).update(value).digest();
}
