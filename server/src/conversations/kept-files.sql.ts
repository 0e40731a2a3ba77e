import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import { draftsEndAt } from "./draft-life.ts";

/** Which of these files an attachment names. */
export async function findAttachedFiles(system: Db, keys: readonly string[]): Promise<string[]> {
  const found = await sql<{
    file: string;
  }>`select file from attachments where file = any(${[...keys]}::text[])`.execute(system);
  return found.rows.map(({ file }) => file);
}

/**
 * Takes away some uploads of agents that are older than drafts live and that no living draft and no scheduled reply holds;
 * answers their files. A send
 * that is about to take one holds its row: it is left alone, or the send finds that it is gone and is refused.
 */
export async function deleteUnsentUploads(
  system: Db,
  now: Date,
  limit: number,
): Promise<{ readonly file: string | null }[]> {
  const before = draftsEndAt(now);
  const deleted = await sql<{ file: string | null }>`
    with old as (
      select a.organization_id, a.id from organizations o
      join attachments a on a.organization_id = o.id and a.message_id is null
      where a.created_at < ${before} and case
        when a.uploaded_by like 'user:%' then not exists (
          select from drafts d
          where d.organization_id = a.organization_id and d.at >= ${before} and a.id = any(d.attachment_ids))
        when a.uploaded_by like 'scheduled:%' then not exists (
          select from scheduled_messages s
          where s.organization_id = a.organization_id and s.id = substr(a.uploaded_by, 11)::uuid)
        else false end
      limit ${limit} for update of a skip locked
    )
    delete from attachments a using old
    where a.organization_id = old.organization_id and a.id = old.id
    returning a.file`.execute(system);
  return deleted.rows;
}
