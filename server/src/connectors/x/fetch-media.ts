import { Readable } from "node:stream";
import { X_MEDIA_URL } from "@guichet/contract";
import { retryAfterMs } from "../../outbound/index.ts";
import type { ConnectorContext, Media, MediaRef } from "../connector.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { accountOf, type Channel } from "./account.ts";
import { errorOfRefusal } from "./calling/api-error.ts";
import { signNow } from "./calling/call-api.ts";

const MOST_BYTES = 100 * 1024 * 1024;

/** Files of private messages are given to the account alone; all others lie open, and get no signature of ours. */
export async function fetchMedia(media: MediaRef, channel: Channel, ctx: ConnectorContext): Promise<Media> {
  const isPrivate = placesOfPrivate(channel).some((place) => media.ref.startsWith(`${place}/`));
  const request = { method: "GET", url: media.ref };
  const answer = await ctx.outbound.open(media.ref, {
    headers: isPrivate ? { authorization: signNow(request, accountOf(channel), ctx) } : {},
    maxBytes: MOST_BYTES,
    headersTimeoutMs: 20_000,
    totalTimeoutMs: 110_000,
    signal: ctx.signal,
    follow: isPrivate ? 0 : 3,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure({ ...answer, sentBytes: false }) };
  if (answer.status === 200) {
    const type = /^[\w.+-]+\/[\w.+-]+/.exec(answer.headers.get("content-type") ?? "")?.[0] ?? media.type;
    return { ok: true, stream: Readable.from(answer.body), name: media.name, type };
  }
  await answer.body[Symbol.asyncIterator]().return?.();
  const { status } = answer;
  if (status === 403 || status === 404 || status === 410)
    return {
      ok: false,
      error: { kind: "invalid_content", code: `http_${status}`, message: "X no longer has the file." },
    };
  const wait = retryAfterMs(answer.headers, ctx.now());
  return {
    ok: false,
    error: errorOfRefusal({ status, code: "", words: "", ...(wait === undefined ? {} : { retryAfterMs: wait }) }),
  };
}

function placesOfPrivate({ settings: { mediaUrl } }: Channel): string[] {
  return mediaUrl === X_MEDIA_URL ? [X_MEDIA_URL, "https://ton.twitter.com"] : [mediaUrl];
}
