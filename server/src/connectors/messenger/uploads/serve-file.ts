import { type AttachmentId, Refusal } from "@guichet/contract";
import type { FastifyReply } from "fastify";
import type { Db } from "../../../db/index.ts";
import { type FileStore, fileHeaders, parseByteRange } from "../../../files/index.ts";
import type { Visitor } from "../visitor/visitor.ts";
import { findVisibleFile } from "./uploads.sql.ts";

type Deps = { readonly db: Db; readonly files: FileStore };

/**
 * Sends a file to a visitor who may see the message it belongs to. Permission is asked at every access; what is foreign,
 * guessed, gone or not fetched yet is not there (S15).
 */
export async function serveFile(
  { db, files }: Deps,
  visitor: Visitor,
  asked: { readonly id: AttachmentId | undefined; readonly range: string | undefined },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const row = asked.id === undefined ? undefined : await findVisibleFile(db, visitor, asked.id);
  const whole = row === undefined ? undefined : await files.open(row.file);
  if (row === undefined || whole === undefined) throw new Refusal("not_found");
  const range = parseByteRange(asked.range, whole.size);
  if (range === undefined) return send(reply, row, whole.size, whole.stream);
  whole.stream.destroy();
  if (range === "unsatisfiable") {
    return await reply.code(416).header("content-range", `bytes */${whole.size}`).send();
  }
  const part = await files.open(row.file, range);
  if (part === undefined) throw new Refusal("not_found");
  return send(reply.code(206), row, whole.size, part.stream, range);
}

type Row = NonNullable<Awaited<ReturnType<typeof findVisibleFile>>>;
type Opened = NonNullable<Awaited<ReturnType<FileStore["open"]>>>;
type Range = Exclude<ReturnType<typeof parseByteRange>, "unsatisfiable">;

function send(reply: FastifyReply, row: Row, size: number, stream: Opened["stream"], range?: Range): FastifyReply {
  const type = { mime: row.type, inline: row.inline };
  return reply.headers(fileHeaders({ name: row.name, type, size, range, embeddable: true })).send(stream);
}
