import type { ConversationId, EventType, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../db/index.ts";

type HeardBy = { readonly listener: string; readonly types: readonly EventType[] };

/** How far a listener has come in the log; 0: nowhere yet. Decimal bigint. */
export async function heardPosition(system: Db, listener: string): Promise<string> {
  const found = await sql<{ position: string }>`
    select position::text as position from listener_positions where listener = ${listener}`.execute(system);
  return found.rows[0]?.position ?? "0";
}

/**
 * Has something happened to a conversation that a listener has yet to hear? To be asked with the conversation's row held: then
 * nothing more happens to it meanwhile.
 */
export async function hasUnheard(
  system: Db,
  organizationId: OrganizationId,
  conversationId: ConversationId,
  { listener, types }: HeardBy,
): Promise<boolean> {
  const found = await sql`
    select 1 from event_inbox
    where organization_id = ${organizationId} and conversation_id = ${conversationId} and type = any(${[...types]}::text[])
    union all
    select 1 from event_log
    where organization_id = ${organizationId} and conversation_id = ${conversationId} and type = any(${[...types]}::text[])
      and position > (select coalesce(max(position), 0) from listener_positions where listener = ${listener})
    limit 1`.execute(system);
  return found.rows.length > 0;
}
