import { setTimeout as wait } from "node:timers/promises";
import type { ConnectorContext, OutboundFile, SendError } from "../../connector.ts";
import { idOf, type Json, memberOf, numberOf, textOf } from "../../read-json.ts";
import { accountOf, type Channel } from "../account.ts";
import { type Call, type Called, callApi } from "../calling/call-api.ts";
import { isId } from "../reading/words.ts";

export type Uploaded = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly error: SendError };

const PIECE_BYTES = 1024 * 1024;
const MOST_LOOKS = 20;
const LONGEST_LOOK_MS = 5000;

/**
 * Announces a file, brings it in pieces, says that it is whole, and waits until X has made it ready. `where`: whom it is for,
 * because X keeps files of posts and of private messages apart. Nobody sees an upload: doing it again does no harm.
 */
export async function uploadFile(
  file: OutboundFile,
  where: "tweet" | "dm",
  channel: Channel,
  ctx: ConnectorContext,
): Promise<Uploaded> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined)
    return refused({ kind: "invalid_content", code: "no_file", message: "A file could not be read." });
  const category = `${where}_${kindOf(file)}`;
  const json = { media_type: file.type, total_bytes: bytes.byteLength, media_category: category };
  const begun = await call(channel, { method: "POST", path: "/2/media/upload/initialize", json }, ctx);
  const id = begun.ok ? idOf(memberOf(begun.body, "data"), "id") : undefined;
  if (!begun.ok) return refused(begun.error);
  if (id === undefined || !isId(id)) return refused(notTaken);
  for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
    const multipart = await toMultipart(bytes.subarray(at, at + PIECE_BYTES), at / PIECE_BYTES);
    const added = await call(channel, { method: "POST", path: `/2/media/upload/${id}/append`, multipart }, ctx);
    if (!added.ok) return refused(added.error);
  }
  const ended = await call(channel, { method: "POST", path: `/2/media/upload/${id}/finalize` }, ctx);
  return ended.ok ? await untilReady(id, memberOf(ended.body, "data"), channel, ctx) : refused(ended.error);
}

/** Films are made ready after they have arrived. */
async function untilReady(
  id: string,
  first: Json | undefined,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<Uploaded> {
  let told = first;
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const processing = memberOf(told, "processing_info");
    const state = textOf(processing, "state");
    if (state === undefined || state === "succeeded") return { ok: true, id };
    if (state === "failed") {
      const words = textOf(memberOf(processing, "error"), "message") ?? "";
      return refused({
        kind: "invalid_content",
        code: "media",
        message: `X cannot use this file. ${words.slice(0, 200)}`.trim(),
      });
    }
    const seconds = numberOf(processing, "check_after_secs") ?? 1;
    await wait(Math.min(Math.max(0.05, seconds) * 1000, LONGEST_LOOK_MS), undefined, { signal: ctx.signal }).catch(
      () => undefined,
    );
    if (ctx.signal.aborted) break;
    const query = { command: "STATUS", media_id: id };
    const asked = await call(channel, { method: "GET", path: "/2/media/upload", query }, ctx);
    if (!asked.ok) return refused(asked.error);
    told = memberOf(asked.body, "data");
  }
  return refused({ kind: "retryable", code: "media", message: "X is still making the file ready." });
}

async function call(channel: Channel, asked: Call, ctx: ConnectorContext): Promise<Called> {
  return await callApi(accountOf(channel), { ...asked, timeoutMs: 20_000 }, ctx);
}

function kindOf({ type }: OutboundFile): string {
  if (type === "image/gif") return "gif";
  return type.startsWith("video/") ? "video" : "image";
}

const notTaken: SendError = { kind: "retryable", code: "no_upload", message: "X did not take the file." };

function refused(error: SendError): Uploaded {
  return { ok: false, error: error.kind === "outcome_unknown" ? { ...error, kind: "retryable" } : error };
}

async function readFile(file: OutboundFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await file.open()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function toMultipart(piece: Uint8Array, index: number): Promise<NonNullable<Call["multipart"]>> {
  const form = new FormData();
  form.append("segment_index", String(index));
  form.append("media", new Blob([Uint8Array.from(piece)]));
  const written = new Response(form);
  return {
    body: new Uint8Array(await written.arrayBuffer()),
    contentType: written.headers.get("content-type") ?? "multipart/form-data",
  };
}
