import type { IdentifyContext } from "../../account-hooks.ts";
import type { SendError } from "../../connector.ts";
import { textOf } from "../../read-json.ts";
import type { Account } from "../account.ts";
import type { CallApi } from "../calling/call-api.ts";
import { errorOfCode } from "../calling/send-error.ts";

type Uploaded = { readonly ok: true; readonly mediaId: string } | { readonly ok: false; readonly error: SendError };
export type Content = { readonly name: string; readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** Ten megabytes across half the world. */
const UPLOAD_MS = 40_000;

/**
 * `POST /cgi-bin/media/upload`: the file is there for three days, under the id that comes back. Sending it is another call, so an
 * upload that may have happened is made again.
 */
export async function uploadMedia(
  callApi: CallApi,
  account: Account,
  type: "image" | "voice" | "video" | "thumb",
  content: Content,
  ctx: IdentifyContext,
): Promise<Uploaded> {
  const form = new FormData();
  form.append("media", new Blob([content.bytes], { type: content.type }), content.name);
  const written = new Response(form);
  const multipart = {
    body: new Uint8Array(await written.arrayBuffer()),
    contentType: written.headers.get("content-type") ?? "multipart/form-data",
  };
  // A small picture has an id of another name.
  const member = type === "thumb" ? "thumb_media_id" : "media_id";
  const call = { path: "media/upload", query: { type }, multipart, member, timeoutMs: UPLOAD_MS };
  const called = await callApi(account, call, ctx);
  if (!called.ok) {
    const { error } = called;
    return { ok: false, error: error.kind === "outcome_unknown" ? { ...error, kind: "retryable" } : error };
  }
  const mediaId = textOf(called.body, member);
  return mediaId === undefined ? { ok: false, error: errorOfCode(-1, "", ctx.now()) } : { ok: true, mediaId };
}
