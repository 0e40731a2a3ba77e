import { Readable } from "node:stream";
import type { SmsSettings } from "@guichet/contract";
import { retryAfterMs } from "../../outbound/index.ts";
import type { ChannelForConnector, ConnectorContext, Media, MediaRef } from "../connector.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { type Account, accountOf, basicAuth } from "./call-api.ts";
import { errorOfRefusal } from "./send-error.ts";

const MOST_BYTES = 100 * 1024 * 1024;
/** To Twilio's storage, and once more within it. */
const REDIRECTS = 3;

/**
 * A file of a contact. Twilio answers with a redirect to its storage, on another host, to which the account's credentials do
 * not go along (`outbound` leaves them behind); and they go to no host but the channel's own to begin with.
 */
export async function fetchMedia(
  media: MediaRef,
  channel: ChannelForConnector<SmsSettings>,
  ctx: ConnectorContext,
): Promise<Media> {
  const account = accountOf(channel);
  const place = placeOf(media.ref, account);
  if (place === "foreign") return gone("foreign_host", "The file does not lie at Twilio.");
  const answer = await ctx.outbound.open(media.ref, {
    follow: REDIRECTS,
    maxBytes: MOST_BYTES,
    ...(place === "own" ? { headers: { authorization: basicAuth(account) } } : {}),
    headersTimeoutMs: 20_000,
    totalTimeoutMs: 110_000,
    signal: ctx.signal,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure({ ...answer, sentBytes: false }) };
  if (answer.status === 200)
    return { ok: true, stream: Readable.from(answer.body), name: media.name, type: media.type };
  await answer.body[Symbol.asyncIterator]().return?.();
  if (answer.status === 410) return gone("http_410", "The file was deleted at Twilio.");
  // Twilio may tell of a file some seconds before its storage has it.
  if (answer.status === 404)
    return { ok: false, error: { kind: "retryable", code: "http_404", message: "Twilio does not have the file." } };
  const wait = retryAfterMs(answer.headers, ctx.now());
  const refused = { status: answer.status, code: "", words: "", ...(wait === undefined ? {} : { retryAfterMs: wait }) };
  return { ok: false, error: errorOfRefusal(refused) };
}

/** `own`: the API that the credentials are for, by its origin. `twilio`: another of its hosts, which needs none. */
function placeOf(ref: string, { apiUrl }: Account): "own" | "twilio" | "foreign" {
  const url = URL.parse(ref);
  if (url === null || url.username !== "") return "foreign";
  const api = new URL(apiUrl);
  if (url.origin === api.origin) return "own";
  const isTwilio = (one: URL) => one.protocol === "https:" && /\.(twilio|twiliocdn)\.com$/.test(one.hostname);
  if (!isTwilio(url)) return "foreign";
  const isApi = /^api(\.[\w-]+)*\.twilio\.com$/;
  return isApi.test(url.hostname) && isApi.test(api.hostname) && isTwilio(api) ? "own" : "twilio";
}

function gone(code: string, message: string): Media {
  return { ok: false, error: { kind: "invalid_content", code, message } };
}
