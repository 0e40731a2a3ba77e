import { type AttachmentId, type ConversationId, type MessageId, withoutMark } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, LastMessage } from "../../db/index.ts";
import { excerpt, type Message } from "../conversation.ts";
import { actorId } from "../take-unheld.ts";

/** Its files are its author's uploads again, as they were before it was sent. */
export async function takeFilesBack(ctx: Ctx, message: Pick<Message, "id">): Promise<AttachmentId[]> {
  const taken = await sql<{ id: AttachmentId; position: number }>`
    update attachments set message_id = null, channel_id = null, uploaded_by = ${`user:${actorId(ctx)}`}
    where organization_id = ${ctx.organizationId} and message_id = ${message.id} returning id, position`.execute(
    ctx.db,
  );
  return taken.rows.sort((a, b) => a.position - b.position).map((row) => row.id);
}

/** What it said goes before what its author has written since. */
export async function writeBackDraft(
  ctx: Ctx,
  message: Pick<Message, "conversation_id" | "text" | "reply_to_id" | "short_code">,
  files: readonly AttachmentId[],
): Promise<void> {
  await sql`
    insert into drafts (organization_id, user_id, conversation_id, kind, text, reply_to_id, attachment_ids, at)
    values (${ctx.organizationId}, ${actorId(ctx)}, ${message.conversation_id}, 'reply', ${withoutMark(message.text, message.short_code)}, ${message.reply_to_id},
      ${[...files]}::uuid[], ${ctx.now()})
    on conflict (organization_id, user_id, conversation_id) do update set kind = 'reply', reply_to_id = excluded.reply_to_id,
      text = concat_ws(E'\n\n', nullif(excluded.text, ''), nullif(drafts.text, '')),
      attachment_ids = excluded.attachment_ids || drafts.attachment_ids, at = excluded.at`.execute(ctx.db);
}

/** The row stays, so that the numbers in the conversation have no gap; what it said is gone. */
export async function blankMessage(ctx: Ctx, id: MessageId): Promise<void> {
  await ctx.db
    .updateTable("messages")
    .set({
      text: "",
      short_code: null,
      mentions: null,
      reply_to_id: null,
      delivery_state: "discarded",
      withdrawn_at: ctx.now(),
      changed_at: ctx.now(),
    })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/**
 * Has a person answered after this place, here or in the network's own app? What machines and programs (R168) sent meanwhile
 * answers nobody.
 */
export async function answeredSince(ctx: Ctx, id: ConversationId, seq: number): Promise<boolean> {
  const later = await ctx.db
    .selectFrom("messages")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("conversation_id", "=", id)
    .where("seq", ">", seq)
    .where("kind", "=", "outbound")
    .where("withdrawn_at", "is", null)
    .where(sql<boolean>`(author_type = 'user' or (author_type = 'app' and author_id is null))`)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

/** What the queue row shows, read afresh. */
export async function findLastMessage(ctx: Ctx, id: ConversationId): Promise<LastMessage | null> {
  const last = await ctx.db
    .selectFrom("messages as m")
    .selectAll("m")
    .select(
      sql<number>`(select count(*)::int from attachments a where a.organization_id = m.organization_id and a.message_id = m.id and not a.of_post)`.as(
        "files",
      ),
    )
    .where("m.organization_id", "=", ctx.organizationId)
    .where("m.conversation_id", "=", id)
    .where("m.withdrawn_at", "is", null)
    .orderBy("m.seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return null;
  return {
    id: last.id,
    kind: last.kind,
    text: excerpt(last.text || last.subject || ""),
    authorName: last.author_name,
    attachments: last.files,
    at: last.created_at.toISOString(),
    deliveryState: last.delivery_state,
  };
}
