import { Readable } from "node:stream";
import { retryAfterMs } from "../../outbound/index.ts";
import type { ConnectorContext, Media, MediaRef, SendError } from "../connector.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { errorOfHttp } from "./send-error.ts";

/** REST bot API: a file has at most so many bytes. */
const MOST_BYTES = 200 * 1024 * 1024;

/** `media` is an address that is good for a while and asks for nothing: the token is never sent along. */
export async function fetchMedia(media: MediaRef, ctx: ConnectorContext): Promise<Media> {
  const answer = await ctx.outbound.open(media.ref, {
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
  const wait = retryAfterMs(answer.headers, ctx.now());
  return { ok: false, error: errorOfFile(answer.status, wait) };
}

/** The address is over: nobody has another one. */
function errorOfFile(status: number, wait: number | undefined): SendError {
  if ([401, 403, 404, 410].includes(status))
    return { kind: "invalid_content", code: `http_${status}`, message: "Viber no longer has the file." };
  return { ...errorOfHttp(status), ...(wait === undefined ? {} : { retryAfterMs: Math.max(0, wait) }) };
}
