import { idOf, type Json, memberOf, numberOf, recordOf, textOf } from "../../read-json.ts";
import { type Read, type Reading, toItems, unknownKind } from "./post.ts";
import { readDirect, readPresence } from "./read-direct.ts";
import { readFavorite } from "./read-like.ts";
import { readTweet } from "./read-tweet.ts";
import { isId } from "./words.ts";

type Reader = (event: Json, body: Json, reading: Reading) => Read;

/** Account Activity: what stands under each key of a delivery. Un-doings come under the same key. */
const READERS: Readonly<Record<string, Reader>> = {
  tweet_create_events: (event, _body, reading) => {
    const post = readTweet(event, reading);
    return post === undefined ? { problem: "It does not say which post, or whose." } : toItems(post, reading);
  },
  tweet_delete_events: readDeleted,
  direct_message_events: (event, body, reading) => readDirect(event, memberOf(body, "users"), reading),
  direct_message_indicate_typing_events: (event, _body, reading) => readPresence("typing", event, reading),
  direct_message_mark_read_events: (event, _body, reading) => readPresence("read", event, reading),
  favorite_events: (event, _body, reading) => readFavorite(event, reading),
  follow_events: (event, _body, reading) => ({ items: [unknownKind(textOf(event, "type") ?? "follow", reading)] }),
  block_events: (event, _body, reading) => ({ items: [unknownKind(textOf(event, "type") ?? "block", reading)] }),
  mute_events: (event, _body, reading) => ({ items: [unknownKind(textOf(event, "type") ?? "mute", reading)] }),
};

/** One element under one of a delivery's keys. */
export function readActivity(key: string, element: unknown, body: Json, reading: Reading): Read {
  const reader = Object.hasOwn(READERS, key) ? READERS[key] : undefined;
  if (reader === undefined) return { items: [unknownKind(key, reading)] };
  const event = recordOf(element);
  return event === undefined ? { problem: "It is not an object." } : reader(event, body, reading);
}

/** X tells of the account's own posts alone. */
function readDeleted(event: Json, _body: Json, { accountId, receivedAt }: Reading): Read {
  const id = idOf(memberOf(event, "status"), "id");
  if (id === undefined || !isId(id)) return { problem: "It does not say which post." };
  const at = Math.min(Math.max(0, Math.floor(numberOf(event, "timestamp_ms") ?? receivedAt)), receivedAt);
  const base = { channelExternalId: accountId, occurredAt: at, party: { externalId: accountId } };
  return { items: [{ type: "message_deleted", ...base, externalId: id }] };
}
