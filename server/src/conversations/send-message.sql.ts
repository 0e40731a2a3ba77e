import type { AfterReply, AttachmentId, ChannelId, MessageId, Platform, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import type { Conversation, Message } from "./conversation.ts";

export async function findSent(ctx: Ctx, id: MessageId): Promise<Message | undefined> {
  return await ctx.db
    .selectFrom("messages")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

type NewMessage = Pick<
  Message,
  | "id"
  | "conversation_id"
  | "channel_id"
  | "seq"
  | "order_key"
  | "kind"
  | "author_name"
  | "text"
  | "reply_to_id"
  | "sent_at"
  | "created_at"
  | "changed_at"
  | "delivery_state"
> & { author_type: "user" | "system"; author_id: UserId | null; mentions: readonly UserId[] };

export async function insertSent(ctx: Ctx, message: NewMessage): Promise<void> {
  const { mentions, ...columns } = message;
  await ctx.db
    .insertInto("messages")
    .values({
      organization_id: ctx.organizationId,
      ...columns,
      // A reply may only point at a message of its own conversation.
      reply_to_id:
        columns.reply_to_id === null
          ? null
          : sql`(select id from messages where organization_id = ${ctx.organizationId} and id = ${columns.reply_to_id} and conversation_id = ${columns.conversation_id})`,
      mentions: mentions.length === 0 ? null : [...mentions],
    })
    .execute();
}

/** Attachments the acting user uploaded, still in the composer and small enough; answers those that were taken. */
export async function takeComposerAttachments(
  ctx: Ctx,
  conversation: Conversation,
  messageId: MessageId,
  ids: readonly AttachmentId[],
  maxBytes: number | undefined,
): Promise<AttachmentId[]> {
  if (ids.length === 0 || ctx.actor.type !== "user") return [];
  const taken = await sql<{ id: AttachmentId }>`
    update attachments a set message_id = ${messageId}, channel_id = ${conversation.channel_id}, position = u.position, uploaded_by = null
    from unnest(${[...ids]}::uuid[]) with ordinality as u(id, position)
    where a.organization_id = ${ctx.organizationId} and a.id = u.id and a.message_id is null and a.uploaded_by = ${`user:${ctx.actor.id}`}
      and a.state = 'stored' and (${maxBytes ?? null}::bigint is null or a.size <= ${maxBytes ?? null}::bigint)
    returning a.id`.execute(ctx.db);
  return taken.rows.map((row) => row.id);
}

export async function platformOf(ctx: Ctx, channelId: ChannelId): Promise<Platform> {
  const channel = await ctx.db
    .selectFrom("channels")
    .select("platform")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", channelId)
    .executeTakeFirstOrThrow();
  return channel.platform;
}

export async function preferencesOf(
  ctx: Ctx,
  channelId: ChannelId,
): Promise<{ afterReply: AfterReply; autoAssign: boolean }> {
  const found = await sql<{ after_reply: AfterReply; auto_assign: boolean }>`
    select o.after_reply, c.auto_assign from organizations o join channels c on c.organization_id = o.id
    where o.id = ${ctx.organizationId} and c.id = ${channelId}`.execute(ctx.db);
  const row = found.rows[0];
  return { afterReply: row?.after_reply ?? "pending", autoAssign: row?.auto_assign ?? true };
}
