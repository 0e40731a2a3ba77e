import { setImmediate as breathe } from "node:timers/promises";
import type { ChannelId, ConversationId, MessageId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";
import { buildWords } from "../words/build-words.ts";

export type MessagePlace = { readonly organizationId: OrganizationId; readonly messageId: MessageId };

type Loaded = {
  organization_id: OrganizationId;
  id: MessageId;
  conversation_id: ConversationId;
  channel_id: ChannelId;
  at: Date;
  subject: string | null;
  text: string;
  has_attachment: boolean;
};

/** Brings the index to what these messages say now; what is gone goes. As often as one likes. */
export async function indexMessages(trx: Db, places: readonly MessagePlace[]): Promise<void> {
  if (places.length === 0) return;
  const wanted = sql`unnest(${places.map((one) => one.organizationId)}::uuid[], ${places.map((one) => one.messageId)}::uuid[])
    as w(organization_id, id)`;
  const found = await sql<Loaded>`
    select m.organization_id, m.id, m.conversation_id, m.channel_id,
      date_trunc('milliseconds', case m.kind when 'inbound' then m.sent_at else m.created_at end) as at, m.subject, m.text,
      exists (select from attachments f where f.organization_id = m.organization_id and f.message_id = m.id and not f.of_post) as has_attachment
    from (select distinct * from ${wanted}) w join messages m on m.organization_id = w.organization_id and m.id = w.id
    where m.deleted_at is null and m.withdrawn_at is null
    -- Whoever changes or erases a message holds its row: this waits for it, or it for this.
    for key share of m`.execute(trx);
  const rows = await toRows(found.rows);
  const kept = new Set(rows.map((row) => row.message_id));
  const gone = places.filter((place) => !kept.has(place.messageId));
  if (gone.length > 0)
    await sql`
      delete from message_search s using unnest(${gone.map((one) => one.organizationId)}::uuid[], ${gone.map((one) => one.messageId)}::uuid[])
        as w(organization_id, id) where s.organization_id = w.organization_id and s.message_id = w.id`.execute(trx);
  if (rows.length === 0) return;
  await sql`
    insert into message_search (organization_id, message_id, conversation_id, channel_id, at, words)
    select organization_id, message_id, conversation_id, channel_id, at, words::tsvector
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(organization_id uuid, message_id uuid, conversation_id uuid, channel_id uuid, at timestamptz, words text)
    order by at
    on conflict (organization_id, message_id) do update set words = excluded.words, at = excluded.at
      where (message_search.words, message_search.at) is distinct from (excluded.words, excluded.at)`.execute(trx);
}

type Row = Pick<Loaded, "organization_id" | "conversation_id" | "channel_id" | "at"> & {
  message_id: MessageId;
  words: string;
};

/** Longer than this, nobody else in this process waits for words being cut. Milliseconds. */
const BREATH_MS = 8;

async function toRows(messages: readonly Loaded[]): Promise<Row[]> {
  const rows: Row[] = [];
  let since = performance.now();
  for (const { id, organization_id, conversation_id, channel_id, at, subject, text, has_attachment } of messages) {
    const words = buildWords({ subject, text, channelId: channel_id, at, hasAttachment: has_attachment });
    rows.push({ organization_id, message_id: id, conversation_id, channel_id, at, words });
    if (performance.now() - since < BREATH_MS) continue;
    await breathe();
    since = performance.now();
  }
  return rows;
}
