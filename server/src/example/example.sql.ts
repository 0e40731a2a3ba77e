import type { ConversationId, MessageId, TopicId } from "@guichet/contract";
import { sql } from "kysely";
import type { Claim } from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";

/** What the example needs and the product has no use case for yet: topics are edited from the Workspace release on. */
export async function insertTopics(ctx: Ctx, topics: Readonly<Record<string, string>>): Promise<Map<string, TopicId>> {
  const rows = Object.entries(topics).map(([name, description]) => ({ id: uuidV7() as TopicId, name, description }));
  await ctx.db
    .insertInto("topics")
    .values(rows.map((row) => ({ ...row, organization_id: ctx.organizationId, created_at: ctx.now() })))
    .execute();
  return new Map(rows.map((row) => [row.name, row.id]));
}

/**
 * Claims a reply of the past inside the transaction that writes it, so that no worker ever sees it waiting: it was sent
 * months ago.
 */
export async function claimPastSend(ctx: Ctx, messageId: MessageId): Promise<Claim> {
  const claimed = await sql<Claim>`
    update outbox set state = 'sending', attempts = attempts + 1, fence = fence + 1,
      lease_until = clock_timestamp() + interval '90 seconds'
    where organization_id = ${ctx.organizationId} and message_id = ${messageId}
    returning organization_id, message_id, conversation_id, channel_id, attempts, fence, deadline_at, false as was_uncertain`.execute(
    ctx.db,
  );
  const claim = claimed.rows[0];
  if (claim === undefined) throw new Error("A reply of the past was not in the outbox.");
  return claim;
}

export async function findConversationOf(ctx: Ctx, messageId: MessageId): Promise<ConversationId> {
  const message = await ctx.db
    .selectFrom("messages")
    .select("conversation_id")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", messageId)
    .executeTakeFirstOrThrow();
  return message.conversation_id;
}
