import { createCipheriv, createHash, randomBytes } from "node:crypto";

const BLOCK = 32;

/** SHA-1 over the sorted parts, put behind one another. */
export function sign(parts: readonly string[]): string {
  return createHash("sha1").update(parts.toSorted().join("")).digest("hex");
}

/** AES-256-CBC over 16 random bytes, the length, the XML and the AppID, filled up to 32 bytes. */
export function encrypt(xml: string, encodingAesKey: string, appId: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, "base64");
  const text = Buffer.from(xml, "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const content = Buffer.concat([randomBytes(16), length, text, Buffer.from(appId, "utf8")]);
  const fill = BLOCK - (content.length % BLOCK);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(content), cipher.update(Buffer.alloc(fill, fill)), cipher.final()]).toString(
    "base64",
  );
}

/** The query of a call, at this moment; `encrypted`: what is signed beside it. */
export function signedQuery(token: string, now: number, encrypted?: string): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const nonce = String(randomBytes(4).readUInt32BE());
  const query = { signature: sign([token, timestamp, nonce]), timestamp, nonce };
  if (encrypted === undefined) return query;
  return { ...query, encrypt_type: "aes", msg_signature: sign([token, timestamp, nonce, encrypted]) };
}
