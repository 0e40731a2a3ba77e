import type { ConversationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Db } from "../db/index.ts";
import type { End, Span, Work } from "./handle-time.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
/** Ends of the conversation that an event may still touch: what is older is not taken back any more. */
const ENDS = 20;

/** What a person has open, and their newest ends of one conversation. */
export async function readWork(scope: Scope, userId: UserId, conversationId: ConversationId | null): Promise<Work> {
  const spans = await scope.db
    .selectFrom("handle_spans")
    .selectAll()
    .where("organization_id", "=", scope.organizationId)
    .where("user_id", "=", userId)
    .execute();
  const ends =
    conversationId === null
      ? []
      : await scope.db
          .selectFrom("handle_ends")
          .selectAll()
          .where("organization_id", "=", scope.organizationId)
          .where("user_id", "=", userId)
          .where("conversation_id", "=", conversationId)
          .orderBy("ended_at", "desc")
          .limit(ENDS)
          .execute();
  return {
    spans: spans.map((row) => ({
      conversationId: row.conversation_id,
      channelId: row.channel_id,
      openedAt: row.opened_at.getTime(),
      replies: row.reply_ids,
    })),
    ends: ends.reverse().map((row) => ({
      ...{ eventId: row.event_id, conversationId: row.conversation_id, channelId: row.channel_id, status: row.status },
      beganAt: row.began_at?.getTime() ?? null,
      endedAt: row.ended_at.getTime(),
      replies: row.reply_ids,
    })),
  };
}

/** Writes what differs. */
export async function writeWork(scope: Scope, userId: UserId, before: Work, after: Work): Promise<void> {
  for (const span of before.spans) if (!after.spans.includes(span)) await deleteSpan(scope, userId, span);
  for (const span of after.spans) if (!before.spans.includes(span)) await insertSpan(scope, userId, span);
  for (const end of before.ends) if (!after.ends.includes(end)) await deleteEnd(scope, end);
  for (const end of after.ends) if (!before.ends.includes(end)) await insertEnd(scope, userId, end);
}

async function deleteSpan({ db, organizationId }: Scope, userId: UserId, span: Span): Promise<void> {
  await db
    .deleteFrom("handle_spans")
    .where("organization_id", "=", organizationId)
    .where("user_id", "=", userId)
    .where("conversation_id", "=", span.conversationId)
    .execute();
}

async function insertSpan({ db, organizationId }: Scope, userId: UserId, span: Span): Promise<void> {
  await db
    .insertInto("handle_spans")
    .values({
      organization_id: organizationId,
      user_id: userId,
      conversation_id: span.conversationId,
      channel_id: span.channelId,
      opened_at: new Date(span.openedAt),
      reply_ids: [...span.replies],
    })
    .execute();
}

async function deleteEnd({ db, organizationId }: Scope, end: End): Promise<void> {
  await db
    .deleteFrom("handle_ends")
    .where("organization_id", "=", organizationId)
    .where("event_id", "=", end.eventId)
    .execute();
}

async function insertEnd({ db, organizationId }: Scope, userId: UserId, end: End): Promise<void> {
  await db
    .insertInto("handle_ends")
    .values({
      ...{ organization_id: organizationId, event_id: end.eventId, user_id: userId },
      ...{ conversation_id: end.conversationId, channel_id: end.channelId, status: end.status },
      began_at: end.beganAt === null ? null : new Date(end.beganAt),
      ended_at: new Date(end.endedAt),
      reply_ids: [...end.replies],
    })
    .execute();
}

/** For a job, over all organizations: a step of what ended before. Each organization's own come from its index. */
export async function deleteOldEnds(system: Db, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from handle_ends e using (
      select x.organization_id, x.event_id from organizations o cross join lateral (
        select h.organization_id, h.event_id from handle_ends h
        where h.organization_id = o.id and h.ended_at < ${before} order by h.ended_at limit ${limit}
      ) x limit ${limit}
    ) old where e.organization_id = old.organization_id and e.event_id = old.event_id`.execute(system);
  return Number(gone.numAffectedRows ?? 0);
}
