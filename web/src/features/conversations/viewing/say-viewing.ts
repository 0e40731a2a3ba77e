import type { ChannelId, ConversationId } from "@guichet/contract";

export type Viewed = { readonly channelId: ChannelId; readonly conversationId: ConversationId } | null;

let listener: (viewed: Viewed) => void = () => undefined;
let now: Viewed = null;

/** Who carries it to the server: the live feed. */
export function whenViewing(told: (viewed: Viewed) => void): void {
  listener = told;
}

/** What this tab shows in the foreground. */
export function viewedNow(): Viewed {
  return now;
}

export function sayViewing(viewed: Viewed): void {
  now = viewed;
  listener(viewed);
}
