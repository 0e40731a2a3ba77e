import type { ConversationId, OrganizationId, VirtualAgentId, VirtualAgentKind } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Db } from "../../db/index.ts";

export type HeldConversation = { readonly organizationId: OrganizationId; readonly id: ConversationId };

/** What virtual agents of a kind have, for a job; those of `except` are left out. */
export async function listHeld(
  system: Db,
  kind: VirtualAgentKind,
  except: readonly ConversationId[],
  limit: number,
): Promise<HeldConversation[]> {
  const found = await sql<HeldConversation>`
    select organization_id as "organizationId", id from conversations
    where holder is not null and holder ->> 'kind' = ${kind} and id <> all(${[...except]}::uuid[])
    order by organization_id, id limit ${limit}`.execute(system);
  return found.rows;
}

/** What virtual agents have said to this person lately, on this channel: `same` by one of them in this conversation. */
export async function countSaid(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  conversation: { readonly id: ConversationId; readonly identity_id: string },
  agent: VirtualAgentId,
  now: Date,
): Promise<{ same: number; hour: number; day: number }> {
  const found = await sql<{ same: number; hour: number; day: number }>`
    select count(*) filter (where m.conversation_id = ${conversation.id} and m.author_id = ${agent})::int as same,
      count(*) filter (where m.created_at > ${new Date(now.getTime() - 3_600_000)})::int as hour, count(*)::int as day
    from conversations c join messages m on m.organization_id = c.organization_id and m.conversation_id = c.id
    where c.organization_id = ${organizationId} and c.identity_id = ${conversation.identity_id}
      and c.last_inbound_at > ${new Date(now.getTime() - 2 * 86_400_000)}
      and m.author_type = 'virtual_agent' and m.created_at > ${new Date(now.getTime() - 86_400_000)}`.execute(db);
  return found.rows[0] ?? { same: 0, hour: 0, day: 0 };
}
