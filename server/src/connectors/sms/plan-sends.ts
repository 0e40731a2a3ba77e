import { PLATFORMS } from "@guichet/contract";
import type { OutboundMessage } from "../connector.ts";
import { splitText } from "../split-text.ts";

/** One call: a text, files, or both. */
export type Step = { readonly text: string; readonly fileUrls: readonly string[] };

/** How a message leaves: its text in pieces of what Twilio takes, its files with the last of them. */
export function planSends({ text, files }: Pick<OutboundMessage, "text" | "files">): Step[] {
  const { max, unit, pieceMax = max } = PLATFORMS.sms.text;
  const pieces = splitText(text, pieceMax, unit);
  const urls = files.map(({ url }) => url);
  if (pieces.length === 0) return urls.length === 0 ? [] : [{ text: "", fileUrls: urls }];
  return pieces.map((piece, index) => ({ text: piece, fileUrls: index === pieces.length - 1 ? urls : [] }));
}
