import type { ConnectorContext, OutboundMessage } from "../../connector.ts";
import { listOf, memberOf } from "../../read-json.ts";
import { accountOf, type Channel } from "../account.ts";
import { callApi } from "../calling/call-api.ts";
import { readDirectV2 } from "../reading/read-direct.ts";
import { POST_QUERY, readV2Post } from "../reading/read-v2-post.ts";
import { isId } from "../reading/words.ts";

type Sought = {
  readonly text: string;
  readonly answers: string;
  readonly message: OutboundMessage;
  readonly channel: Channel;
};

/**
 * X gives nothing back by which a send could be found but its words: one post with these under that post, since ours was
 * written, is ours; none or several leave it open.
 */
export async function findOwnPost(
  { text, answers, message, channel }: Sought,
  ctx: ConnectorContext,
): Promise<string | undefined> {
  const query = { ...POST_QUERY, max_results: "50" };
  const path = `/2/users/${channel.externalId}/tweets`;
  const called = await callApi(accountOf(channel), { method: "GET", path, query, timeoutMs: 15_000 }, ctx);
  if (!called.ok) return undefined;
  const { body } = called;
  const reading = { accountId: channel.externalId, receivedAt: ctx.now() };
  const since = writtenAt(message);
  const found = listOf(body, "data")
    .map((one) => readV2Post(one, memberOf(body, "includes"), reading))
    .filter((post) => post?.answers === answers && post.at >= since && post.text === text.trim());
  return found.length === 1 ? found[0]?.id : undefined;
}

/** The same of a private message. */
export async function findOwnDirect(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<string | undefined> {
  if (!isId(message.to.externalId)) return undefined;
  const query = {
    "dm_event.fields": "id,event_type,text,created_at,sender_id,dm_conversation_id,attachments,entities",
    ...{
      event_types: "MessageCreate",
      expansions: "attachments.media_keys",
      "media.fields": POST_QUERY["media.fields"],
    },
  };
  const path = `/2/dm_conversations/with/${message.to.externalId}/dm_events`;
  const called = await callApi(accountOf(channel), { method: "GET", path, query, timeoutMs: 15_000 }, ctx);
  if (!called.ok) return undefined;
  const reading = { accountId: channel.externalId, receivedAt: ctx.now() };
  const since = writtenAt(message);
  const found = listOf(called.body, "data").flatMap((one) => {
    const read = readDirectV2(one, memberOf(called.body, "includes"), reading);
    const [item] = "items" in read ? read.items : [];
    if (item?.type !== "message" || item.direction !== "echo" || item.occurredAt < since) return [];
    const isIt = item.text === message.text.trim() && item.media.length === message.files.length;
    return isIt ? [item.externalId] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

/** A UUIDv7 begins with the milliseconds at which it was made; X may write whole seconds. */
function writtenAt({ clientRef }: OutboundMessage): number {
  const at = Number.parseInt(clientRef.replaceAll("-", "").slice(0, 12), 16);
  return Math.floor(at / 1000) * 1000;
}
