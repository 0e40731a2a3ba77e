import type { DeliveryState } from "@guichet/contract";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { PLATFORM } from "./announce-change.ts";
import type { NewsTarget } from "./news-target.sql.ts";

/** A locked message and the states it goes through now, in their order. */
export type StateChange = { readonly message: NewsTarget; readonly states: readonly DeliveryState[] };

/** Rows to write, in the shape of their columns. */
export type Announcements = {
  /** `state`: of the last message, where that is the one; null: another is. */
  readonly conversations: readonly { id: string; changes: number; state: string | null }[];
  readonly events: readonly Record<string, unknown>[];
};

/** What conversations and the event log say of new states of delivery: the queue shows the last message's, each is an event. */
export function announceStates(changes: readonly StateChange[]): Announcements {
  const conversations = new Map<string, Announcements["conversations"][number]>();
  const events: Record<string, unknown>[] = [];
  for (const { message, states } of changes) {
    const { conversationId: id, channelId } = message.facts;
    const before = conversations.get(id) ?? { id, changes: 0, state: null };
    const last = message.last_message?.id === message.id ? (states.at(-1) ?? before.state) : before.state;
    conversations.set(id, { id, changes: before.changes + states.length, state: last });
    for (const state of states) {
      const data = { ...message.facts, messageId: message.id, state, error: null };
      const place = { conversation_id: id, channel_id: channelId };
      events.push({ id: uuidV7(), type: "message.delivery_changed", ...place, actor: PLATFORM, data });
    }
  }
  return { conversations: [...conversations.values()], events };
}
