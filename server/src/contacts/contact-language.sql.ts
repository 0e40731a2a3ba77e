import type { ContactId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";

/** Under these names platforms tell it. */
const TOLD_AS = ["browser language", "language", "locale"];

/** The language of a contact as a platform has told it last, e.g. `fr-CA`; null: none has. */
export async function languageOf(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  contactId: ContactId,
): Promise<string | null> {
  const found = await db
    .selectFrom("attribute_values as v")
    .innerJoin("attributes as a", (join) =>
      join.onRef("a.organization_id", "=", "v.organization_id").onRef("a.id", "=", "v.attribute_id"),
    )
    .select("v.value")
    .where("v.organization_id", "=", organizationId)
    .where("v.contact_id", "=", contactId)
    .where("v.value", "is not", null)
    .where("a.platform", "is not", null)
    .where("a.deleted_at", "is", null)
    .where("a.name_key", "in", TOLD_AS)
    .orderBy("v.changed_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return found?.value ?? null;
}
