import type { Parsed, RawDelivery } from "../connector.ts";
import type { Happening, Read } from "../meta/happening.ts";
import { type Network, parseNotices } from "../meta/parse-notices.ts";
import type { Channel } from "./account.ts";
import { readComment } from "./comments/read-comment.ts";
import { readMention, readToldMention } from "./comments/read-mention.ts";
import { readToldComment } from "./comments/read-told-comment.ts";
import { TOLD_COMMENT, TOLD_MENTION } from "./fetch-content.ts";
import { attachedTo, contextOf } from "./messaging/attachments.ts";

const DIALECT: Network["dialect"] = { attachedTo, contextOf, returnsMarks: false };

export function parseDelivery(delivery: RawDelivery, channels: readonly Channel[]): Parsed {
  const settingsOf = (accountId: string) => channels.find(({ externalId }) => externalId === accountId)?.settings;
  const usernameOf = (accountId: string) => settingsOf(accountId)?.account?.username;
  return parseNotices(delivery, channels, {
    object: "instagram",
    // A channel that was connected before there was a choice has none stored: it is on.
    dialect: { ...DIALECT, reactionsOpen: (accountId) => settingsOf(accountId)?.reactionsOpen !== false },
    readChange: (field, happening) => readChange(field, happening, usernameOf(happening.accountId)),
  });
}

/** `username`: the account's own. */
function readChange(field: string, happening: Happening, username: string | undefined): Read | undefined {
  switch (field) {
    case "comments":
    case "live_comments":
      return readComment(happening, username);
    case "mentions":
      return readMention(happening);
    case TOLD_MENTION:
      return readToldMention(happening);
    case TOLD_COMMENT:
      return readToldComment(happening);
    default:
      return undefined;
  }
}
