import type { ChannelId, ContactId, IdentityId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import { askClient, type Database, type Db, withTransaction } from "../../db/index.ts";
import { tellContactsChanged } from "../take-platform-news.sql.ts";

export type PhotoJob = {
  readonly organization_id: OrganizationId;
  readonly identity_id: IdentityId;
  readonly channel_id: ChannelId;
  /** "": the picture is to be taken away. */
  readonly ref: string;
  readonly key: string;
  /** How often it was begun, this time included; a worker may have died of it, or with it. */
  readonly attempts: number;
};

export type FetchedPhoto = {
  readonly file: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
};

/** What is due longest and not of a busy channel, to one worker; one that dies leaves it due again after two minutes. */
export async function claimPhoto(
  database: Database,
  busyChannels: readonly ChannelId[],
): Promise<PhotoJob | undefined> {
  const claimed = await sql<PhotoJob>`
    update contact_photos p set attempts = p.attempts + 1, tried_at = clock_timestamp(),
      next_attempt_at = clock_timestamp() + interval '120 seconds'
    from (
      select organization_id, identity_id from contact_photos
      where next_attempt_at <= now() and not (channel_id = any(${[...busyChannels]}::uuid[]))
      order by next_attempt_at limit 1 for update skip locked
    ) d
    where p.organization_id = d.organization_id and p.identity_id = d.identity_id
    returning p.organization_id, p.identity_id, p.channel_id, p.ref, p.key, p.attempts`.execute(database.system);
  return claimed.rows[0];
}

/** `at` null: given up until another one is told. Not counted: as if it had not been begun. */
export async function putOffPhoto(
  database: Database,
  job: PhotoJob,
  { at, failure, counts }: { readonly at: Date | null; readonly failure: string; readonly counts: boolean },
): Promise<void> {
  await sql`
    update contact_photos set next_attempt_at = ${at}, failure = ${failure}, attempts = attempts - ${counts ? 0 : 1}::int
    where organization_id = ${job.organization_id} and identity_id = ${job.identity_id} and key = ${job.key}`.execute(
    database.system,
  );
}

/**
 * The picture stands in the place of the former one, and everybody who sees the contact is told; undefined: there is none any
 * more. Answers the files that nobody needs now: the former one; or the new one, when it is the same picture or somebody deleted
 * the contact meanwhile, or the network told of another one.
 */
export async function recordPhoto(
  database: Database,
  job: PhotoJob,
  fetched: FetchedPhoto | undefined,
  now: Date,
): Promise<string[]> {
  const { organization_id: organizationId, identity_id: identityId } = job;
  const unwanted = fetched === undefined ? [] : [fetched.file];
  return await withTransaction(database, organizationId, async (client) => {
    const ask = askClient(client);
    // First the contact, as who deletes it does.
    const contacts = await ask<{ id: ContactId; photo: string | null }>(
      `select c.id, c.photo from identities i join contacts c on c.organization_id = i.organization_id and c.id = i.contact_id
       where i.organization_id = $1 and i.id = $2 and i.deleted_at is null for no key update of c`,
      [organizationId, identityId],
    );
    const kept = await ask<{ file: string | null; sha256: string | null }>(
      "select file, sha256 from contact_photos where organization_id = $1 and identity_id = $2 and key = $3 for update",
      [organizationId, identityId, job.key],
    );
    const [contact, former] = [contacts[0], kept[0]];
    if (contact === undefined || former === undefined) return unwanted;
    const isSame = former.sha256 !== null && former.sha256 === fetched?.sha256;
    if (isSame) {
      await ask(
        `update contact_photos set next_attempt_at = null, failure = null, attempts = 0, fetched_at = $3
         where organization_id = $1 and identity_id = $2`,
        [organizationId, identityId, now],
      );
      return unwanted;
    }
    await ask(
      `update contact_photos set next_attempt_at = null, failure = null, attempts = 0, fetched_at = $3,
         file = $4, type = $5, size = $6, sha256 = $7
       where organization_id = $1 and identity_id = $2`,
      [
        ...[organizationId, identityId, now, fetched?.file ?? null],
        ...[fetched?.type ?? null, fetched?.size ?? null, fetched?.sha256 ?? null],
      ],
    );
    const changed = await ask(
      `update contacts c set photo = (
         select left(p.sha256, 12) from identities i
         join contact_photos p on p.organization_id = i.organization_id and p.identity_id = i.id and p.file is not null
         where i.organization_id = $1 and i.contact_id = $2 order by p.fetched_at desc, i.id limit 1
       ) where c.organization_id = $1 and c.id = $2 returning c.photo`,
      [organizationId, contact.id],
    );
    if (changed[0]?.photo !== contact.photo)
      await tellContactsChanged(ask, organizationId, new Map([[contact.id, "photo"]]), now);
    return former.file === null ? [] : [former.file];
  });
}

/** Which of these files is a contact's picture. */
export async function findContactPhotoFiles(system: Db, keys: readonly string[]): Promise<string[]> {
  const found = await sql<{ file: string }>`
    select file from contact_photos where file = any(${[...keys]}::text[])`.execute(system);
  return found.rows.map(({ file }) => file);
}
