import type { ApiKeyId, MessageId, TemplateShape, TemplateUse, UserId, VirtualAgentId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import type { Message } from "./conversation.ts";

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
> & {
  author_type: "user" | "virtual_agent" | "system" | "app";
  author_id: UserId | VirtualAgentId | ApiKeyId | null;
  mentions: readonly UserId[];
  /** What stands behind the author's words. */
  short_code?: string | null;
  /** The comment that it answers in private. */
  linked_id?: MessageId | null;
  /** The template that it is. */
  template?: SentTemplate | null;
};

/** `shape`: where the parameters stood on the platform when it was written. */
export type SentTemplate = TemplateUse & { readonly shape?: TemplateShape };

export async function insertSent(ctx: Ctx, message: NewMessage): Promise<void> {
  const { mentions, template = null, ...columns } = message;
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
      template: template === null ? null : JSON.stringify(template),
      mentions: mentions.length === 0 ? null : [...mentions],
    })
    .execute();
}
