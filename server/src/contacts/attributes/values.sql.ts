import {
  type AttributeId,
  type AttributeKind,
  type ContactId,
  fieldKindOf,
  foldFact,
  readNumber,
} from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, keyOf, type Row } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
export type ValueRow = Row<"attribute_values">;

/** A value as its columns: as it was given, as it is compared, as the index holds it. */
export function toColumns(kind: AttributeKind, value: string | null) {
  const folded = value === null ? undefined : foldFact(fieldKindOf(kind), value);
  return {
    value,
    folded: folded ?? null,
    key: folded === undefined ? null : keyOf(folded),
    number: kind === "number" && value !== null ? (readNumber(value) ?? null) : null,
  };
}

export async function listValues({ db, organizationId }: Scope, contactId: ContactId): Promise<ValueRow[]> {
  return await db
    .selectFrom("attribute_values")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("contact_id", "=", contactId)
    .execute();
}

export async function findValue(
  { db, organizationId }: Scope,
  contactId: ContactId,
  attributeId: AttributeId,
): Promise<ValueRow | undefined> {
  return await db
    .selectFrom("attribute_values")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("contact_id", "=", contactId)
    .where("attribute_id", "=", attributeId)
    .executeTakeFirst();
}

/** Whoever calls this holds the contact's row. */
export async function writeValue(
  ctx: Ctx,
  contactId: ContactId,
  attributeId: AttributeId,
  kind: AttributeKind,
  value: string | null,
): Promise<void> {
  const columns = toColumns(kind, value);
  await ctx.db
    .insertInto("attribute_values")
    .values({
      organization_id: ctx.organizationId,
      contact_id: contactId,
      attribute_id: attributeId,
      ...columns,
      source: "agent",
      changed_at: ctx.now(),
    })
    .onConflict((conflict) =>
      conflict.columns(["organization_id", "contact_id", "attribute_id"]).doUpdateSet({
        ...columns,
        source: "agent",
        changed_at: ctx.now(),
        version: sql`attribute_values.version + 1`,
      }),
    )
    .execute();
}
