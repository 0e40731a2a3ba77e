import { type Json, listOf, memberOf, numberOf, textOf } from "../../read-json.ts";
import { type Read, type Reading, toItems, unknownKind } from "./post.ts";
import { readDirect, readDirectV2, readPresence } from "./read-direct.ts";
import { readLike } from "./read-like.ts";
import { readV2Post } from "./read-v2-post.ts";
import { isId } from "./words.ts";

type Reader = (payload: Json, includes: Json | undefined, reading: Reading) => readonly Read[];

const READERS: Readonly<Record<string, Reader>> = {
  "post.create": readPost,
  "post.mention.create": readPost,
  "post.reply.create": readPost,
  "post.quote.create": readPost,
  "post.delete": (payload, _includes, reading) => [readDeleted(payload, reading)],
  "dm.received": readDirects,
  "dm.sent": readDirects,
  "dm.read": (payload, _includes, reading) =>
    eachOf(payload, "direct_message_mark_read_events").map((event) => readPresence("read", event, reading)),
  "dm.indicate_typing": (payload, _includes, reading) =>
    eachOf(payload, "direct_message_indicate_typing_events").map((event) => readPresence("typing", event, reading)),
  "like.create": (payload, includes, reading) =>
    eachOf(payload, "favorite_events").map((event) => readLike(event, includes, reading)),
  "chat.received": (payload, _includes, reading) => [readEncrypted(payload, reading)],
  "oauth.revoke": (_payload, _includes, reading) => [
    { items: [{ ...own(reading), type: "account", about: "health" }] },
  ],
};

/** The newer X Activity API: one happening a delivery, `{data: {event_type, filter, payload, includes}}`. */
export function readActivityApi(data: Json, reading: Reading): readonly Read[] {
  const type = textOf(data, "event_type") ?? "data";
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (reader === undefined) return [{ items: [unknownKind(type, reading)] }];
  const payload = memberOf(data, "payload");
  if (payload === undefined) return [{ problem: "It brings nothing." }];
  return reader(payload, memberOf(data, "includes") ?? memberOf(payload, "includes"), reading);
}

/** The older form within the newer one: a list, or its one element by itself. */
function eachOf(payload: Json, list: string): readonly Json[] {
  const found = listOf(payload, list);
  return found.length === 0 ? [payload] : found;
}

function readPost(payload: Json, includes: Json | undefined, reading: Reading): readonly Read[] {
  const post = readV2Post(memberOf(payload, "data") ?? payload, includes, reading);
  return [post === undefined ? { problem: "It does not say which post, or whose." } : toItems(post, reading)];
}

function readDeleted(payload: Json, reading: Reading): Read {
  const id = textOf(payload, "id") ?? textOf(memberOf(payload, "data"), "id");
  if (id === undefined || !isId(id)) return { problem: "It does not say which post." };
  return { items: [{ ...own(reading), type: "message_deleted", externalId: id }] };
}

/** In the older form, or in the one in which they are listed. */
function readDirects(payload: Json, includes: Json | undefined, reading: Reading): readonly Read[] {
  const users = memberOf(payload, "users");
  return eachOf(payload, "direct_message_events").map((event) =>
    textOf(event, "event_type") === undefined
      ? readDirect(event, users, reading)
      : readDirectV2(event, includes, reading),
  );
}

/** Messages that only the two telephones can read. They cannot be answered here, but somebody has to know. */
function readEncrypted(payload: Json, reading: Reading): Read {
  const id = textOf(payload, "id");
  const senderId = textOf(payload, "sender_id");
  if (id === undefined || !isId(id) || senderId === undefined || !isId(senderId))
    return { items: [unknownKind("chat.received", reading)] };
  // A group's id is one: whoever writes there writes to all of it.
  const chat = textOf(payload, "conversation_id");
  if (chat !== undefined && !chat.split(/[:-]/).includes(reading.accountId))
    return { items: [unknownKind("chat.received:group", reading)] };
  const at = numberOf(payload, "created_at_msec") ?? reading.receivedAt;
  return {
    items: [
      {
        ...own(reading),
        occurredAt: Math.min(Math.max(0, Math.floor(at)), reading.receivedAt),
        ...{ type: "message", party: { externalId: senderId }, externalId: `chat:${id}`, direction: "in" },
        ...{ text: "🔒 x.com", media: [], visibility: "private", automatic: false },
      },
    ],
  };
}

function own({ accountId, receivedAt }: Reading) {
  return { channelExternalId: accountId, occurredAt: receivedAt, party: { externalId: accountId } };
}
