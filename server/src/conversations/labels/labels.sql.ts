import { type LabelUses, Refusal } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import { type LabelId, type LabelKind, TABLES } from "./label-kind.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
export type LabelRow<Kind extends LabelKind> = {
  id: LabelId<Kind>;
  name: string;
  description: string;
  created_at: Date;
  deleted_at: Date | null;
};

/** All of a kind, deleted ones among them, by name. */
export async function listLabelRows<Kind extends LabelKind>(ctx: Scope, kind: Kind): Promise<LabelRow<Kind>[]> {
  const rows = await sql<LabelRow<Kind>>`
    select id, name, description, created_at, deleted_at from ${sql.table(TABLES[kind])}
    where organization_id = ${ctx.organizationId} order by lower(name), id`.execute(ctx.db);
  return rows.rows;
}

/** As every browser holds them: for pickers, chips and filters. */
export async function listLabelNames<Kind extends LabelKind>(ctx: Scope, kind: Kind) {
  return (await listLabelRows(ctx, kind)).map(({ id, name, description, deleted_at }) => ({
    id,
    name,
    description,
    deleted: deleted_at !== null,
  }));
}

export async function findLabel<Kind extends LabelKind>(
  ctx: Scope,
  kind: Kind,
  id: LabelId<Kind>,
): Promise<Pick<LabelRow<Kind>, "id" | "name"> | undefined> {
  const rows = await sql<Pick<LabelRow<Kind>, "id" | "name">>`
    select id, name from ${sql.table(TABLES[kind])} where organization_id = ${ctx.organizationId} and id = ${id}`.execute(
    ctx.db,
  );
  return rows.rows[0];
}

/** Locked: whoever adds it to a conversation or a message meanwhile waits, and hears what became of it. */
export async function lockLabel<Kind extends LabelKind>(
  ctx: Scope,
  kind: Kind,
  id: LabelId<Kind>,
): Promise<LabelRow<Kind> | undefined> {
  const rows = await sql<LabelRow<Kind>>`
    select id, name, description, created_at, deleted_at from ${sql.table(TABLES[kind])}
    where organization_id = ${ctx.organizationId} and id = ${id} for no key update`.execute(ctx.db);
  return rows.rows[0];
}

/** Fails with the unique key `topics_name` or `tags_name` when another one that is not deleted has this name. */
export async function insertLabel<Kind extends LabelKind>(ctx: Scope, kind: Kind, row: LabelRow<Kind>): Promise<void> {
  await sql`
    insert into ${sql.table(TABLES[kind])} (organization_id, id, name, description, created_at)
    values (${ctx.organizationId}, ${row.id}, ${row.name}, ${row.description}, ${row.created_at})`.execute(ctx.db);
}

/** Fails as `insertLabel` does. */
export async function updateLabel<Kind extends LabelKind>(ctx: Scope, kind: Kind, row: LabelRow<Kind>): Promise<void> {
  await sql`
    update ${sql.table(TABLES[kind])} set name = ${row.name}, description = ${row.description}, deleted_at = ${row.deleted_at}
    where organization_id = ${ctx.organizationId} and id = ${row.id}`.execute(ctx.db);
}

/** How many conversations bear it, by status. */
export async function countLabelUses(ctx: Scope, id: LabelId<LabelKind>): Promise<LabelUses> {
  const rows = await sql<LabelUses["conversations"]>`
    select count(*) filter (where status in ('new', 'held'))::int as new, count(*) filter (where status = 'pending')::int as pending,
      count(*) filter (where status = 'resolved')::int as resolved
    from conversation_labels where organization_id = ${ctx.organizationId} and label_id = ${id}`.execute(ctx.db);
  return { conversations: rows.rows[0] ?? { new: 0, pending: 0, resolved: 0 } };
}

/**
 * To be called before labels are added, in the transaction that adds them: they cannot be deleted until it ends. Refuses what
 * is not there (`not_found`, foreign ids too) and what was deleted (`label_deleted`).
 */
export async function holdLabels<Kind extends LabelKind>(
  ctx: Scope,
  kind: Kind,
  ids: readonly LabelId<Kind>[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await sql<Pick<LabelRow<Kind>, "id" | "name" | "deleted_at">>`
    select id, name, deleted_at from ${sql.table(TABLES[kind])}
    where organization_id = ${ctx.organizationId} and id = any(${[...ids]}::uuid[]) order by id for share`.execute(
    ctx.db,
  );
  if (rows.rows.length < new Set(ids).size) throw new Refusal("not_found", { details: { field: "add" } });
  const deleted = rows.rows.find((row) => row.deleted_at !== null);
  if (deleted !== undefined) throw new Refusal("label_deleted", { details: { id: deleted.id, name: deleted.name } });
}
