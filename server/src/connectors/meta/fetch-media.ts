import { Readable } from "node:stream";
import { retryAfterMs } from "../../outbound/index.ts";
import type { ConnectorContext, Media, MediaRef } from "../connector.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { errorOfRefusal } from "./graph-error.ts";

const MOST_BYTES = 100 * 1024 * 1024;

/** Files lie at signed addresses that need no token, and get none. One whose signature has run out does not come back. */
export async function fetchMedia(media: MediaRef, ctx: ConnectorContext): Promise<Media> {
  const answer = await ctx.outbound.open(media.ref, {
    maxBytes: MOST_BYTES,
    headersTimeoutMs: 20_000,
    totalTimeoutMs: 110_000,
    signal: ctx.signal,
    follow: 3,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure({ ...answer, sentBytes: false }) };
  if (answer.status === 200)
    return { ok: true, stream: Readable.from(answer.body), name: media.name, type: media.type };
  await answer.body[Symbol.asyncIterator]().return?.();
  if (answer.status === 403 || answer.status === 404 || answer.status === 410) {
    const message = "Meta no longer has the file at this address.";
    return { ok: false, error: { kind: "invalid_content", code: `http_${answer.status}`, message } };
  }
  const wait = retryAfterMs(answer.headers, ctx.now());
  const refusal = { status: answer.status, code: undefined, subcode: undefined, words: "", isTransient: false };
  return { ok: false, error: errorOfRefusal({ ...refusal, ...(wait === undefined ? {} : { retryAfterMs: wait }) }) };
}
