import type { ConnectorContext, OutboundFile, SendError } from "../../connector.ts";
import { callGraph, type Multipart } from "../../meta/call-graph.ts";
import type { FileKind } from "../../meta/sending/plan-sends.ts";
import { idOf } from "../../read-json.ts";
import { accountOf, type Channel } from "../account.ts";
import { meaningOf } from "./send-error.ts";

/** A file of 25 MB takes its time. */
const UPLOAD_MS = 50_000;

export type Uploaded = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly error: SendError };

/** `POST /{page}/message_attachments`: the file for one message; no address of ours has to be reached from outside. */
export async function uploadFile(
  file: OutboundFile,
  kind: FileKind,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<Uploaded> {
  const message = JSON.stringify({ attachment: { type: kind, payload: { is_reusable: true } } });
  return await upload("message_attachments", "attachment_id", { message }, "filedata", file, channel, ctx);
}

/** `POST /{page}/photos`, not published: the picture of a comment. */
export async function uploadPhoto(file: OutboundFile, channel: Channel, ctx: ConnectorContext): Promise<Uploaded> {
  return await upload("photos", "id", { published: "false" }, "source", file, channel, ctx);
}

async function upload(
  edge: string,
  member: string,
  fields: Readonly<Record<string, string>>,
  part: string,
  file: OutboundFile,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<Uploaded> {
  const multipart = await toMultipart(fields, part, file).catch(() => undefined);
  if (multipart === undefined)
    return { ok: false, error: { kind: "invalid_content", code: "no_file", message: "A file could not be read." } };
  const path = `${channel.externalId}/${edge}`;
  const call = { method: "POST", path, multipart, timeoutMs: UPLOAD_MS, own: meaningOf } as const;
  const called = await callGraph(accountOf(channel), call, ctx);
  // Nobody sees an upload: doing it again does no harm.
  if (!called.ok)
    return { ok: false, error: called.error.kind === "outcome_unknown" ? again(called.error) : called.error };
  const id = idOf(called.body, member);
  if (id !== undefined) return { ok: true, id };
  return { ok: false, error: { kind: "retryable", code: "no_upload", message: "Facebook did not take the file." } };
}

function again(error: SendError): SendError {
  return { ...error, kind: "retryable" };
}

async function toMultipart(
  fields: Readonly<Record<string, string>>,
  part: string,
  file: OutboundFile,
): Promise<Multipart> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.open()) chunks.push(Buffer.from(chunk));
  form.append(part, new Blob([Buffer.concat(chunks)], { type: file.type }), file.name);
  const written = new Response(form);
  return {
    body: new Uint8Array(await written.arrayBuffer()),
    contentType: written.headers.get("content-type") ?? "multipart/form-data",
  };
}
