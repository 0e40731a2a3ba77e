import type { MessageId, OrganizationId, TemplateShape, TemplateUse, Visibility } from "@guichet/contract";
import { sql } from "kysely";
import { isWritten } from "../conversations/index.ts";
import type { Db } from "../db/index.ts";

export type OutboundFileRow = {
  id: string;
  name: string;
  type: string;
  size: string | number | null;
  file: string | null;
};
export type OutboundRow = {
  text: string;
  template: (TemplateUse & { shape?: TemplateShape }) | null;
  author_name: string;
  /** No person wrote it. */
  automatic: boolean;
  subject: string | null;
  visibility: Visibility;
  /** Empty: none. */
  thread_key: string;
  party_external_id: string;
  party_name: string;
  /** The contact does not want to be written to on this channel. */
  opted_out: boolean;
  /** Other ids of the same person, the newest first. */
  party_aliases: string[];
  reply_external_id: string | null;
  reply_context: Record<string, unknown> | null;
  /** The comment that it answers in private. */
  comment_external_id: string | null;
  comment_at: string | null;
  inbound_external_id: string | null;
  inbound_context: Record<string, unknown> | null;
  inbound_at: string | null;
  /** The contact's last message, later ones among them. */
  last_wrote_at: string | null;
  files: OutboundFileRow[];
};

/** Everything one send needs, in one statement. */
export async function loadOutboundRow(
  db: Db,
  organizationId: OrganizationId,
  messageId: MessageId,
): Promise<OutboundRow | undefined> {
  const found = await sql<OutboundRow>`
    select m.text, m.template, m.author_name, m.author_type <> 'user' as automatic, c.subject, c.visibility, c.thread_key, c.last_inbound_at as last_wrote_at, i.external_id as party_external_id, coalesce(i.display_name, p.name) as party_name, i.opted_out_at is not null as opted_out,
      coalesce((select jsonb_agg(a.alias order by a.learned_at desc, a.alias) from identity_aliases a where a.organization_id = i.organization_id and a.identity_id = i.id), '[]') as party_aliases,
      r.external_id as reply_external_id, r.context as reply_context, k.external_id as comment_external_id, k.sent_at as comment_at,
      l.external_id as inbound_external_id, l.context as inbound_context, l.sent_at as inbound_at,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'type', a.type, 'size', a.size, 'file', a.file) order by a.position)
        from attachments a where a.organization_id = m.organization_id and a.message_id = m.id and a.state = 'stored'), '[]') as files
    from messages m
    join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
    join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
    join contacts p on p.organization_id = c.organization_id and p.id = c.contact_id
    -- A reaction has no name on the platform that could be answered.
    left join messages r on r.organization_id = m.organization_id and r.id = m.reply_to_id
      and ${isWritten("r")}
    left join messages k on k.organization_id = m.organization_id and k.id = m.linked_id
    left join lateral (
      select x.external_id, x.context, x.sent_at from messages x
      where x.organization_id = m.organization_id and x.conversation_id = m.conversation_id and x.kind = 'inbound' and x.seq < m.seq
        and ${isWritten("x")}
      order by x.seq desc limit 1
    ) l on true
    where m.organization_id = ${organizationId} and m.id = ${messageId} and m.kind = 'outbound'
      -- Nothing is sent to a contact who is being deleted.
      and i.deleted_at is null`.execute(db);
  return found.rows[0];
}
