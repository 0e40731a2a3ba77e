import type { ContactId, ConversationId, OrganizationId, Platform, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db, ErasedParty, Row } from "../db/index.ts";
import { likePattern } from "../lib/like-pattern.ts";
import type { Scope } from "./erase-conversation.sql.ts";

export type Deletion = Row<"contact_deletions">;

/** Where a contact is known, under every id that the platforms have for them, and on which platforms. */
export async function listParties(
  { db, organizationId }: Scope,
  contactId: ContactId,
): Promise<(ErasedParty & { readonly platform: Platform })[]> {
  const found = await sql<ErasedParty & { readonly platform: Platform }>`
    with own as (
      select i.id, i.channel_id, i.external_id, i.created_at, h.platform from identities i
      join channels h on h.organization_id = i.organization_id and h.id = i.channel_id
      where i.organization_id = ${organizationId} and i.contact_id = ${contactId}
    )
    select channel_id as "channelId", external_id as "externalId", platform from (
      select channel_id, external_id, platform, created_at from own
      union all
      select own.channel_id, a.alias, own.platform, a.learned_at from identity_aliases a
      join own on a.organization_id = ${organizationId} and a.identity_id = own.id
    ) p order by created_at`.execute(db);
  return found.rows;
}

export type NewDeletion = {
  readonly id: string;
  readonly contactId: ContactId;
  readonly hint: string | null;
  readonly by: UserId | null;
  readonly at: Date;
  readonly parties: readonly (ErasedParty & { readonly platform: Platform })[];
};

