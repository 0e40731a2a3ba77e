import type { ConversationId, ConversationView, UserId } from "@guichet/contract";
import { type putDraftBody, Refusal } from "@guichet/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../db/index.ts";
import { cleanText } from "../lib/clean-text.ts";
import { seenBy, visibleChannelIds } from "../users/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { isUser } from "./conversation.ts";
import { draftsEndAt } from "./draft-life.ts";
import { loadComposerAttachments } from "./thread.sql.ts";

/** W97: what an agent has written and not sent, for each conversation, on every device; kept seven days. */
export async function putDraft(
  ctx: Ctx,
  conversationId: ConversationId,
  draft: z.output<typeof putDraftBody>,
): Promise<void> {
  await accessConversation(ctx, conversationId, "comment");
  const attachmentIds = draft.attachmentIds;
  await sql`
    insert into drafts (organization_id, user_id, conversation_id, kind, text, reply_to_id, attachment_ids, at)
    values (${ctx.organizationId}, ${userOf(ctx)}, ${conversationId}, ${draft.kind}, ${cleanText(draft.text)}, 
      (select id from messages where organization_id = ${ctx.organizationId} and id = ${draft.replyToId} and conversation_id = ${conversationId}), ${attachmentIds}::uuid[], ${ctx.now()})
    on conflict (organization_id, user_id, conversation_id) do update
      set kind = excluded.kind, text = excluded.text, reply_to_id = excluded.reply_to_id, attachment_ids = excluded.attachment_ids, at = excluded.at`.execute(
    ctx.db,
  );
}

export async function deleteDraft(ctx: Ctx, conversationId: ConversationId): Promise<void> {
  await sql`delete from drafts where organization_id = ${ctx.organizationId} and user_id = ${userOf(ctx)} and conversation_id = ${conversationId}`.execute(
    ctx.db,
  );
}

export async function findDraft(ctx: Ctx, conversationId: ConversationId): Promise<ConversationView["draft"]> {
  const draft = await ctx.db
    .selectFrom("drafts")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userOf(ctx))
    .where("conversation_id", "=", conversationId)
    .where("at", ">", draftsEndAt(ctx.now()))
    .executeTakeFirst();
  if (draft === undefined) return null;
  const attachments = await loadComposerAttachments(ctx, userOf(ctx), draft.attachment_ids);
  return { text: draft.text, kind: draft.kind, replyToId: draft.reply_to_id, attachments, at: draft.at.toISOString() };
}

/** Where the acting user has something unsent, and may still see the conversation. */
export async function listDrafts(ctx: Ctx): Promise<ConversationId[]> {
  const rows = await ctx.db
    .selectFrom("drafts as d")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.organization_id", "=", "d.organization_id").onRef("c.id", "=", "d.conversation_id"),
    )
    .select("d.conversation_id")
    .where("d.organization_id", "=", ctx.organizationId)
    .where("d.user_id", "=", userOf(ctx))
    .where("d.at", ">", draftsEndAt(ctx.now()))
    .where("c.channel_id", "in", visibleChannelIds(ctx.db, ctx.organizationId, userOf(ctx)))
    .where(seenBy("c", ctx.organizationId, userOf(ctx)))
    .orderBy("d.at", "desc")
    .limit(1000)
    .execute();
  return rows.map((row) => row.conversation_id);
}

function userOf(ctx: Ctx): UserId {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  return ctx.actor.id;
}
