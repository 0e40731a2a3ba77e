import type { QueueViewId, UserId, ViewUsesQuery } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Row } from "../../db/index.ts";

export type QueueViewRow = Row<"queue_views">;
type Scope = Pick<Ctx, "db" | "organizationId">;
type OwnedView = QueueViewRow & { owner_name: string };

/** What one may see of it: one's own, and what is shared; in the order of their names. */
export async function listViewRows(scope: Scope, userId: UserId): Promise<OwnedView[]> {
  return await viewsByName(scope)
    .where((eb) => eb.or([eb("v.owner_id", "=", userId), eb("v.shared", "=", true)]))
    .execute();
}

const MOST_USES = 500;

/** Everybody's views whose filter names this id, in the order of their names. */
export async function listViewRowsWith(scope: Scope, { part, id }: ViewUsesQuery): Promise<OwnedView[]> {
  return await viewsByName(scope)
    .where(sql<boolean>`${id} = any(string_to_array(v.filter ->> ${part}, ','))`)
    .limit(MOST_USES)
    .execute();
}

/** Each with its owner's name, in the order of their names. */
function viewsByName({ db, organizationId }: Scope) {
  return db
    .selectFrom("queue_views as v")
    .innerJoin("users as u", (join) =>
      join.onRef("u.organization_id", "=", "v.organization_id").onRef("u.id", "=", "v.owner_id"),
    )
    .selectAll("v")
    .select(sql<string>`u.first_name || ' ' || u.last_name`.as("owner_name"))
    .where("v.organization_id", "=", organizationId)
    .where("v.deleted_at", "is", null)
    .orderBy(sql`lower(v.name)`)
    .orderBy("v.id");
}

/** Held until the end of the transaction, deleted or not. */
export async function lockView({ db, organizationId }: Scope, id: QueueViewId): Promise<QueueViewRow | undefined> {
  return await db
    .selectFrom("queue_views")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** Held by whoever adds a view, so that two at once cannot both be the last one allowed. */
export async function lockOwner({ db, organizationId }: Scope, userId: UserId): Promise<void> {
  await db
    .selectFrom("users")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("id", "=", userId)
    .forNoKeyUpdate()
    .execute();
}

export async function countViews(
  { db, organizationId }: Scope,
  kind: { readonly shared: true } | { readonly shared: false; readonly ownerId: UserId },
): Promise<number> {
  const row = await db
    .selectFrom("queue_views")
    .select(sql<number>`count(*)::int`.as("n"))
    .where("organization_id", "=", organizationId)
    .where("deleted_at", "is", null)
    .where("shared", "=", kind.shared)
    .$if(!kind.shared, (query) => query.where("owner_id", "=", kind.shared ? (null as never) : kind.ownerId))
    .executeTakeFirst();
  return row?.n ?? 0;
}

export async function insertView(ctx: Ctx, row: Omit<QueueViewRow, "version" | "deleted_at">): Promise<void> {
  await ctx.db
    .insertInto("queue_views")
    .values({ ...row, organization_id: ctx.organizationId, filter: JSON.stringify(row.filter) })
    .execute();
}

export async function updateView(ctx: Ctx, row: QueueViewRow): Promise<void> {
  await ctx.db
    .updateTable("queue_views")
    .set({
      shared: row.shared,
      name: row.name,
      emoji: row.emoji,
      status: row.status,
      sort: row.sort,
      filter: JSON.stringify(row.filter),
      version: sql`version + 1`,
      deleted_at: row.deleted_at,
    })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", row.id)
    .execute();
}

/** What somebody deleted long enough ago that nobody takes it back. */
export async function forgetDeleted({ db, organizationId }: Scope, ownerId: UserId, before: Date): Promise<void> {
  await db
    .deleteFrom("queue_views")
    .where("organization_id", "=", organizationId)
    .where("owner_id", "=", ownerId)
    .where("deleted_at", "<", before)
    .execute();
}
