import type { ContactId, IdentityId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";

export type KnownOfContact = {
  readonly name: string;
  readonly display_name: string | null;
  readonly external_id: string;
  readonly handle: string | null;
  readonly attributes: Readonly<Record<string, string>>;
};

/** What a response may say of the contact: the name, and attributes by their names; one of ours comes before a platform's. */
export async function findKnownOfContact(
  ctx: Ctx,
  contactId: ContactId,
  identityId: IdentityId,
): Promise<KnownOfContact | undefined> {
  const found = await sql<KnownOfContact>`
    select c.name, i.display_name, i.external_id, i.handle,
      coalesce((select jsonb_object_agg(a.name, v.value order by a.platform nulls last) from attribute_values v
        join attributes a on a.organization_id = v.organization_id and a.id = v.attribute_id and a.deleted_at is null
        where v.organization_id = c.organization_id and v.contact_id = c.id and v.value is not null), '{}') as attributes
    from contacts c join identities i on i.organization_id = c.organization_id and i.id = ${identityId}
    where c.organization_id = ${ctx.organizationId} and c.id = ${contactId}`.execute(ctx.db);
  return found.rows[0];
}
