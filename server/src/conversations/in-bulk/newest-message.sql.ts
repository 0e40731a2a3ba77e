import type { ConversationId, MessageId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import { isWritten } from "../written.sql.ts";

/** The one that a tag on the whole conversation is put on: the contact's newest, else the newest reply, else a reaction. */
export async function findNewestMessage(ctx: Ctx, id: ConversationId): Promise<MessageId | undefined> {
  const found = await sql<{ id: MessageId }>`
    (select id, 0 as rank from messages where organization_id = ${ctx.organizationId} and conversation_id = ${id}
       and kind = 'inbound' and ${isWritten("messages")} order by seq desc limit 1)
    union all
    (select id, 1 from messages where organization_id = ${ctx.organizationId} and conversation_id = ${id}
       and kind = 'outbound' and withdrawn_at is null order by seq desc limit 1)
    union all
    (select id, 2 from messages where organization_id = ${ctx.organizationId} and conversation_id = ${id}
       and kind = 'inbound' and not (${isWritten("messages")}) order by seq desc limit 1)
    order by rank limit 1`.execute(ctx.db);
  return found.rows[0]?.id;
}
