import type { ConversationId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import { isWritten } from "../../conversations/index.ts";
import type { Db } from "../../db/index.ts";

export type WritingRow = {
  party_external_id: string;
  party_name: string;
  party_aliases: string[];
  thread_key: string;
  last_wrote_at: string | null;
  inbound_external_id: string | null;
  inbound_context: Record<string, unknown> | null;
  inbound_at: string | null;
};

/** Whom a private conversation is with, and what they said last; undefined: public, or nobody who may be written to. */
export async function loadWritingRow(
  db: Db,
  organizationId: OrganizationId,
  id: ConversationId,
): Promise<WritingRow | undefined> {
  const { rows } = await sql<WritingRow>`
    select i.external_id as party_external_id, coalesce(i.display_name, '') as party_name, c.thread_key, c.last_inbound_at as last_wrote_at,
      coalesce((select jsonb_agg(a.alias order by a.learned_at desc, a.alias) from identity_aliases a where a.organization_id = i.organization_id and a.identity_id = i.id), '[]') as party_aliases,
      l.external_id as inbound_external_id, l.context as inbound_context, l.sent_at as inbound_at
    from conversations c
    join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
    left join lateral (
      select x.external_id, x.context, x.sent_at from messages x
      where x.organization_id = c.organization_id and x.conversation_id = c.id and x.kind = 'inbound'
        and ${isWritten("x")}
      order by x.seq desc limit 1
    ) l on true
    where c.organization_id = ${organizationId} and c.id = ${id} and c.visibility = 'private'
      and i.opted_out_at is null and i.deleted_at is null`.execute(db);
  return rows[0];
}
