import type { AttachmentId, MessageId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";

/** Whose uploads they are while they are in no message: `user:<id>` in a reply box, `scheduled:<id>` in a scheduled reply. */
export type FileHolder = `user:${string}` | `scheduled:${string}`;
export type ComposerFile = { readonly id: AttachmentId; readonly name: string; readonly type: string; size: number };

/** Stored files that are in no message yet and are this holder's, in the order they were asked for. */
export async function listComposerFiles(
  ctx: Ctx,
  ids: readonly AttachmentId[],
  holder: FileHolder,
): Promise<ComposerFile[]> {
  if (ids.length === 0) return [];
  const found = await sql<Omit<ComposerFile, "size"> & { size: string | null }>`
    select a.id, a.name, a.type, a.size from unnest(${[...ids]}::uuid[]) with ordinality as u(id, position)
    join attachments a on a.organization_id = ${ctx.organizationId} and a.id = u.id
    where a.message_id is null and a.uploaded_by = ${holder} and a.state = 'stored'
    order by u.position`.execute(ctx.db);
  return found.rows.map((row) => ({ ...row, size: Number(row.size ?? 0) }));
}

/** They become the message's; answers those that were still there. */
export async function takeComposerFiles(
  ctx: Ctx,
  conversation: Conversation,
  messageId: MessageId,
  ids: readonly AttachmentId[],
  holder: FileHolder,
): Promise<AttachmentId[]> {
  if (ids.length === 0) return [];
  const taken = await sql<{ id: AttachmentId }>`
    update attachments a set message_id = ${messageId}, channel_id = ${conversation.channel_id}, position = u.position, uploaded_by = null
    from unnest(${[...ids]}::uuid[]) with ordinality as u(id, position)
    where a.organization_id = ${ctx.organizationId} and a.id = u.id and a.message_id is null and a.uploaded_by = ${holder}
      and a.state = 'stored'
    returning a.id`.execute(ctx.db);
  return taken.rows.map((row) => row.id);
}

/** From one holder to another, e.g. from the reply box to a reply that leaves later. */
export async function handComposerFiles(
  ctx: Ctx,
  ids: readonly AttachmentId[],
  from: FileHolder,
  to: FileHolder,
): Promise<AttachmentId[]> {
  if (ids.length === 0) return [];
  const handed = await sql<{ id: AttachmentId }>`
    update attachments set uploaded_by = ${to}
    where organization_id = ${ctx.organizationId} and id = any(${[...ids]}::uuid[]) and message_id is null
      and uploaded_by = ${from} and state = 'stored' returning id`.execute(ctx.db);
  return handed.rows.map((row) => row.id);
}
