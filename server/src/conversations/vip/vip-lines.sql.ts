import type { ContactId, ConversationId, EventId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";

/** What was open of these contacts at that moment and still is, locked in the order of the ids. */
export async function lockOpenOf(
  { db, organizationId }: Ctx,
  contactIds: readonly ContactId[],
  at: Date,
): Promise<ConversationId[]> {
  const rows = await sql<{ id: ConversationId }>`
    select id from conversations
    where organization_id = ${organizationId} and contact_id = any(${[...contactIds]}::uuid[])
      and created_at <= ${at} and status <> 'resolved'
    order by id for update`.execute(db);
  return rows.rows.map((row) => row.id);
}

/** In which of them does a line stand already that tells of this event? Asked under their locks. */
export async function listTold(
  { db, organizationId }: Ctx,
  ids: readonly ConversationId[],
  source: EventId,
): Promise<Set<ConversationId>> {
  const linesIn = (log: "event_log" | "event_inbox") => sql`
    select conversation_id as id from ${sql.table(log)}
    where organization_id = ${organizationId} and conversation_id = any(${[...ids]}::uuid[]) and seq is not null
      and type = 'contact.vip_marked' and data ->> 'source' = ${source}`;
  const rows = await sql<{
    id: ConversationId;
  }>`${linesIn("event_log")} union ${linesIn("event_inbox")}`.execute(db);
  return new Set(rows.rows.map((row) => row.id));
}

/** Room for one line in each. */
export async function takeSeqs({ db, organizationId }: Ctx, ids: readonly ConversationId[]): Promise<Conversation[]> {
  const rows = await sql<Conversation>`
    update conversations set last_seq = last_seq + 1, version = version + 1
    where organization_id = ${organizationId} and id = any(${[...ids]}::uuid[]) returning *`.execute(db);
  return rows.rows;
}
