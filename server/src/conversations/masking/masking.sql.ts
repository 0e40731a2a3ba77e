import type { ConversationId, MaskingRules, MessageId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, LentClient } from "../../db/index.ts";
import type { Conversation, Message } from "../conversation.ts";

/** What is masked in this organization as it is set now. */
export async function findMaskingRules(
  client: LentClient,
  organizationId: OrganizationId,
): Promise<MaskingRules | undefined> {
  const found = await client.query<{ masking: MaskingRules }>("select masking from organizations where id = $1", [
    organizationId,
  ]);
  return found.rows[0]?.masking;
}

export async function canMaskByHand(ctx: Ctx): Promise<boolean> {
  const found = await ctx.db
    .selectFrom("organizations")
    .select("masking")
    .where("id", "=", ctx.organizationId)
    .executeTakeFirstOrThrow();
  return found.masking.manual;
}

/** Its row stays locked: news of the platform about it waits. */
export async function lockMessage(ctx: Ctx, id: MessageId): Promise<Message | undefined> {
  return await ctx.db
    .selectFrom("messages")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** The words are gone from the message, from its HTML form and from what is kept for answers to it. */
export async function writeMasked(
  ctx: Ctx,
  id: MessageId,
  masked: { text: string; subject: string | null },
): Promise<void> {
  const now = ctx.now();
  await sql`
    update messages set text = ${masked.text}, subject = ${masked.subject}, has_html = false, masked_at = ${now}, changed_at = ${now},
      context = case when context ? 'subject' then jsonb_set(context, '{subject}', to_jsonb(coalesce(${masked.subject}::text, ''))) else context end
    where organization_id = ${ctx.organizationId} and id = ${id}`.execute(ctx.db);
  await sql`delete from message_html where organization_id = ${ctx.organizationId} and message_id = ${id}`.execute(
    ctx.db,
  );
}

/** Answers how many; their bytes go with the sweep of files, for no row names them any more. */
export async function removeAttachments(ctx: Ctx, id: MessageId): Promise<number> {
  const removed = await sql`
    delete from attachments where organization_id = ${ctx.organizationId} and message_id = ${id} and not of_post`.execute(
    ctx.db,
  );
  return Number(removed.numAffectedRows ?? 0n);
}

/** The thread changed for its contact, too. */
export async function touchMessage(ctx: Ctx, id: MessageId): Promise<void> {
  await sql`
    update messages set changed_at = ${ctx.now()} where organization_id = ${ctx.organizationId} and id = ${id}`.execute(
    ctx.db,
  );
}

/** What the conversation's row shows of the message, and the subject it gave to the conversation. */
export async function writeRowMasked(
  ctx: Ctx,
  id: ConversationId,
  change: { messageId: MessageId; seq: number; row: object; before: string | null; subject: string | null },
): Promise<Conversation> {
  const changed = await sql<Conversation>`
    update conversations set version = version + 1, last_seq = ${change.seq},
      last_message = case when last_message ->> 'id' = ${change.messageId} then last_message || ${JSON.stringify(change.row)}::jsonb else last_message end,
      subject = case when subject = ${change.before}::text then ${change.subject}::text else subject end
    where organization_id = ${ctx.organizationId} and id = ${id} returning *`.execute(ctx.db);
  const [row] = changed.rows;
  if (row === undefined) throw new Error("the conversation was locked, and is gone");
  return row;
}
