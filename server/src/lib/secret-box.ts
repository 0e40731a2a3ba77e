import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

const version = "v1";
const ivBytes = 12;
const tagBytes = 16;

export type SecretBox = {
  /** Encrypts `plain`; `associated` (the record's id) must be given again to open it. */
  seal(plain: string, associated: string): string;
  /** Throws SecretBoxError when the value was altered, belongs to another record, or its key is not among ours. */
  open(sealed: string, associated: string): string;
  /** Whether the value was sealed with a key that is no longer the first, and should be sealed again. */
  isOutdated(sealed: string): boolean;
};

export class SecretBoxError extends Error {
  override name = "SecretBoxError";
}

/**
 * Keeps secrets encrypted at rest (AES-256-GCM). The first key seals, all keys open, so a key is rotated by putting
 * the new one in front. Each key has 32 bytes. Sealed form: `v1.<key id>.<base64url of iv, tag, cipher text>`.
 */
export function createSecretBox(...keys: readonly [Uint8Array, ...Uint8Array[]]): SecretBox {
  const ring = new Map(keys.map((key) => [keyId(key), key]));
  const [first] = keys;
  const firstId = keyId(first);
  return {
    seal: (plain, associated) => `${version}.${firstId}.${encrypt(first, plain, associated)}`,
    open: (sealed, associated) => {
      const { id, body } = split(sealed);
      const key = ring.get(id);
      if (key === undefined) throw new SecretBoxError("The key this secret was sealed with is not configured.");
      return decrypt(key, body, associated);
    },
    isOutdated: (sealed) => split(sealed).id !== firstId,
  };
}

function keyId(key: Uint8Array): string {
  if (key.byteLength !== 32) throw new SecretBoxError(`A secret key has 32 bytes, this one ${key.byteLength}.`);
  return createHash("sha256").update("guichet secret box key id").update(key).digest("base64url").slice(0, 8);
}

function split(sealed: string): { id: string; body: string } {
  const [foundVersion, id, body, ...rest] = sealed.split(".");
  if (foundVersion !== version || id === undefined || body === undefined || rest.length > 0) {
    throw new SecretBoxError("This is not a sealed secret.");
  }
  return { id, body };
}

function encrypt(key: Uint8Array, plain: string, associated: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(associated, "utf8"));
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64url");
}

function decrypt(key: Uint8Array, body: string, associated: string): string {
  const bytes = Buffer.from(body, "base64url");
  if (bytes.length < ivBytes + tagBytes) throw new SecretBoxError("This sealed secret is cut short.");
  const iv = bytes.subarray(0, ivBytes);
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(associated, "utf8"));
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString("utf8");
  } catch {
    // The cause is left out on purpose: it says nothing more, and errors are logged.
    throw new SecretBoxError("This sealed secret was altered or belongs to another record.");
  }
}
