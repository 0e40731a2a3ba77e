import { type ChannelId, type KnowledgeFileId, type KnowledgeFileView, Refusal, type UserId } from "@guichet/contract";
import type { FastifyReply } from "fastify";
import type { Ctx } from "../db/index.ts";
import { type FileStore, fileHeaders, normalizeFileName } from "../files/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { channelRolesOf } from "../users/index.ts";
import { toFileView } from "./knowledge.view.ts";
import { findKnowledgeFile, insertKnowledgeFile, type KnowledgeFileRow } from "./knowledge-files.sql.ts";
import { isFileUsable } from "./usable-items.sql.ts";

export const MOST_FILE_BYTES = 25 * 1024 * 1024;

/** A file for a response that is being written: durable first, then its row; its type is what its content says. */
export async function uploadKnowledgeFile(
  ctx: Ctx,
  files: FileStore,
  name: string,
  body: Buffer,
): Promise<KnowledgeFileView> {
  if (ctx.actor.type !== "user") throw new Refusal("not_allowed");
  if (body.length === 0) throw new Refusal("invalid_input", { fields: [{ path: "body", problem: "empty" }] });
  const stored = await files.put(body, { maxBytes: MOST_FILE_BYTES });
  if (!stored.ok) throw new Refusal("too_large");
  const row = await insertKnowledgeFile(ctx.db, {
    organization_id: ctx.organizationId,
    id: uuidV7() as KnowledgeFileId,
    item_id: null,
    uploaded_by: ctx.actor.id,
    name: normalizeFileName(name),
    type: stored.type.mime,
    inline: stored.type.inline,
    size: String(stored.size),
    file: stored.key,
    created_at: ctx.now(),
  });
  return toFileView(row);
}

/** For an Admin every file; for an agent those of responses they may use in some channel. Others are not there. */
export async function findReadableFile(ctx: Ctx, isAdmin: boolean, id: KnowledgeFileId): Promise<KnowledgeFileRow> {
  const file = await findKnowledgeFile(ctx.db, ctx.organizationId, id);
  if (file === undefined || ctx.actor.type !== "user") throw new Refusal("not_found");
  if (isAdmin || (await mayUse(ctx, ctx.actor.id, id))) return file;
  throw new Refusal("not_found");
}

async function mayUse(ctx: Ctx, userId: UserId, id: KnowledgeFileId): Promise<boolean> {
  const visible: ChannelId[] = [...(await channelRolesOf(ctx, userId)).keys()];
  return await isFileUsable(ctx.db, ctx.organizationId, userId, visible, id);
}

export async function serveKnowledgeFile(
  files: FileStore,
  file: KnowledgeFileRow,
  download: boolean,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const opened = await files.open(file.file);
  if (opened === undefined) throw new Refusal("not_found");
  const type = { mime: file.type, inline: file.inline };
  const headers = fileHeaders({ name: file.name, type, size: Number(file.size), download });
  return await reply.headers(headers).send(opened.stream);
}
