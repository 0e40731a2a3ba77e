import { createHash } from "node:crypto";
import { PLATFORMS } from "@guichet/contract";
import type { OutboundFile } from "../connector.ts";
import { splitText } from "../split-text.ts";

/** One message as LINE takes it. */
export type LineMessage = { readonly type: "text" | "image" | "video" } & Readonly<Record<string, string>>;
/** One call: at most five messages, under a key of its own. */
export type Step = { readonly messages: readonly LineMessage[]; readonly retryKey: string };

type Given = {
  readonly clientRef: string;
  readonly text: string;
  readonly files: readonly OutboundFile[];
  /** Of the message that is answered. */
  readonly quoteToken: string | undefined;
  readonly publicUrl: string;
  /** Films tell that they were seen only in a chat with one person. */
  readonly isPerson: boolean;
};

/** Messaging API: so many messages in a call; a picture and its small copy have so many bytes. */
const MOST_MESSAGES = 5;
const MB = 1024 * 1024;
const IMAGE_MAX = 10 * MB;
const PREVIEW_MAX = MB;
/** Shown before a picture or film is fetched, where there is no small copy of it. */
const STAND_IN = "/file-preview.png";

/**
 * One message as the calls that bring it, in order. The text comes first, in pieces; pictures and films are shown, anything
 * else is a link, for LINE has no message with a file. The same message always gives the same calls under the same keys.
 */
export function planMessages(given: Given): Step[] {
  const { max, unit, pieceMax = max } = PLATFORMS.line.text;
  const texts = splitText(given.text, pieceMax, unit).map((text) => ({ type: "text", text }) as const);
  const messages: LineMessage[] = [...texts, ...given.files.map((file) => toMessage(file, given))];
  const [first, ...others] = messages;
  const { quoteToken } = given;
  const quoted = first?.type === "text" && quoteToken !== undefined ? [{ ...first, quoteToken }, ...others] : messages;
  return chunk(quoted).map((some, index) => ({ messages: some, retryKey: keyOf(given.clientRef, index) }));
}

function toMessage(file: OutboundFile, { publicUrl, clientRef, isPerson }: Given): LineMessage {
  const type = file.type.toLowerCase().split(";")[0]?.trim();
  const originalContentUrl = file.lastingUrl;
  const standIn = `${publicUrl.replace(/\/$/, "")}${STAND_IN}`;
  if ((type === "image/jpeg" || type === "image/png") && file.size <= IMAGE_MAX) {
    const previewImageUrl = file.size <= PREVIEW_MAX ? originalContentUrl : standIn;
    return { type: "image", originalContentUrl, previewImageUrl };
  }
  if (type === "video/mp4") {
    const tracked = isPerson ? { trackingId: clientRef } : undefined;
    return { type: "video", originalContentUrl, previewImageUrl: standIn, ...tracked };
  }
  return { type: "text", text: `📄 ${file.name.slice(0, 200).toWellFormed()}\n${originalContentUrl}` };
}

function chunk(messages: readonly LineMessage[]): LineMessage[][] {
  const chunks: LineMessage[][] = [];
  for (let at = 0; at < messages.length; at += MOST_MESSAGES) chunks.push(messages.slice(at, at + MOST_MESSAGES));
  return chunks;
}

/** A uuid that is the same at every attempt: the message's own for its first call. */
function keyOf(clientRef: string, index: number): string {
  if (index === 0) return clientRef;
  const hash = createHash("sha256").update(`${clientRef} ${index}`).digest("hex");
  const variant = "89ab".charAt(Number.parseInt(hash.charAt(16), 16) % 4);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
