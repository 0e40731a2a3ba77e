import { sql } from "kysely";
import type { Db } from "../db/index.ts";

/** Their files' rows go with them. */
export async function deleteGoneItems(system: Db, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from knowledge_items i using (
      select organization_id, id from knowledge_items where deleted_at < ${before} order by deleted_at limit ${limit}) old
    where i.organization_id = old.organization_id and i.id = old.id`.execute(system);
  return Number(gone.numAffectedRows ?? 0);
}

/** Once nothing is in them any more. */
export async function deleteGoneCollections(system: Db, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from knowledge_collections k using (
      select organization_id, id from knowledge_collections o
      where o.deleted_at < ${before} and not exists (
        select from knowledge_items i where i.organization_id = o.organization_id and i.collection_id = o.id)
      limit ${limit}) old
    where k.organization_id = old.organization_id and k.id = old.id`.execute(system);
  return Number(gone.numAffectedRows ?? 0);
}

export async function deleteUnsavedFiles(system: Db, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from knowledge_files f using (
      select organization_id, id from knowledge_files where item_id is null and created_at < ${before} limit ${limit}) old
    where f.organization_id = old.organization_id and f.id = old.id and f.item_id is null`.execute(system);
  return Number(gone.numAffectedRows ?? 0);
}
