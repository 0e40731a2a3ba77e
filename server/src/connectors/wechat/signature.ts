import { createHash } from "node:crypto";
import { sameBytes } from "../../lib/token.ts";

/** The 20 bytes of a SHA-1 in hexadecimal. */
const SIGNATURE = /^[0-9a-f]{40}$/i;

/** Message Push, "Verify": SHA-1 over the parts, sorted by their bytes and put behind one another. */
export function signatureOf(parts: readonly string[]): string {
  return createHash("sha1").update(parts.toSorted().join("")).digest("hex");
}

/** Every known token is compared, so that the time taken does not tell which one came close. */
export function isSignedBy(tokens: readonly string[], given: string, parts: readonly string[]): boolean {
  if (!SIGNATURE.test(given)) return false;
  let found = false;
  for (const token of tokens) {
    const matches = sameBytes(given.toLowerCase(), signatureOf([token, ...parts]));
    found = (matches && token !== "") || found;
  }
  return found;
}
