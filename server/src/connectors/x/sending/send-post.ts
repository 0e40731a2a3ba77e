import { z } from "zod";
import type { ConnectorContext, OutboundMessage, SendError, SendResult } from "../../connector.ts";
import { idOf, memberOf } from "../../read-json.ts";
import { keepSentPieces, readSentPieces } from "../../sent-pieces.ts";
import { accountOf, type Channel } from "../account.ts";
import { DUPLICATE } from "../calling/api-error.ts";
import { callApi } from "../calling/call-api.ts";
import { isId } from "../reading/words.ts";
import { findOwnPost } from "./own-sends.ts";
import { refuse, unclear } from "./send-direct.ts";
import { splitPost } from "./split-post.ts";
import { uploadFile } from "./upload.ts";

/** Of the pieces of an answer. */
export const sentIds = z.array(z.string());

type Sent = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly error: SendError };

/**
 * An answer as one post or several, each under the one before (`POST /2/tweets`); files go with the first. After each but the
 * last it is written down what has been sent, so that a later attempt goes on with the rest. The last one's id is the message's.
 */
export async function sendPost(message: OutboundMessage, channel: Channel, ctx: ConnectorContext): Promise<SendResult> {
  const target = targetOf(message);
  if (target === undefined) return refuse("no_post", "There is no post on X to answer.");
  if (message.text === "" && message.files.length === 0)
    return refuse("nothing_to_send", "X takes no post without a text or a file.");
  const pieces = splitPost(message.text);
  const sent = pieces.length === 1 ? [] : await readSentPieces(message, sentIds, ctx);
  for (const [index, text] of pieces.entries()) {
    if (index < sent.length) continue;
    const media = index === 0 ? await uploadAll(message, channel, ctx) : [];
    if (!Array.isArray(media)) return { ok: false, error: media };
    const posted = await postOnce({ text, answers: sent.at(-1) ?? target, media, message, channel }, ctx);
    if (!posted.ok) return { ok: false, error: posted.error };
    sent.push(posted.id);
    if (index < pieces.length - 1) await keepSentPieces(message, sent, ctx);
  }
  return toResult(sent);
}

/** The post that is answered, else the contact's latest, else what all stands under. */
export function targetOf({ replyTo, lastInbound, threadKey }: OutboundMessage): string | undefined {
  return [replyTo?.externalId, lastInbound?.externalId, threadKey].find((id) => id !== undefined && isId(id));
}

export function toResult(sent: readonly string[]): SendResult {
  const externalId = sent.at(-1);
  return {
    ok: true,
    ...(externalId === undefined ? {} : { externalId }),
    ...(sent.length > 1 ? { context: { alsoSentAs: sent.slice(0, -1) } } : {}),
  };
}

type Posting = {
  readonly text: string;
  readonly answers: string;
  readonly media: readonly string[];
  readonly message: OutboundMessage;
  readonly channel: Channel;
};

async function postOnce({ text, answers, media, message, channel }: Posting, ctx: ConnectorContext): Promise<Sent> {
  const left = namesLeftOut(message, channel);
  const json = {
    ...(text === "" ? {} : { text }),
    reply: {
      in_reply_to_tweet_id: answers,
      auto_populate_reply_metadata: true,
      ...(left.length === 0 ? {} : { exclude_reply_user_ids: left }),
    },
    ...(media.length === 0 ? {} : { media: { media_ids: media } }),
  };
  const called = await callApi(accountOf(channel), { method: "POST", path: "/2/tweets", json }, ctx);
  if (called.ok) {
    const id = idOf(memberOf(called.body, "data"), "id");
    return id === undefined ? { ok: false, error: unclear } : { ok: true, id };
  }
  // X refuses what is there already: after a lost answer it may be this very post.
  const found =
    called.error.code === DUPLICATE ? await findOwnPost({ text, answers, message, channel }, ctx) : undefined;
  return found === undefined ? { ok: false, error: called.error } : { ok: true, id: found };
}

/** Without "include all mentioned" the author of what is answered is addressed alone (W156). */
function namesLeftOut({ replyTo, lastInbound, to }: OutboundMessage, { settings }: Channel): string[] {
  if (settings.includeAllMentioned) return [];
  const named = (replyTo ?? lastInbound)?.context.named;
  const ids = Array.isArray(named) ? named.filter((id) => typeof id === "string" && isId(id)) : [];
  return ids.filter((id) => id !== to.externalId);
}

async function uploadAll(
  { files }: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<string[] | SendError> {
  const ids: string[] = [];
  for (const file of files) {
    const uploaded = await uploadFile(file, "tweet", channel, ctx);
    if (!uploaded.ok) return uploaded.error;
    ids.push(uploaded.id);
  }
  return ids;
}
