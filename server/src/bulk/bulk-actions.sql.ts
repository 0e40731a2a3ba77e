import type { BulkActionId, BulkSkipReason, ConversationId, UserId } from "@guichet/contract";
import { type Selectable, sql } from "kysely";
import type { BulkDeed } from "../conversations/index.ts";
import type { Ctx, Tables } from "../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
type StoredRow = Selectable<Tables["bulk_actions"]>;
/** What is done: a deed, or taking another action back, whose traces the items then hold. */
export type KeptDeed = BulkDeed | { readonly type: "undo" };
export type BulkAction = Omit<StoredRow, "deed"> & { readonly deed: KeptDeed };
export type NewBulkAction = Pick<BulkAction, "id" | "user_id" | "deed" | "cut" | "undoes">;

/** Until the transaction ends, this person begins no other one. */
export async function holdPerson({ db, organizationId }: Scope, userId: UserId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bulk ${organizationId} ${userId}`}, 0))`.execute(db);
}

export async function countRunning({ db, organizationId }: Scope, userId: UserId): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from bulk_actions
    where organization_id = ${organizationId} and user_id = ${userId} and state = 'running'`.execute(db);
  return counted.rows[0]?.n ?? 0;
}

export async function insertAction(ctx: Ctx, { deed, ...action }: NewBulkAction): Promise<void> {
  await ctx.db
    .insertInto("bulk_actions")
    .values({
      organization_id: ctx.organizationId,
      ...action,
      deed: JSON.stringify(deed),
      created_at: ctx.now(),
    })
    .execute();
}

export async function insertItems(
  { db, organizationId }: Scope,
  id: BulkActionId,
  conversations: readonly ConversationId[],
): Promise<void> {
  await sql`
    insert into bulk_items (organization_id, action_id, place, conversation_id)
    select ${organizationId}, ${id}, place, conversation_id
    from unnest(${[...conversations]}::uuid[]) with ordinality as t(conversation_id, place)`.execute(db);
}

/** Everything that was done comes back, the last first. */
export async function copyDone({ db, organizationId }: Scope, from: BulkActionId, to: BulkActionId): Promise<void> {
  await sql`
    insert into bulk_items (organization_id, action_id, place, conversation_id, trace)
    select organization_id, ${to}, row_number() over (order by place desc), conversation_id, trace
    from bulk_items where organization_id = ${organizationId} and action_id = ${from} and state = 'done'`.execute(db);
}

/** Whoever is not its maker does not find it. With `lock`, it stays as it is until the transaction ends. */
export async function findAction(
  { db, organizationId }: Scope,
  userId: UserId,
  id: BulkActionId,
  options: { lock?: boolean } = {},
): Promise<BulkAction | undefined> {
  const found = await db
    .selectFrom("bulk_actions")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .$if(options.lock === true, (query) => query.forUpdate())
    .executeTakeFirst();
  return found === undefined ? undefined : toAction(found);
}

/** The newest ones of a person. */
export async function listActions(
  { db, organizationId }: Scope,
  userId: UserId,
  since: Date,
  limit: number,
): Promise<BulkAction[]> {
  const rows = await db
    .selectFrom("bulk_actions")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("user_id", "=", userId)
    .where("created_at", ">=", since)
    .orderBy("created_at", "desc")
    .limit(limit)
    .execute();
  return rows.map(toAction);
}

export type ItemCount = {
  readonly action_id: BulkActionId;
  readonly state: "waiting" | "done" | "skipped" | "cancelled";
  readonly reason: BulkSkipReason | null;
  readonly count: number;
};

export async function countItems({ db, organizationId }: Scope, ids: readonly BulkActionId[]): Promise<ItemCount[]> {
  const rows = await sql<ItemCount>`
    select action_id, state, reason, count(*)::int as count from bulk_items
    where organization_id = ${organizationId} and action_id = any(${[...ids]}::uuid[])
    group by action_id, state, reason`.execute(db);
  return rows.rows;
}

/** Which of these were taken back already. */
export async function listUndone(
  { db, organizationId }: Scope,
  ids: readonly BulkActionId[],
): Promise<Set<BulkActionId>> {
  const rows = await sql<{ undoes: BulkActionId }>`
    select undoes from bulk_actions where organization_id = ${organizationId} and undoes = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  return new Set(rows.rows.map((row) => row.undoes));
}

/**
 * What waits is left as it is. Waits for the items that are being worked on, so nothing more happens once this is committed.
 */
export async function cancelWaiting(ctx: Ctx, id: BulkActionId): Promise<void> {
  await sql`
    update bulk_items set state = 'cancelled'
    where organization_id = ${ctx.organizationId} and action_id = ${id} and state = 'waiting'`.execute(ctx.db);
  await sql`
    update bulk_actions set state = 'cancelled', finished_at = ${ctx.now()}
    where organization_id = ${ctx.organizationId} and id = ${id} and state = 'running'`.execute(ctx.db);
}

export type SkippedRow = {
  readonly place: number;
  readonly reason: BulkSkipReason;
  readonly conversation_id: ConversationId;
  readonly held_by: string | null;
};

export async function listSkippedRows(
  { db, organizationId }: Scope,
  id: BulkActionId,
  after: number,
  limit: number,
): Promise<SkippedRow[]> {
  const rows = await sql<SkippedRow>`
    select i.place, i.reason, i.conversation_id, u.first_name || ' ' || u.last_name as held_by
    from bulk_items i left join users u on u.organization_id = i.organization_id and u.id = i.held_by
    where i.organization_id = ${organizationId} and i.action_id = ${id} and i.state = 'skipped' and i.place > ${after}
    order by i.place limit ${limit}`.execute(db);
  return rows.rows;
}

function toAction({ deed, ...row }: StoredRow): BulkAction {
  // Written by insertAction alone.
  return { ...row, deed: deed as KeptDeed };
}
