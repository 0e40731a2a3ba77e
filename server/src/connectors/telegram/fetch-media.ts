import { Readable } from "node:stream";
import type { TelegramSettings } from "@guichet/contract";
import { retryAfterMs } from "../../outbound/index.ts";
import type { ChannelForConnector, ConnectorContext, Media, MediaRef } from "../connector.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { recordOf, textOf } from "../read-json.ts";
import { accountOf, callMethod } from "./call-method.ts";
import { errorOfRefusal } from "./send-error.ts";

/** Bot API, `getFile`: what bots may download. A server of one's own gives more. */
const MOST_BYTES = 100 * 1024 * 1024;

/**
 * `getFile` tells a path that is good for an hour, so each attempt asks anew. Name and type are those of the message:
 * Telegram's files have none.
 */
export async function fetchMedia(
  media: MediaRef,
  channel: ChannelForConnector<TelegramSettings>,
  ctx: ConnectorContext,
): Promise<Media> {
  const account = accountOf(channel);
  const called = await callMethod(account, "getFile", { file_id: media.ref }, ctx);
  // Asking twice does no harm, so what is uncertain is tried again.
  if (!called.ok) return { ok: false, error: again(called.error) };
  const path = textOf(recordOf(called.result), "file_path");
  if (path === undefined || !isRelative(path))
    return {
      ok: false,
      error: { kind: "invalid_content", code: "no_path", message: "Telegram no longer has the file." },
    };
  const answer = await ctx.outbound.open(`${account.fileUrl}/bot${account.token}/${path}`, {
    maxBytes: MOST_BYTES,
    headersTimeoutMs: 20_000,
    totalTimeoutMs: 110_000,
    signal: ctx.signal,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure({ ...answer, sentBytes: false }) };
  if (answer.status !== 200) {
    await answer.body[Symbol.asyncIterator]().return?.();
    return { ok: false, error: errorOfFile(answer.status, retryAfterMs(answer.headers, ctx.now())) };
  }
  return { ok: true, stream: Readable.from(answer.body), name: media.name, type: media.type };
}

function again<Error extends { readonly kind: string }>(error: Error) {
  return error.kind === "outcome_unknown" ? { ...error, kind: "retryable" as const } : error;
}

/** A path that has expired meanwhile (404) is asked for again. */
function errorOfFile(status: number, wait: number | undefined) {
  if (status === 404 || status === 410)
    return { kind: "retryable", code: `http_${status}`, message: "The file's address was no longer good." } as const;
  return errorOfRefusal({
    status,
    description: "",
    isTelegram: false,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

/** It is put behind our own address: no way out of the bot's folder, no other host. */
function isRelative(path: string): boolean {
  return /^[\w][\w./ -]*$/.test(path) && !path.split("/").includes("..");
}
