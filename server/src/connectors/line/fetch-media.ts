import { Readable } from "node:stream";
import type { LineSettings } from "@guichet/contract";
import { retryAfterMs } from "../../outbound/index.ts";
import type { ChannelForConnector, ConnectorContext, Media, MediaRef, SendError } from "../connector.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { textOf } from "../read-json.ts";
import { accountOf, callApi } from "./call-api.ts";
import { CONTENT_REF, EXTERNAL_REF } from "./message-media.ts";
import { errorOfRefusal } from "./send-error.ts";

/** Messaging API: films and sounds of up to 200 MB. */
const MOST_BYTES = 200 * 1024 * 1024;
/** How long LINE usually needs to make a film ready, in milliseconds. */
const TRANSCODING_MS = 3000;

/**
 * The content of a message, kept by LINE for some time. A film that LINE still makes ready answers 202: it is asked for again
 * until it is, or LINE says that it never will be. What lies elsewhere is fetched without our token.
 */
export async function fetchMedia(
  media: MediaRef,
  channel: ChannelForConnector<LineSettings>,
  ctx: ConnectorContext,
): Promise<Media> {
  if (media.ref.startsWith(EXTERNAL_REF)) return await open(media.ref.slice(EXTERNAL_REF.length), {}, media, ctx);
  const id = media.ref.startsWith(CONTENT_REF) ? media.ref.slice(CONTENT_REF.length) : "";
  if (!/^[\w-]{1,200}$/.test(id)) return { ok: false, error: gone("no_content") };
  const { dataUrl, token, ...account } = accountOf(channel);
  const path = `/v2/bot/message/${id}/content`;
  const found = await open(`${dataUrl}${path}`, { authorization: `Bearer ${token}` }, media, ctx);
  if (found.ok || found.error.code !== NOT_READY) return found;
  const asked = { method: "GET", path: `${path}/transcoding` } as const;
  const told = await callApi({ ...account, apiUrl: dataUrl, dataUrl, token }, asked, ctx);
  const hasFailed = told.ok && textOf(told.body, "status") === "failed";
  return hasFailed ? { ok: false, error: gone("transcoding_failed") } : found;
}

const NOT_READY = "transcoding";

async function open(
  url: string,
  headers: Readonly<Record<string, string>>,
  media: MediaRef,
  ctx: ConnectorContext,
): Promise<Media> {
  const answer = await ctx.outbound.open(url, {
    headers,
    maxBytes: MOST_BYTES,
    headersTimeoutMs: 20_000,
    totalTimeoutMs: 110_000,
    signal: ctx.signal,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure({ ...answer, sentBytes: false }) };
  if (answer.status === 200) {
    const type = /^[\w.+-]+\/[\w.+-]+/.exec(answer.headers.get("content-type") ?? "")?.[0] ?? media.type;
    return {
      ok: true,
      stream: Readable.from(answer.body),
      name: media.name,
      ...(type === undefined ? {} : { type }),
    };
  }
  await answer.body[Symbol.asyncIterator]().return?.();
  return { ok: false, error: errorOfContent(answer.status, retryAfterMs(answer.headers, ctx.now())) };
}

function errorOfContent(status: number, wait: number | undefined): SendError {
  if (status === 202)
    return {
      kind: "retryable",
      code: NOT_READY,
      message: "LINE is still making the film ready.",
      retryAfterMs: wait ?? TRANSCODING_MS,
    };
  if (status === 404 || status === 410) return gone(`http_${status}`);
  return errorOfRefusal({ status, said: "", ...(wait === undefined ? {} : { retryAfterMs: wait }) });
}

function gone(code: string): SendError {
  return { kind: "invalid_content", code, message: "LINE no longer has the file." };
}
