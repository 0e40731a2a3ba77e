import type { ConnectorContext } from "../connector.ts";
import type { LookedUpContent } from "../look-ups.ts";
import { type Called, callGraph, type GraphCall } from "../meta/call-graph.ts";
import { idOf, listOf, memberOf, rawOf, textOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";
import { MENTION, whoMentions } from "./comments/read-mention.ts";

/** Fields of deliveries that Guichet makes of what it was told; Instagram has none of these names. */
export const TOLD_MENTION = "guichet_mention";
export const TOLD_COMMENT = "guichet_comment";
const GONE = "100/33";
const ID = /^\d{1,40}$/;

/** What a mention says, or what has become of a comment: notices tell neither. */
export async function fetchContent(key: string, channel: Channel, ctx: ConnectorContext): Promise<LookedUpContent> {
  if (key.startsWith(MENTION)) return await fetchMention(key, channel, ctx);
  if (!ID.test(key))
    return { ok: false, error: { kind: "not_supported", code: "no_id", message: "It is no comment." } };
  const called = await ask({ path: key, query: { fields: "id,text,hidden,from" } }, channel, ctx);
  if (!called.ok && !(called.error.code === GONE && (await readsComments(channel, ctx))))
    return { ok: false, error: called.error };
  const told = called.ok ? toldOf(called, channel) : { gone: true };
  return toDelivery(TOLD_COMMENT, { id: key, ...told }, channel, ctx);
}

/**
 * Instagram says of what is gone and of what the token may not read the same: only where it reads other comments is one gone,
 * and what it said taken away.
 */
async function readsComments(channel: Channel, ctx: ConnectorContext): Promise<boolean> {
  const query = { fields: "comments.limit(1){id}", limit: "25" };
  const called = await ask({ path: `${channel.externalId}/media`, query }, channel, ctx);
  return (
    called.ok && listOf(called.body, "data").some((media) => listOf(memberOf(media, "comments"), "data").length > 0)
  );
}

/** What the account said itself is known; Instagram may write it with other spaces. */
function toldOf({ body }: Extract<Called, { ok: true }>, { externalId }: Channel): object {
  const isOwn = idOf(memberOf(body, "from"), "id") === externalId;
  // Who wrote it stands beside its words, by which the raw delivery is found when they are deleted (I28).
  const by = idOf(memberOf(body, "from"), "id");
  return { ...(isOwn ? {} : { by, text: textOf(body, "text") }), hidden: rawOf(body, "hidden") };
}

/** A caption with who wrote it, or a comment, of which Instagram tells the words alone. */
async function fetchMention(key: string, channel: Channel, ctx: ConnectorContext): Promise<LookedUpContent> {
  const [media = "", comment] = key.slice(MENTION.length).split(":");
  const asked =
    comment === undefined
      ? `mentioned_media.media_id(${media}){caption,username,timestamp}`
      : `mentioned_comment.comment_id(${comment}){text,timestamp}`;
  const called = await ask({ path: channel.externalId, query: { fields: asked } }, channel, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const told = memberOf(called.body, comment === undefined ? "mentioned_media" : "mentioned_comment");
  const at = Date.parse(textOf(told, "timestamp") ?? "");
  const value = {
    ...{ media_id: media, comment_id: comment },
    ...(Number.isNaN(at) ? {} : { at }),
    told: { text: textOf(told, comment === undefined ? "caption" : "text"), username: idOf(told, "username") },
  };
  const party = whoMentions(value);
  return toDelivery(TOLD_MENTION, { ...value, party: party.externalId }, channel, ctx);
}

async function ask(call: Pick<GraphCall, "path" | "query">, channel: Channel, ctx: ConnectorContext): Promise<Called> {
  return await callGraph(accountOf(channel), { ...call, method: "GET", timeoutMs: 15_000 }, ctx);
}

function toDelivery(field: string, value: object, { externalId }: Channel, ctx: ConnectorContext): LookedUpContent {
  const entry = [{ id: externalId, time: Math.floor(ctx.now() / 1000), changes: [{ field, value }] }];
  return { ok: true, body: Buffer.from(JSON.stringify({ object: "instagram", entry })) };
}
