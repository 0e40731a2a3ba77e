import type { ContactAttribute, ContactId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { listAttributeRows } from "./attributes.sql.ts";
import { isEditable } from "./set-value.ts";
import { listValues } from "./values.sql.ts";

/**
 * What stands beside a contact: every attribute that Settings shows, with its value or without; of what platforms tell only
 * what there is.
 */
export async function viewAttributes(ctx: Ctx, contactId: ContactId): Promise<ContactAttribute[]> {
  const values = new Map((await listValues(ctx, contactId)).map((row) => [row.attribute_id, row]));
  return (await listAttributeRows(ctx)).flatMap((attribute) => {
    const held = values.get(attribute.id);
    const value = held?.value ?? null;
    if (!attribute.shown || (attribute.platform !== null && value === null)) return [];
    return [
      {
        id: attribute.id,
        name: attribute.name,
        kind: attribute.kind,
        options: attribute.options,
        platform: attribute.platform,
        crmManaged: attribute.crm_managed,
        lookup: attribute.lookup,
        value,
        source: value === null ? null : (held?.source ?? null),
        changedAt: held?.changed_at.toISOString() ?? null,
        version: held?.version ?? 0,
        editable: isEditable(attribute),
      },
    ];
  });
}
