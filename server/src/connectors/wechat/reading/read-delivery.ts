import { type Json, textOf } from "../../read-json.ts";
import { decrypt } from "./decrypt.ts";
import { type ReadXml, readXml } from "./read-xml.ts";

/**
 * What WeChat delivered, decrypted where it is encrypted. Beside an encrypted part nothing counts while there is a key: it alone is
 * signed.
 */
export function readDelivery(body: Uint8Array, aesKeys: readonly string[], appId: string): ReadXml {
  const outer = readXml(body);
  if ("problem" in outer) return outer;
  const encrypted = textOf(outer.fields, "Encrypt");
  if (encrypted === undefined || isReadablePlain(outer.fields, aesKeys)) return outer;
  const inner = decrypt(encrypted, aesKeys, appId);
  return "problem" in inner ? inner : readXml(inner.bytes);
}

/** Compatible mode brings both; a channel without a key reads the plain one. */
function isReadablePlain(fields: Json, aesKeys: readonly string[]): boolean {
  return (aesKeys[0] ?? "") === "" && textOf(fields, "MsgType") !== undefined;
}
