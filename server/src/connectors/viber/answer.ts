import type { ViberSettings } from "@guichet/contract";
import type { ChannelForConnector, RawRequest } from "../connector.ts";
import { textOf } from "../read-json.ts";
import { senderOf } from "./plan-sends.ts";
import { readBody } from "./read-body.ts";

/** Whoever opens the chat for the first time reads the welcome, which is the answer to `conversation_started`. */
export function answerCallback(
  { body: bytes }: RawRequest,
  [channel]: readonly ChannelForConnector<ViberSettings>[],
): { contentType: string; body: string } | undefined {
  const text = channel?.settings.welcome ?? "";
  // Most callbacks are something else, and not worth reading a second time.
  if (channel === undefined || text === "" || !Buffer.from(bytes).includes("conversation_started")) return undefined;
  const read = readBody(bytes);
  const isFirst =
    "body" in read && textOf(read.body, "event") === "conversation_started" && read.body.subscribed !== true;
  if (!isFirst) return undefined;
  const welcome = { type: "text", text, sender: senderOf(channel.settings), min_api_version: 1 };
  return { contentType: "application/json", body: JSON.stringify(welcome) };
}