/** False: the contact is being deleted already. */
export async function insertDeletion({ db, organizationId }: Scope, deletion: NewDeletion): Promise<boolean> {
  const parties = deletion.parties.map(({ channelId, externalId }) => ({ channelId, externalId }));
  const inserted = await db
    .insertInto("contact_deletions")
    .values({
      organization_id: organizationId,
      id: deletion.id,
      contact_id: deletion.contactId,
      hint: deletion.hint,
      platforms: [...new Set(deletion.parties.map(({ platform }) => platform))],
      by_id: deletion.by,
      asked_at: deletion.at,
      parties: JSON.stringify(parties),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .execute();
  return inserted.length > 0;
}

/** From here on whoever writes under these ids is somebody new, nothing that waits is sent, and nothing is muted. */
export async function cutOff({ db, organizationId }: Scope, contactId: ContactId, now: Date): Promise<void> {
  await sql`
    update identities set external_id = 'deleted:' || id, deleted_at = ${now}, display_name = null, handle = null, words = null,
      muted_at = null, muted_by = null
    where organization_id = ${organizationId} and contact_id = ${contactId}`.execute(db);
  await sql`
    delete from identity_aliases a using identities i
    where i.organization_id = ${organizationId} and i.contact_id = ${contactId}
      and a.organization_id = i.organization_id and a.identity_id = i.id`.execute(db);
  // Nobody asks a platform about them any more.
  await sql`
    delete from lookups l using identities i
    where i.organization_id = ${organizationId} and i.contact_id = ${contactId}
      and l.organization_id = i.organization_id and l.identity_id = i.id`.execute(db);
  await sql`
    delete from outbox o using conversations c
    where c.organization_id = ${organizationId} and c.contact_id = ${contactId}
      and o.organization_id = c.organization_id and o.conversation_id = c.id`.execute(db);
}

export async function lockContactRow({ db, organizationId }: Scope, contactId: ContactId): Promise<boolean> {
  const row = await db
    .selectFrom("contacts")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("id", "=", contactId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function countConversations({ db, organizationId }: Scope, contactId: ContactId): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from conversations where organization_id = ${organizationId} and contact_id = ${contactId}`.execute(
    db,
  );
  return counted.rows[0]?.n ?? 0;
}

export type LogRow = Pick<Deletion, "id" | "hint" | "platforms" | "asked_at" | "done_at"> & { at: string; by: string };

/** The log, newest first. */
export async function listLogRows(
  { db, organizationId }: Scope,
  search: string,
  after: { readonly at: string; readonly id: string } | undefined,
  limit: number,
): Promise<LogRow[]> {
  const wanted = likePattern(search);
  const rows = await sql<LogRow>`
    select d.id, d.hint, d.platforms, d.asked_at, d.done_at, d.asked_at::text as at,
      coalesce(u.first_name || ' ' || u.last_name, '') as by
    from contact_deletions d left join users u on u.organization_id = d.organization_id and u.id = d.by_id
    where d.organization_id = ${organizationId}
      ${after === undefined ? sql`` : sql`and (d.asked_at, d.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
      ${search === "" ? sql`` : sql`and (d.hint ilike ${wanted} or u.first_name || ' ' || u.last_name ilike ${wanted})`}
    order by d.asked_at desc, d.id desc limit ${limit}`.execute(db);
  return rows.rows;
}

export async function hasContact(system: Db, organizationId: string, contactId: string): Promise<boolean> {
  const found = await sql`
    select 1 from contacts c where c.organization_id = ${organizationId} and c.id = ${contactId} and not exists (
      select 1 from contact_deletions d where d.organization_id = c.organization_id and d.contact_id = c.id)`.execute(
    system,
  );
  return found.rows.length > 0;
}

const CLAIM_SECONDS = 120;

/** One deletion that has something left to do, to one worker at a time; whoever dies over it leaves it due again. */
export async function claimDeletion(system: Db): Promise<Deletion | undefined> {
  const claimed = await sql<Deletion>`
    update contact_deletions d set next_attempt_at = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS})
    from (
      select organization_id, id from contact_deletions
      where (done_at is null or held_deliveries <> '{}') and next_attempt_at <= clock_timestamp()
      order by next_attempt_at limit 1 for update skip locked
    ) due
    where d.organization_id = due.organization_id and d.id = due.id returning d.*`.execute(system);
  return claimed.rows[0];
}

type Change = {
  readonly in_ledger?: boolean;
  readonly looked_after?: string;
  readonly done_at?: Date;
  readonly failures?: number;
  readonly next_attempt_at?: Date;
  readonly files?: string[];
  readonly conversation_ids?: ConversationId[];
  readonly held_deliveries?: string[];
};
type Key = { readonly organization_id: OrganizationId; readonly id: string };

export async function updateDeletion(db: Db, key: Key, change: Change): Promise<void> {
  await db
    .updateTable("contact_deletions")
    .set(change)
    .where("organization_id", "=", key.organization_id)
    .where("id", "=", key.id)
    .execute();
}

/** What a step took away, in its own transaction: nothing of it is forgotten by a crash. */
export async function noteErased(
  db: Db,
  key: Key,
  erased: {
    readonly conversationId?: ConversationId;
    readonly files: readonly string[];
    readonly held?: readonly string[];
  },
): Promise<void> {
  await sql`
    update contact_deletions set files = files || ${[...erased.files]}::text[],
      conversation_ids = conversation_ids || ${erased.conversationId === undefined ? [] : [erased.conversationId]}::uuid[],
      held_deliveries = held_deliveries || ${[...(erased.held ?? [])]}::text[]::uuid[],
      next_attempt_at = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS})
    where organization_id = ${key.organization_id} and id = ${key.id}`.execute(db);
}

export async function readDeletion(db: Db, key: Key): Promise<Deletion> {
  return await db
    .selectFrom("contact_deletions")
    .selectAll()
    .where("organization_id", "=", key.organization_id)
    .where("id", "=", key.id)
    .executeTakeFirstOrThrow();
}

/** Done: what was only needed for the work goes, under which ids the person was known above all. */
export async function endDeletion(db: Db, key: Key, now: Date): Promise<void> {
  await sql`
    update contact_deletions set done_at = ${now}, parties = '[]', conversation_ids = '{}', files = '{}', failures = 0,
      next_attempt_at = clock_timestamp() + interval '1 hour'
    where organization_id = ${key.organization_id} and id = ${key.id}`.execute(db);
}
