import { Readable } from "node:stream";
import { retryAfterMs } from "../../outbound/index.ts";
import type { ConnectorContext, Media } from "../connector.ts";
import { isWebAddress } from "../meta/web-media.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { noPhoto, PHOTO_MOST_BYTES } from "./judge-photo.ts";

/** Milliseconds for a whole picture: nobody waits for it, and a place is taken meanwhile. */
const TOTAL_MS = 20_000;

/** As anybody would, without a token. An address that is no longer good (they are signed and run out) does not come back. */
export async function fetchByAddress(
  ref: string,
  ctx: Pick<ConnectorContext, "outbound" | "now" | "signal">,
): Promise<Media> {
  if (!isWebAddress(ref)) return { ok: false, error: noPhoto("no_address") };
  const answer = await ctx.outbound.open(ref, {
    headers: { accept: "image/webp,image/png,image/jpeg,image/gif;q=0.8" },
    maxBytes: PHOTO_MOST_BYTES,
    headersTimeoutMs: 10_000,
    totalTimeoutMs: TOTAL_MS,
    signal: ctx.signal,
    follow: 3,
  });
  // A picture asked for twice does no harm.
  if (!answer.ok) return { ok: false, error: errorOfFailure({ ...answer, sentBytes: false }) };
  if (answer.status === 200) return { ok: true, stream: Readable.from(answer.body) };
  await answer.body[Symbol.asyncIterator]().return?.();
  const code = `http_${answer.status}`;
  const passing = answer.status === 429 || answer.status >= 500;
  if (!passing) return { ok: false, error: { ...noPhoto("gone"), code } };
  const wait = retryAfterMs(answer.headers, ctx.now());
  return {
    ok: false,
    error: {
      ...{ kind: answer.status === 429 ? "rate_limited" : "retryable", code, message: "not now" },
      ...(wait === undefined ? {} : { retryAfterMs: Math.max(0, wait) }),
    },
  };
}
