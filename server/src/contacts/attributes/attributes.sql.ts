import type { AttributeId, AttributeKind, ContactGroupId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Row } from "../../db/index.ts";

export type AttributeRow = Row<"attributes">;
type Scope = Pick<Ctx, "db" | "organizationId">;

/** In the order of Settings: what Admins made first, then what platforms tell. */
export async function listAttributeRows({ db, organizationId }: Scope): Promise<AttributeRow[]> {
  return await db
    .selectFrom("attributes")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("deleted_at", "is", null)
    .orderBy(sql`platform is not null`)
    .orderBy("position")
    .orderBy("id")
    .execute();
}

export async function findAttributeRow(
  { db, organizationId }: Scope,
  id: AttributeId,
): Promise<AttributeRow | undefined> {
  return await db
    .selectFrom("attributes")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
}

/** Every group with its rule: which attributes are asked for. */
export async function listGroupUses({
  db,
  organizationId,
}: Scope): Promise<{ id: ContactGroupId; name: string; rule: Row<"contact_groups">["rule"] }[]> {
  return await db
    .selectFrom("contact_groups")
    .select(["id", "name", "rule"])
    .where("organization_id", "=", organizationId)
    .where("deleted_at", "is", null)
    .orderBy("name")
    .execute();
}

export type NewAttribute = {
  readonly id: AttributeId;
  readonly name: string;
  readonly nameKey: string;
  readonly alias: string;
  readonly kind: AttributeKind;
  readonly options: readonly string[];
  readonly shown: boolean;
  readonly crmManaged: boolean;
  readonly lookup: boolean;
};

export async function insertAttribute({ db, organizationId }: Scope, given: NewAttribute): Promise<void> {
  await sql`
    insert into attributes (organization_id, id, name, name_key, alias, kind, options, shown, crm_managed, lookup, position)
    select ${organizationId}, ${given.id}, ${given.name}, ${given.nameKey}, ${given.alias}, ${given.kind},
      ${JSON.stringify(given.options)}::jsonb, ${given.shown}, ${given.crmManaged}, ${given.lookup},
      coalesce((select max(position) + 1 from attributes where organization_id = ${organizationId}), 1)`.execute(db);
}

export async function updateAttribute(
  { db, organizationId }: Scope,
  id: AttributeId,
  set: Partial<{
    name: string;
    name_key: string;
    alias: string;
    options: string;
    shown: boolean;
    crm_managed: boolean;
    lookup: boolean;
    deleted_at: Date;
  }>,
): Promise<void> {
  if (Object.values(set).every((value) => value === undefined)) return;
  await db
    .updateTable("attributes")
    .set(set)
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

export async function writeOrder({ db, organizationId }: Scope, ids: readonly AttributeId[]): Promise<void> {
  await sql`
    update attributes a set position = o.position from unnest(${[...ids]}::uuid[]) with ordinality as o(id, position)
    where a.organization_id = ${organizationId} and a.id = o.id`.execute(db);
}

export async function countCustomAttributes({ db, organizationId }: Scope): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from attributes where organization_id = ${organizationId} and platform is null and deleted_at is null`.execute(
    db,
  );
  return found.rows[0]?.n ?? 0;
}

/** Contacts that have a value, counted up to `most` + 1. */
export async function countValues({ db, organizationId }: Scope, id: AttributeId, most: number): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from attribute_values where organization_id = ${organizationId} and attribute_id = ${id} and key is not null limit ${most + 1}
    ) x`.execute(db);
  return found.rows[0]?.n ?? 0;
}
