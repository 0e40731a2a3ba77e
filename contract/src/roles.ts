import { z } from "zod";

export const accountRole = z.enum(["admin", "agent"]);
export type AccountRole = z.infer<typeof accountRole>;

export const channelRole = z.enum(["viewer", "contributor", "supervisor"]);
export type ChannelRole = z.infer<typeof channelRole>;

/** A user reaches channels one by one, or through teams; never both at a time (W16). */
export const accessMode = z.enum(["channels", "teams"]);
export type AccessMode = z.infer<typeof accessMode>;

/** What one may do with one conversation. The server sends them with every view; the browser never decides. */
export const CONVERSATION_ABILITIES = [
  "see",
  "setStatus",
  "assign",
  "reply",
  "comment",
  "stealLock",
  "addTopics",
  "addTags",
  "bulk",
  "mask",
  "mute",
] as const;
export const conversationAbility = z.enum(CONVERSATION_ABILITIES);
export type ConversationAbility = z.infer<typeof conversationAbility>;

const ABILITIES_OF: Record<ChannelRole, readonly ConversationAbility[]> = {
  viewer: ["see", "setStatus", "assign", "comment", "addTopics", "addTags"],
  contributor: ["see", "setStatus", "assign", "reply", "comment", "stealLock", "addTopics", "addTags", "bulk", "mute"],
  supervisor: [
    "see",
    "setStatus",
    "assign",
    "reply",
    "comment",
    "stealLock",
    "addTopics",
    "addTags",
    "bulk",
    "mask",
    "mute",
  ],
};

/** Product reference, section 3.2: the table of channel roles and abilities. */
export function abilitiesOf(role: ChannelRole): readonly ConversationAbility[] {
  return ABILITIES_OF[role];
}

const RANK: Record<ChannelRole, number> = { viewer: 1, contributor: 2, supervisor: 3 };

/** When several teams lead to one channel, the highest role wins (section 3.3). */
export function highestRole(roles: readonly ChannelRole[]): ChannelRole | undefined {
  let best: ChannelRole | undefined;
  for (const role of roles) if (best === undefined || RANK[role] > RANK[best]) best = role;
  return best;
}
