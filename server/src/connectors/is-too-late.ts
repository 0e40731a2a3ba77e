import { privateReplyAt, privateReplyDaysOf, replyWindowAt, replyWindowHoursOf } from "@guichet/contract";
import type { ChannelForConnector, OutboundMessage } from "./connector.ts";
import { ownWindowOf } from "./own-window.ts";

/** What waited, for a pause or for retries, until the platform takes no replies any more (W93, W94) is not tried; a template is (W95). */
export function isTooLate(channel: ChannelForConnector, message: OutboundMessage, now: Date): boolean {
  if (message.template !== undefined) return false;
  const own = ownWindowOf(channel);
  if (message.privateReplyTo !== undefined) {
    const days = privateReplyDaysOf(channel.platform, own.privateReplyDays);
    const comment = { kind: "inbound", deleted: false, linked: null } as const;
    const at = new Date(message.privateReplyTo.at).toISOString();
    return privateReplyAt(days, "public", { ...comment, at }, now.getTime()).state !== "open";
  }
  const hours = replyWindowHoursOf(channel.platform, own.hours);
  const wrote = message.lastWroteAt === undefined ? null : new Date(message.lastWroteAt);
  return replyWindowAt(hours, message.visibility, wrote, now.getTime()).state === "closed";
}
