import type { ContactId, OrganizationId } from "@guichet/contract";
import type { Ask } from "../../db/index.ts";

/** A value that stands there, and who has set it. `value` null: it was taken away. */
export type HeldValue = { readonly value: string | null; readonly source: string };

/** Of some contacts what is known of some attributes. */
export async function listHeldValues(
  ask: Ask,
  organizationId: OrganizationId,
  ids: readonly ContactId[],
  attributeIds: readonly string[],
): Promise<(HeldValue & { readonly contact_id: ContactId; readonly attribute_id: string })[]> {
  return await ask(
    `select contact_id, attribute_id, value, source from attribute_values
     where organization_id = $1 and contact_id = any($2::uuid[]) and attribute_id = any($3::uuid[])`,
    [organizationId, ids, attributeIds],
  );
}
