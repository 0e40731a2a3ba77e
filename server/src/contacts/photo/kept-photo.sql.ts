import type { ContactId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";

/** The file of the picture that a contact is shown with. */
export async function findKeptPhoto(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  id: ContactId,
  photo: string,
): Promise<{ file: string; type: string } | undefined> {
  const found = await sql<{ file: string; type: string }>`
    select p.file, p.type from identities i
    join contact_photos p on p.organization_id = i.organization_id and p.identity_id = i.id
    where i.organization_id = ${organizationId} and i.contact_id = ${id}
      and p.file is not null and left(p.sha256, 12) = ${photo} limit 1`.execute(db);
  return found.rows[0];
}
