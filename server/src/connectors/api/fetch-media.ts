import { Readable } from "node:stream";
import { PLATFORMS } from "@guichet/contract";
import type { ConnectorContext, Media, MediaRef } from "../connector.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { errorOfAnswer } from "./send-error.ts";

/** Fetches a file from the address the other system gave. Fetching twice does no harm, so what is uncertain is tried again. */
export async function fetchMedia(media: MediaRef, ctx: ConnectorContext): Promise<Media> {
  const answer = await ctx.outbound.open(media.ref, {
    follow: 3,
    maxBytes: PLATFORMS.api.attachments.maxBytes,
    headersTimeoutMs: 20_000,
    totalTimeoutMs: 120_000,
    signal: ctx.signal,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure({ ...answer, sentBytes: false }) };
  const error = errorOfAnswer(answer, ctx.now());
  if (error !== undefined) {
    await drop(answer.body);
    return { ok: false, error };
  }
  const type = media.type ?? answer.headers.get("content-type") ?? undefined;
  return { ok: true, stream: Readable.from(answer.body), name: media.name, type };
}

/** Lets go of a body nobody will read. */
async function drop(body: AsyncIterable<Uint8Array>): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}
