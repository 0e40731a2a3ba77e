import type { FacebookSettings } from "@guichet/contract";
import type { ChannelForConnector, Parsed, RawDelivery } from "../connector.ts";
import type { Happening, Read } from "../meta/happening.ts";
import { type Network, parseNotices } from "../meta/parse-notices.ts";
import { readFeed } from "./feed/read-feed.ts";
import { readMention } from "./feed/read-mention.ts";
import { readRating } from "./feed/read-rating.ts";
import { attachmentsOf } from "./messaging/attachments.ts";

const PAGE: Network = {
  object: "page",
  dialect: { attachedTo: attachmentsOf, returnsMarks: true },
  readChange,
};

export function parseDelivery(
  delivery: RawDelivery,
  channels: readonly ChannelForConnector<FacebookSettings>[],
): Parsed {
  return parseNotices(delivery, channels, PAGE);
}

function readChange(field: string, happening: Happening): Read | undefined {
  switch (field) {
    case "feed":
      return readFeed(happening);
    case "mention":
      return readMention(happening);
    case "ratings":
      return readRating(happening);
    default:
      return undefined;
  }
}
