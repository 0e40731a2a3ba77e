import type { ConversationId, MessageId, TagId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import type { Message } from "../conversation.ts";

export async function findMessage(ctx: Ctx, id: MessageId): Promise<Pick<Message, "kind" | "tag_ids"> | undefined> {
  return await ctx.db
    .selectFrom("messages")
    .select(["kind", "tag_ids"])
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function writeMessageTags(ctx: Ctx, id: MessageId, tagIds: TagId[]): Promise<void> {
  await ctx.db
    .updateTable("messages")
    .set({ tag_ids: tagIds.length === 0 ? null : tagIds })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/** Which tags the messages of a conversation have, in the order in which they appear there. */
export async function listTagsOf(ctx: Ctx, id: ConversationId): Promise<TagId[]> {
  const rows = await sql<{ tag_id: TagId }>`
    select tag_id from messages m cross join unnest(m.tag_ids) with ordinality as t(tag_id, place)
    where m.organization_id = ${ctx.organizationId} and m.conversation_id = ${id} and m.tag_ids is not null
    group by tag_id order by min(m.seq), min(place)`.execute(ctx.db);
  return rows.rows.map((row) => row.tag_id);
}

/** The messages of a conversation that have any of these tags, and which of them. */
export async function listTaggedMessages(
  ctx: Ctx,
  id: ConversationId,
  tagIds: readonly TagId[],
): Promise<{ messageId: MessageId; tagIds: TagId[] }[]> {
  const wanted = sql`${[...tagIds]}::uuid[]`;
  const found = await sql<{ messageId: MessageId; tagIds: TagId[] }>`
    select m.id as "messageId", array(select t.id from unnest(m.tag_ids) as t(id) where t.id = any(${wanted})) as "tagIds"
    from messages m where m.organization_id = ${ctx.organizationId} and m.conversation_id = ${id} and m.tag_ids && ${wanted}
    order by m.seq`.execute(ctx.db);
  return found.rows;
}
