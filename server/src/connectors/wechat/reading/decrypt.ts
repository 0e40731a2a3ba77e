import { createDecipheriv } from "node:crypto";

/** AES works on 16 bytes; WeChat fills up to 32. */
const BLOCK = 32;
const RANDOM = 16;
const LENGTH = 4;

export type Decrypted = { readonly bytes: Uint8Array } | { readonly problem: string };

/**
 * `Encrypt`: AES-256-CBC, whose first 16 key bytes are its beginning vector, over 16 random bytes, the length of the XML in four
 * bytes, the XML, and the AppID of the account that it is for. Every known key is tried, the newest first.
 */
export function decrypt(encrypted: string, keys: readonly string[], appId: string): Decrypted {
  const known = keys.filter((key) => key !== "");
  if (known.length === 0) return { problem: "It is encrypted, and the channel has no EncodingAESKey." };
  let last: Decrypted = { problem: "It cannot be decrypted." };
  for (const key of known) {
    last = decryptWith(key, Buffer.from(encrypted, "base64"), appId);
    if ("bytes" in last) return last;
  }
  return last;
}

function decryptWith(encodingAesKey: string, bytes: Buffer, appId: string): Decrypted {
  const plain = decipher(Buffer.from(`${encodingAesKey}=`, "base64"), bytes);
  const content = plain === undefined ? undefined : withoutPadding(plain);
  if (content === undefined || content.length < RANDOM + LENGTH) return WRONG_KEY;
  const length = content.readUInt32BE(RANDOM);
  const from = RANDOM + LENGTH;
  if (length > content.length - from) return WRONG_KEY;
  const receiver = content.subarray(from + length).toString("utf8");
  if (receiver !== appId) return { problem: "It is encrypted for another account." };
  return { bytes: content.subarray(from, from + length) };
}

const WRONG_KEY = { problem: "It cannot be decrypted with the channel's EncodingAESKey." };

function decipher(key: Buffer, bytes: Buffer): Buffer | undefined {
  if (key.length !== 32 || bytes.length === 0 || bytes.length % 16 !== 0) return undefined;
  const machine = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([machine.update(bytes), machine.final()]);
}

/** PKCS#7: as many bytes as are filled up, each with that number. */
function withoutPadding(plain: Buffer): Buffer | undefined {
  const count = plain.at(-1) ?? 0;
  if (count < 1 || count > BLOCK || count > plain.length) return undefined;
  const isWhole = plain.subarray(plain.length - count).every((byte) => byte === count);
  return isWhole ? plain.subarray(0, plain.length - count) : undefined;
}
