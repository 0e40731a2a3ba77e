import { Readable } from "node:stream";
import { retryAfterMs } from "../../outbound/index.ts";
import type { ConnectorContext, Media, MediaRef, SendError } from "../connector.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { numberOf, textOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";
import type { AccessTokens } from "./calling/access-tokens.ts";
import { addressOf, withToken } from "./calling/call-api.ts";
import { readJson } from "./calling/read-answer.ts";
import { errorOfCode, errorOfHttp } from "./calling/send-error.ts";

/** Temporary media have at most 10 MB; a contact's film may have more. */
const MOST_BYTES = 100 * 1024 * 1024;
const MOST_OF_A_REFUSAL = 64 * 1024;

type Got = Media | { readonly ok: false; readonly errcode: number; readonly error: SendError } | FilmAddress;
type FilmAddress = { readonly ok: true; readonly url: string };
type Opened = Extract<Awaited<ReturnType<ConnectorContext["outbound"]["open"]>>, { ok: true }>;

/**
 * `GET /cgi-bin/media/get`: the bytes, or JSON that says why there are none, or where a film is. That address is good without the
 * token, which does not go along.
 */
export async function fetchMedia(
  tokens: AccessTokens,
  media: MediaRef,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<Media> {
  const account = accountOf(channel);
  const call = { path: "media/get", query: { media_id: media.ref } };
  const got = await withToken(tokens, account, ctx, async (token): Promise<Got> => {
    const answer = await open(addressOf(account, call, token), ctx);
    return answer.ok ? await readMedia(answer, media, ctx) : again(answer);
  });
  if (!got.ok || !("url" in got)) return got;
  const film = await open(got.url, ctx);
  return film.ok ? await toMedia(film, media, ctx) : again(film);
}

async function open(url: string | URL, ctx: ConnectorContext) {
  const limits = { maxBytes: MOST_BYTES, headersTimeoutMs: 20_000, totalTimeoutMs: 110_000, signal: ctx.signal };
  return await ctx.outbound.open(url, limits);
}

async function readMedia(answer: Opened, media: MediaRef, ctx: ConnectorContext): Promise<Got> {
  if (!/json|text\/plain/.test(answer.headers.get("content-type") ?? "")) return await toMedia(answer, media, ctx);
  const said = readJson(await readStart(answer));
  const errcode = numberOf(said, "errcode") ?? 0;
  if (errcode !== 0)
    return { ok: false, errcode, error: errorOfCode(errcode, textOf(said, "errmsg") ?? "", ctx.now()) };
  const url = textOf(said, "video_url");
  if (url !== undefined && /^https?:\/\//i.test(url)) return { ok: true, url };
  return {
    ok: false,
    error: { kind: "retryable", code: "not_wechat", message: "The answer was not one of WeChat's." },
  };
}

async function readStart(answer: Opened): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    chunks.push(Buffer.from(chunk));
    size += chunk.byteLength;
    if (size > MOST_OF_A_REFUSAL) break;
  }
  return Buffer.concat(chunks);
}

async function toMedia(answer: Opened, media: MediaRef, ctx: ConnectorContext): Promise<Media> {
  if (answer.status === 200) {
    const type = /^(?:image|video|audio)\/[\w.+-]+/.exec(answer.headers.get("content-type") ?? "")?.[0] ?? media.type;
    return { ok: true, stream: Readable.from(answer.body), name: media.name, ...(type === undefined ? {} : { type }) };
  }
  await answer.body[Symbol.asyncIterator]().return?.();
  if ([404, 410].includes(answer.status))
    return {
      ok: false,
      error: { kind: "invalid_content", code: `http_${answer.status}`, message: "WeChat no longer has the file." },
    };
  const wait = retryAfterMs(answer.headers, ctx.now());
  const retry = wait === undefined ? {} : { retryAfterMs: Math.max(0, wait) };
  return { ok: false, error: { ...errorOfHttp(answer.status), ...retry } };
}

/** Asking twice does no harm. */
function again(failure: Parameters<typeof errorOfFailure>[0]): Media {
  return { ok: false, error: errorOfFailure({ ...failure, sentBytes: false }) };
}
