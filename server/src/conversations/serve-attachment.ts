import { Refusal } from "@guichet/contract";
import type { FastifyReply } from "fastify";
import { type FileStore, fileHeaders, parseByteRange } from "../files/index.ts";
import type { Attachment } from "./conversation.ts";

/** Streams a stored file with headers under which it cannot run as a page. Missing and unreadable look the same. */
export async function serveAttachment(
  files: FileStore,
  attachment: Attachment | undefined,
  asked: { range: string | undefined; download: boolean },
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (attachment === undefined || attachment.file === null || attachment.state !== "stored")
    throw new Refusal("not_found");
  const size = Number(attachment.size);
  const range = parseByteRange(asked.range, size);
  if (range === "unsatisfiable") return await reply.code(416).header("content-range", `bytes */${size}`).send();
  const opened = await files.open(attachment.file, range);
  if (opened === undefined) throw new Refusal("not_found");
  const headers = fileHeaders({
    name: attachment.name,
    type: { mime: attachment.type, inline: attachment.inline },
    size,
    download: asked.download,
    ...(range === undefined ? {} : { range }),
  });
  return await reply
    .code(range === undefined ? 200 : 206)
    .headers(headers)
    .send(opened.stream);
}
