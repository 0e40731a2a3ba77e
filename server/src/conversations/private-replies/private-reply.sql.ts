import type { MessageId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";

/** False: the comment has had its reply. Whoever asks holds the row of its conversation. */
export async function linkComment(ctx: Ctx, commentId: MessageId, replyId: MessageId): Promise<boolean> {
  const linked = await sql<{ id: MessageId }>`
    update messages set linked_id = ${replyId}, changed_at = ${ctx.now()}
    where organization_id = ${ctx.organizationId} and id = ${commentId} and linked_id is null returning id`.execute(
    ctx.db,
  );
  return linked.rows.length === 1;
}
