import type { MessageId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";

/**
 * Did a message fail that is no program's, and is it the last thing that happened there? A program (R168) names its key; what the
 * account sent elsewhere names none. What programs sent since, and what was taken back, changes nothing about it.
 */
export async function failedLast(ctx: Ctx, id: MessageId): Promise<boolean> {
  const found = await sql`
    select 1 from messages m
    where m.organization_id = ${ctx.organizationId} and m.id = ${id} and m.delivery_state = 'failed'
      and not (m.author_type = 'app' and m.author_id is not null)
      and not exists (
        select 1 from messages l
        where l.organization_id = m.organization_id and l.conversation_id = m.conversation_id and l.seq > m.seq
          and l.withdrawn_at is null and not (l.author_type = 'app' and l.author_id is not null))`.execute(ctx.db);
  return found.rows.length > 0;
}

export async function keepMetadata(
  ctx: Ctx,
  id: MessageId,
  metadata: Readonly<Record<string, unknown>>,
): Promise<void> {
  const row = { organization_id: ctx.organizationId, message_id: id, metadata: JSON.stringify(metadata) };
  await ctx.db.insertInto("message_metadata").values(row).execute();
}
