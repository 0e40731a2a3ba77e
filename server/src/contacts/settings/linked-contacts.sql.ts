import type { ContactId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";

/** A value that so many share is no name of a person. */
const MOST_LINKED = 20;

/** Other contacts with the same value of the attribute used for matching (W118). Links nothing in the data, so nothing can come apart. */
export async function linkedContacts(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  id: ContactId,
): Promise<ContactId[]> {
  const rows = await sql<{ contact_id: ContactId }>`
    select other.contact_id from contact_settings s
    join attribute_values own on own.organization_id = s.organization_id and own.attribute_id = s.matching_attribute_id and own.contact_id = ${id}
    join attribute_values other on other.organization_id = own.organization_id and other.attribute_id = own.attribute_id
      and other.key = own.key and other.folded = own.folded and other.contact_id <> own.contact_id
    where s.organization_id = ${organizationId} limit ${MOST_LINKED + 1}`.execute(db);
  return rows.rows.length > MOST_LINKED ? [] : rows.rows.map((row) => row.contact_id);
}
