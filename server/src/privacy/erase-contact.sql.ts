import type { ChannelId, ContactId } from "@guichet/contract";
import { sql } from "kysely";
import type { ErasedParty } from "../db/index.ts";
import type { Scope } from "./erase-conversation.sql.ts";
import { OWNED } from "./what-a-contact-owns.ts";

/**
 * Takes away what is known of a contact beside conversations, and the contact. A conversation that was opened at the last
 * moment keeps the identity's row: the database refuses, and the job begins again with it. Answers files that are nobody's now.
 */
export async function eraseContact(
  { db, organizationId }: Scope,
  contactId: ContactId,
  parties: readonly ErasedParty[],
): Promise<string[]> {
  const files: string[] = [];
  for (const { channelId, externalId } of parties) {
    files.push(...(await eraseVisitor({ db, organizationId }, channelId, externalId)));
    await sql`
      delete from early_profiles
      where organization_id = ${organizationId} and channel_id = ${channelId} and external_id = ${externalId}`.execute(
      db,
    );
  }
  const photos = await sql<{ file: string }>`
    select p.file from contact_photos p join identities i on i.organization_id = p.organization_id and i.id = p.identity_id
    where i.organization_id = ${organizationId} and i.contact_id = ${contactId} and p.file is not null for update of p`.execute(
    db,
  );
  files.push(...photos.rows.map(({ file }) => file));
  for (const { table, column, by } of OWNED) {
    if (by !== "contact" && by !== "identity") continue;
    const wanted =
      by === "contact"
        ? sql`${sql.ref(column)} = ${contactId}`
        : sql`${sql.ref(column)} in (select id from identities where organization_id = ${organizationId} and contact_id = ${contactId})`;
    await sql`delete from ${sql.table(table)} where organization_id = ${organizationId} and ${wanted}`.execute(db);
  }
  return files;
}

/** Of the web messenger: who comes back with the same browser is somebody new; what was uploaded and not sent goes. */
async function eraseVisitor(
  { db, organizationId }: Scope,
  channelId: ChannelId,
  externalId: string,
): Promise<string[]> {
  await sql`
    delete from visitor_sessions
    where organization_id = ${organizationId} and channel_id = ${channelId} and external_id = ${externalId}`.execute(
    db,
  );
  const gone = await sql<{ file: string | null }>`
    delete from attachments where organization_id = ${organizationId} and message_id is null and uploaded_by = ${`visitor:${externalId}`}
    returning file`.execute(db);
  return gone.rows.flatMap(({ file }) => file ?? []);
}
