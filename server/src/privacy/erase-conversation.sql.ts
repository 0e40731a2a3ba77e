import type { ConversationFacts, ConversationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db, Row } from "../db/index.ts";
import { OWNED } from "./what-a-contact-owns.ts";

export type Scope = { readonly db: Db; readonly organizationId: Row<"organizations">["id"] };

/** Some conversations of a contact that are still there. */
export async function listConversations(
  { db, organizationId }: Scope,
  contactId: string,
  limit: number,
): Promise<ConversationId[]> {
  const rows = await sql<{ id: ConversationId }>`
    select id from conversations where organization_id = ${organizationId} and contact_id = ${contactId} order by id limit ${limit}`.execute(
    db,
  );
  return rows.rows.map((row) => row.id);
}

/**
 * Takes a conversation away with everything in it, its row locked first: whoever writes there at the same moment was before
 * this, and goes with it, or comes after it, and finds nothing. Answers what was there, and the files that are nobody's now.
 */
export async function eraseConversation(
  { db, organizationId }: Scope,
  id: ConversationId,
): Promise<{ facts: ConversationFacts; files: string[] } | undefined> {
  const locked = await sql<Row<"conversations">>`
    select * from conversations where organization_id = ${organizationId} and id = ${id} for update`.execute(db);
  const row = locked.rows[0];
  if (row === undefined) return undefined;
  await rememberMessages({ db, organizationId }, id);
  const files = [...(await eraseUploads({ db, organizationId }, id))];
  for (const { table, column, by } of OWNED) {
    if (by !== "message" && by !== "conversation") continue;
    const wanted =
      by === "conversation"
        ? sql`${sql.ref(column)} = ${id}`
        : sql`${sql.ref(column)} in (select id from messages where organization_id = ${organizationId} and conversation_id = ${id})`;
    const gone = await sql<{ file?: string | null }>`
      delete from ${sql.table(table)} where organization_id = ${organizationId} and ${wanted}
      returning ${table === "attachments" ? sql`file` : sql`1 as one`}`.execute(db);
    if (table === "attachments") files.push(...gone.rows.flatMap(({ file }) => file ?? []));
  }
  await sql`
    update muted_posts set conversation_id = null where organization_id = ${organizationId} and conversation_id = ${id}`.execute(
    db,
  );
  return { facts: toFacts(row), files };
}

/** By the hashes of their ids: a platform that delivers one of them again brings nothing back. News that came early go, too. */
async function rememberMessages({ db, organizationId }: Scope, id: ConversationId): Promise<void> {
  const named = sql`
    select channel_id, external_id from messages
    where organization_id = ${organizationId} and conversation_id = ${id} and external_id is not null
    union all
    select p.channel_id, p.external_id from sent_pieces p
    join messages m on m.organization_id = p.organization_id and m.id = p.message_id
    where m.organization_id = ${organizationId} and m.conversation_id = ${id}`;
  await sql`
    insert into erased_messages (organization_id, channel_id, key)
    select ${organizationId}, channel_id, encode(sha256(convert_to(external_id, 'UTF8')), 'hex') from (${named}) n
    on conflict do nothing`.execute(db);
  await sql`
    delete from early_news e using (${named}) n
    where e.organization_id = ${organizationId} and e.channel_id = n.channel_id and e.external_id = n.external_id`.execute(
    db,
  );
}

/** What lies in drafts of it, and in replies that were to leave later. */
async function eraseUploads({ db, organizationId }: Scope, id: ConversationId): Promise<string[]> {
  const gone = await sql<{ file: string | null }>`
    delete from attachments where organization_id = ${organizationId} and message_id is null and id = any(array(
      select unnest(attachment_ids) from drafts where organization_id = ${organizationId} and conversation_id = ${id}
      union all
      select unnest(attachment_ids) from scheduled_messages where organization_id = ${organizationId} and conversation_id = ${id}))
    returning file`.execute(db);
  return gone.rows.flatMap(({ file }) => file ?? []);
}

function toFacts(row: Row<"conversations">): ConversationFacts {
  return {
    conversationId: row.id,
    channelId: row.channel_id,
    contactId: row.contact_id,
    identityId: row.identity_id,
    visibility: row.visibility,
    status: row.status,
    assigneeId: row.assignee_id,
    teamId: row.team_id,
    holderId: row.holder?.id ?? null,
  };
}
