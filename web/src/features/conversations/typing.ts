import type { ConversationId, ThreadEntry, UserId } from "@guichet/contract";

/** Who is writing right now, and until when we believe it (epoch milliseconds). */
export type Typists = {
  readonly contactUntil: number;
  readonly agents: ReadonlyMap<UserId, number>;
};
export type Typing = ReadonlyMap<ConversationId, Typists>;

/** A typing sign that is not repeated fades after this many milliseconds. */
export const TYPING_LASTS = 6000;

export type TypingSign = {
  readonly conversationId: ConversationId;
  readonly who: "contact" | "agent";
  readonly userId: UserId | null;
  readonly on: boolean;
};

/** Notes that somebody began or stopped writing. */
export function applyTyping(typing: Typing, sign: TypingSign, now: number): Typing {
  const until = sign.on ? now + TYPING_LASTS : 0;
  const there = typing.get(sign.conversationId) ?? { contactUntil: 0, agents: new Map() };
  if (sign.who === "contact") return withTypists(typing, sign.conversationId, { ...there, contactUntil: until });
  if (sign.userId === null) return typing;
  return withTypists(typing, sign.conversationId, { ...there, agents: new Map(there.agents).set(sign.userId, until) });
}

/** Whoever has sent the message is no longer writing it. */
export function clearTypingOf(typing: Typing, entries: readonly ThreadEntry[]): Typing {
  let next = typing;
  for (const entry of entries) {
    const there = next.get(entry.conversationId);
    if (there === undefined || entry.type !== "message") continue;
    if (entry.author.type === "contact") next = withTypists(next, entry.conversationId, { ...there, contactUntil: 0 });
    if (entry.author.type === "user" && there.agents.has(entry.author.id)) {
      const agents = new Map(there.agents);
      agents.delete(entry.author.id);
      next = withTypists(next, entry.conversationId, { ...there, agents });
    }
  }
  return next;
}

function withTypists(typing: Typing, id: ConversationId, typists: Typists): Typing {
  const next = new Map(typing);
  if (typists.contactUntil === 0 && [...typists.agents.values()].every((until) => until === 0)) next.delete(id);
  else next.set(id, typists);
  return next;
}
