import { Readable } from "node:stream";
import type { WhatsappSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, Media, MediaRef, SendError } from "../connector.ts";
import { callGraph } from "../meta/call-graph.ts";
import { errorOfRefusal } from "../meta/graph-error.ts";
import { waitOf } from "../meta/usage.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { textOf } from "../read-json.ts";
import { whatsappMeaning } from "./send-error.ts";
import { accountOf } from "./settings.ts";

const MOST_BYTES = 100 * 1024 * 1024;

/**
 * `GET /{media}` tells an address that is good for five minutes, so each attempt asks anew; the bytes are there, behind the same
 * token. The address is Meta's to choose, so the token goes along only to a host of theirs (or to the one that was told us in
 * the settings), and never behind a redirect.
 */
export async function fetchMedia(
  media: MediaRef,
  channel: ChannelForConnector<WhatsappSettings>,
  ctx: ConnectorContext,
): Promise<Media> {
  const account = accountOf(channel);
  const query = { phone_number_id: channel.externalId };
  const called = await callGraph(account, { method: "GET", path: media.ref, query, own: whatsappMeaning }, ctx);
  // Asking twice does no harm, so what is uncertain is tried again.
  if (!called.ok) return { ok: false, error: again(called.error) };
  const url = URL.parse(textOf(called.body, "url") ?? "");
  if (url === null)
    return {
      ok: false,
      error: { kind: "invalid_content", code: "no_url", message: "WhatsApp no longer has the file." },
    };
  const answer = await ctx.outbound.open(url, {
    headers: isMetas(url, account.graphUrl) ? { authorization: `Bearer ${account.token}` } : {},
    follow: 3,
    maxBytes: MOST_BYTES,
    headersTimeoutMs: 20_000,
    totalTimeoutMs: 110_000,
    signal: ctx.signal,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure({ ...answer, sentBytes: false }) };
  if (answer.status !== 200) {
    await answer.body[Symbol.asyncIterator]().return?.();
    return { ok: false, error: errorOfFile(answer.status, waitOf(answer.headers, ctx.now())) };
  }
  const type = textOf(called.body, "mime_type") ?? media.type;
  return { ok: true, stream: Readable.from(answer.body), name: media.name, type };
}

function again(error: SendError): SendError {
  return error.kind === "outcome_unknown" ? { ...error, kind: "retryable" } : error;
}

/** `lookaside.fbsbx.com` and the like; over https, unless the settings lead to a server of one's own. */
function isMetas(url: URL, graphUrl: string): boolean {
  if (url.origin === new URL(graphUrl).origin) return true;
  return url.protocol === "https:" && /(^|\.)(facebook\.com|fbsbx\.com|fbcdn\.net|whatsapp\.net)$/.test(url.hostname);
}

/** An address that has expired meanwhile is asked for again. */
function errorOfFile(status: number, wait: number | undefined): SendError {
  if (status === 404 || status === 410 || status === 401)
    return { kind: "retryable", code: `http_${status}`, message: "The file's address was no longer good." };
  const none = { code: undefined, subcode: undefined, words: "", isTransient: false };
  return errorOfRefusal({ status, ...none, ...(wait === undefined ? {} : { retryAfterMs: wait }) });
}
