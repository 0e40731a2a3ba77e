import { createHmac } from "node:crypto";
import { sameBytes } from "../../../lib/token.ts";

/**
 * Marks that only we can make, in places every mail program gives back. Nothing else threads: neither subjects nor numbers
 * nor anything one could guess (S31). Keys: the channel's own, newest first; the newest makes, all recognise.
 */
export type Keys = readonly string[];

const macBytes = 10;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const ourMessageId = new RegExp(`^<?gm\\.(${uuid.source})\\.([a-z2-7]{32})@[^<>\\s@]+>?$`);
const maxLocalPart = 64;

/** `<gm.{message}.{mac}@domain>`: the same for every attempt. The mac's second half also binds the one it was sent to. */
export function makeMessageId(keys: Keys, messageId: string, participant: string, domain: string): string | undefined {
  const [key] = keys;
  return (
    key && `<gm.${messageId}.${mac(key, "message", messageId)}${mac(key, "sent to", messageId, participant)}@${domain}>`
  );
}

export type OurMessage = {
  readonly messageId: string;
  /** Was it sent to this very address? */
  isFor(participant: string): boolean;
};

/** Which message of ours a Message-ID names; undefined for anything we did not make. Mail programs may change its case. */
export function readMessageId(keys: Keys, candidate: string): OurMessage | undefined {
  const [, messageId = "", macs = ""] = ourMessageId.exec(candidate.trim().toLowerCase()) ?? [];
  const key = keys.find((each) => sameBytes(mac(each, "message", messageId), macs.slice(0, 16)));
  if (key === undefined || messageId === "") return undefined;
  return { messageId, isFor: (participant) => sameBytes(mac(key, "sent to", messageId, participant), macs.slice(16)) };
}

/** Every place in a text that looks like a Message-ID of ours; what it is worth, `readMessageId` says. */
export function findMessageIds(text: string): string[] {
  const anywhere = new RegExp(`gm\\.${uuid.source}\\.[a-z2-7]{32}@[\\w.-]+`, "gi");
  return [...new Set(text.match(anywhere)?.slice(0, 50) ?? [])];
}

/**
 * `local+{token}@domain` for Reply-To: the token holds the conversation and a mac over conversation and participant. Undefined
 * when the local part would grow longer than mail servers allow.
 */
export function makeReplyAddress(
  keys: Keys,
  address: string,
  conversationId: string,
  participant: string,
): string | undefined {
  const [key] = keys;
  const { local, domain } = splitAddress(address);
  const id = toBase32(Buffer.from(conversationId.replaceAll("-", ""), "hex"));
  const marked = key && `${local}+${id}${mac(key, "conversation", conversationId, participant)}`;
  return marked && marked.length <= maxLocalPart ? `${marked}@${domain}` : undefined;
}

/** The conversation that a recipient address names, if the sender is the very participant it was made for. */
export function readReplyAddress(keys: Keys, recipient: string, sender: string): string | undefined {
  const token = /\+([a-z2-7]{42})@/.exec(recipient.toLowerCase())?.[1] ?? "";
  const conversationId = toUuid(fromBase32(token.slice(0, 26)));
  if (token === "" || conversationId === undefined) return undefined;
  const isOurs = keys.some((key) => sameBytes(mac(key, "conversation", conversationId, sender), token.slice(26)));
  return isOurs ? conversationId : undefined;
}

export function splitAddress(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf("@");
  return { local: address.slice(0, at), domain: address.slice(at + 1) };
}

/** The address without what stands behind the plus: two of them lead to the same mailbox. */
export function withoutPlus(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, "@");
}

function mac(key: string, ...parts: readonly string[]): string {
  const digest = createHmac("sha256", key)
    .update(parts.map((part) => part.toLowerCase()).join("\0"))
    .digest();
  return toBase32(digest.subarray(0, macBytes));
}

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** RFC 4648 base32 in lower case, without padding: it survives servers that change case. */
function toBase32(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const length = Math.ceil((bytes.length * 8) / 5);
  bits <<= BigInt(length * 5 - bytes.length * 8);
  let text = "";
  for (let at = length - 1; at >= 0; at -= 1) text += alphabet[Number((bits >> BigInt(at * 5)) & 31n)];
  return text;
}

function fromBase32(text: string): Buffer {
  let bits = 0n;
  for (const char of text) bits = (bits << 5n) | BigInt(Math.max(0, alphabet.indexOf(char)));
  const length = Math.floor((text.length * 5) / 8);
  const hex = (bits >> BigInt(text.length * 5 - length * 8)).toString(16).padStart(length * 2, "0");
  return Buffer.from(hex, "hex");
}

function toUuid(bytes: Buffer): string | undefined {
  if (bytes.length !== 16) return undefined;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
