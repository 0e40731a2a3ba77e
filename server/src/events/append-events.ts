import type { Actor, DomainEvent, EventId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";

/** `seq` is set when the event is a line of a conversation's audit trail. */
export type NewEvent = DomainEvent & { readonly seq?: number; readonly actor?: Actor };

/**
 * Announces events in the transaction of what they tell of (I4). They get their position after commit, from the
 * dispatcher. Events of one conversation keep the order in which they were written under its row lock.
 */
export async function appendEvents(ctx: Ctx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const at = ctx.now();
  await ctx.db
    .insertInto("event_inbox")
    .values(
      events.map((event) => ({
        organization_id: ctx.organizationId,
        id: uuidV7() as EventId,
        type: event.type,
        conversation_id: "conversationId" in event.data ? event.data.conversationId : null,
        channel_id: "channelId" in event.data ? event.data.channelId : null,
        seq: event.seq ?? null,
        actor: sql`${JSON.stringify(event.actor ?? ctx.actor)}::jsonb`,
        data: sql`${JSON.stringify(event.data)}::jsonb`,
        at,
      })),
    )
    .execute();
}
