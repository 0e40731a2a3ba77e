import type { AttributeId, ContactSettings } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

export async function readContactSettings({ db, organizationId }: Scope): Promise<ContactSettings> {
  const row = await db
    .selectFrom("contact_settings")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .executeTakeFirst();
  return {
    matchingAttributeId: row?.matching_attribute_id ?? null,
    clearAfterMinutes: row?.clear_after_minutes ?? null,
  };
}

export async function writeContactSettings({ db, organizationId }: Scope, settings: ContactSettings): Promise<void> {
  const columns = {
    matching_attribute_id: settings.matchingAttributeId,
    clear_after_minutes: settings.clearAfterMinutes,
  };
  await db
    .insertInto("contact_settings")
    .values({ organization_id: organizationId, ...columns })
    .onConflict((conflict) => conflict.column("organization_id").doUpdateSet(columns))
    .execute();
}

/** An attribute that is gone matches nobody. */
export async function forgetMatching({ db, organizationId }: Scope, id: AttributeId): Promise<void> {
  await db
    .updateTable("contact_settings")
    .set({ matching_attribute_id: null })
    .where("organization_id", "=", organizationId)
    .where("matching_attribute_id", "=", id)
    .execute();
}
