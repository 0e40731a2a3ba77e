import type { AttachmentId } from "@guichet/contract";
import { type Insertable, sql } from "kysely";
import { type Db, type Tables, transact } from "../../../db/index.ts";
import type { Visitor } from "../visitor/visitor.ts";

export type NewUpload = Pick<
  Insertable<Tables["attachments"]>,
  "id" | "kind" | "name" | "type" | "inline" | "file" | "created_at"
> & { readonly size: number };
export type Usage = { readonly files: number; readonly bytes: number };

/** How an upload names its visitor while it waits for its message. */
export function uploadedBy({ externalId }: Pick<Visitor, "externalId">): string {
  return `visitor:${externalId}`;
}

/**
 * Those of these uploads that are the visitor's own and wait for a message. From now on they are held for it: the message is
 * accepted before it is written, and the sweep must not come between. `next_attempt_at` of an upload says since when.
 */
export async function holdUploads(db: Db, visitor: Visitor, ids: readonly AttachmentId[], now: Date) {
  if (ids.length === 0) return [];
  return await db
    .updateTable("attachments")
    .set({ next_attempt_at: now })
    .where("organization_id", "=", visitor.organizationId)
    .where("id", "in", [...ids])
    .where("message_id", "is", null)
    .where("uploaded_by", "=", uploadedBy(visitor))
    .where("channel_id", "=", visitor.channelId)
    .where("state", "=", "stored")
    .returning(["id", "kind", "name", "type", "size"])
    .execute();
}

/** What the visitor has uploaded since, sent or not. */
export async function readUsage(db: Db, visitor: Visitor, since: Date): Promise<Usage> {
  const found = await sql<{ files: number; bytes: string }>`
    select count(*)::int as files, coalesce(sum(size), 0)::text as bytes from (
      select a.size from attachments a
      where a.organization_id = ${visitor.organizationId} and a.message_id is null
        and a.uploaded_by = ${uploadedBy(visitor)} and a.channel_id = ${visitor.channelId} and a.created_at > ${since}
      union all
      select a.size from identities i
      join conversations c on c.organization_id = i.organization_id and c.contact_id = i.contact_id and c.identity_id = i.id
      join messages m on m.organization_id = c.organization_id and m.conversation_id = c.id and m.kind = 'inbound'
      join attachments a on a.organization_id = m.organization_id and a.message_id = m.id and a.created_at > ${since}
      where i.organization_id = ${visitor.organizationId} and i.channel_id = ${visitor.channelId}
        and i.external_id = ${visitor.externalId} and m.created_at > ${since}
    ) uploads`.execute(db);
  const usage = found.rows[0];
  return { files: usage?.files ?? 0, bytes: Number(usage?.bytes ?? 0) };
}

/** Keeps an upload when `fits` says so of what the visitor used since; one upload of a visitor is judged at a time. */
export async function insertUploadWhen(
  db: Db,
  visitor: Visitor,
  upload: NewUpload,
  quota: { readonly since: Date; fits(used: Usage): boolean },
): Promise<boolean> {
  return await transact(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${visitor.channelId} ${visitor.externalId}`}, 0))`.execute(
      trx,
    );
    if (!quota.fits(await readUsage(trx, visitor, quota.since))) return false;
    await trx
      .insertInto("attachments")
      .values({
        ...upload,
        organization_id: visitor.organizationId,
        channel_id: visitor.channelId,
        uploaded_by: uploadedBy(visitor),
        size: String(upload.size),
        state: "stored",
      })
      .execute();
    return true;
  });
}

export type VisibleFile = {
  readonly name: string;
  readonly type: string;
  readonly inline: boolean;
  readonly file: string;
};

/** A stored file the visitor may see: their own upload, or one of a message in their own thread. */
export async function findVisibleFile(db: Db, visitor: Visitor, id: AttachmentId): Promise<VisibleFile | undefined> {
  const found = await sql<VisibleFile>`
    select a.name, a.type, a.inline, a.file from attachments a
    where a.organization_id = ${visitor.organizationId} and a.id = ${id} and a.state = 'stored' and a.file is not null
    and case when a.message_id is null
      then a.uploaded_by = ${uploadedBy(visitor)} and a.channel_id = ${visitor.channelId}
      else exists (
        select 1 from messages m
        join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
        join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
        where m.organization_id = a.organization_id and m.id = a.message_id and m.deleted_at is null
          and c.visibility = 'private' and i.channel_id = ${visitor.channelId} and i.external_id = ${visitor.externalId}
          and (m.kind = 'inbound' or (m.kind = 'outbound' and m.delivery_state in ('sent', 'delivered', 'read'))))
    end`.execute(db);
  return found.rows[0];
}

/**
 * For the machine: takes away some uploads that found no message; answers the files they leave behind. One that a message
 * was accepted with goes later than others, and not while that message still waits to be written.
 */
export async function deleteUploadsBefore(
  system: Db,
  before: { readonly unsent: Date; readonly held: Date },
  limit: number,
): Promise<{ readonly file: string | null }[]> {
  const deleted = await sql<{ file: string | null }>`
    with old as (
      select a.organization_id, a.id from organizations o
      join attachments a on a.organization_id = o.id and a.message_id is null
      where a.uploaded_by like 'visitor:%' and a.created_at < ${before.unsent}
        and (a.next_attempt_at is null or (a.next_attempt_at < ${before.held} and not exists (
          select from deliveries d
          where d.organization_id = a.organization_id and d.platform = 'messenger' and d.state in ('stored', 'dead')
            and position(convert_to(a.id::text, 'UTF8') in d.body) > 0)))
      limit ${limit} for update of a skip locked
    )
    delete from attachments a using old
    where a.organization_id = old.organization_id and a.id = old.id
    returning a.file`.execute(system);
  return deleted.rows;
}
