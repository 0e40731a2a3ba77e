import type { AttachmentId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Db } from "../db/index.ts";
import type { Attachment } from "./conversation.ts";

export async function findAttachment(ctx: Ctx, id: AttachmentId): Promise<Attachment | undefined> {
  return await ctx.db
    .selectFrom("attachments")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** For a platform that was given a signed link: the link is the permission, it names no organization. */
export async function findLinkedAttachment(system: Db, id: AttachmentId): Promise<Attachment | undefined> {
  return await system
    .selectFrom("attachments")
    .selectAll()
    .where("id", "=", id)
    .where("message_id", "is not", null)
    .executeTakeFirst();
}

type Uploaded = Pick<Attachment, "id" | "uploaded_by" | "name" | "type" | "inline" | "size" | "file" | "kind">;

export async function insertUploaded(ctx: Ctx, uploaded: Uploaded): Promise<Attachment> {
  return await ctx.db
    .insertInto("attachments")
    .values({ organization_id: ctx.organizationId, state: "stored", created_at: ctx.now(), ...uploaded })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function makeDueAgain(ctx: Ctx, id: AttachmentId): Promise<void> {
  await sql`
    update attachments set state = 'pending', attempts = 0,
      source = source - 'refused' || jsonb_build_object('askedAt', ${ctx.now().getTime()}::bigint), next_attempt_at = ${ctx.now()}, failure = null
    where organization_id = ${ctx.organizationId} and id = ${id} and state = 'failed' and source is not null`.execute(
    ctx.db,
  );
}

/** Given up by a person; the message shows it anew. False: it is not failed (any more). */
export async function giveUpFailed(
  ctx: Ctx,
  { id, message_id }: Pick<Attachment, "id" | "message_id">,
): Promise<boolean> {
  const given = await sql`
    update attachments set state = 'discarded'
    where organization_id = ${ctx.organizationId} and id = ${id} and state = 'failed'`.execute(ctx.db);
  if (given.numAffectedRows !== 1n) return false;
  await sql`
    update messages set changed_at = ${ctx.now()} where organization_id = ${ctx.organizationId} and id = ${message_id}`.execute(
    ctx.db,
  );
  return true;
}
