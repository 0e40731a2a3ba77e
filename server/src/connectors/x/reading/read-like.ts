import type { InboundItem, InboundParty } from "../../connector.ts";
import { idOf, type Json, memberOf, numberOf, textOf } from "../../read-json.ts";
import { firstVersionOf } from "./first-version.ts";
import { type Read, type Reading, unknownKind } from "./post.ts";
import { authorOf } from "./read-tweet.ts";
import { userIn } from "./read-v2-post.ts";
import { isId } from "./words.ts";

/** Somebody likes a post (Account Activity, `favorite_events`); that they no longer do, X does not tell. */
export function readFavorite(event: Json, reading: Reading): Read {
  const post = memberOf(event, "favorited_status");
  const id = textOf(post, "id_str") ?? idOf(post, "id");
  const party = authorOf(memberOf(event, "user"));
  if (id === undefined || !isId(id) || party === undefined) return { problem: "It does not say what, or who." };
  return toLike(firstVersionOf(post, id) ?? id, party, event, reading);
}

const POSTS = ["liked_post", "liked_tweet", "post", "tweet", "favorited_status"] as const;
const PEOPLE = ["user", "liker", "liking_user", "source"] as const;

/** The same by X Activity (`like.create`): the older form, or ids whose people stand in `includes`. */
export function readLike(payload: Json, includes: Json | undefined, reading: Reading): Read {
  const like = memberOf(payload, "data") ?? payload;
  if (memberOf(like, "user") !== undefined && memberOf(like, "favorited_status") !== undefined)
    return readFavorite(like, reading);
  const post = POSTS.map((key) => memberOf(like, key)).find((one) => one !== undefined);
  const id = POSTS.map((key) => idOf(like, `${key}_id`)).find((one) => one !== undefined) ?? idOf(post, "id");
  const user = PEOPLE.map((key) => memberOf(like, key)).find((one) => one !== undefined);
  const userId = PEOPLE.map((key) => idOf(like, `${key}_id`)).find((one) => one !== undefined);
  const party =
    (userId === undefined ? undefined : userIn(includes, userId)) ?? authorOf(user) ?? authorOf({ id: userId });
  if (id === undefined || !isId(id) || party === undefined) return { items: [unknownKind("like.create", reading)] };
  return toLike(firstVersionOf(post, id) ?? id, party, like, reading);
}

function toLike(externalId: string, party: InboundParty, of: Json, { accountId, receivedAt }: Reading): Read {
  if (party.externalId === accountId) return { items: [unknownKind("like:own", { accountId, receivedAt })] };
  const told = numberOf(of, "timestamp_ms") ?? Date.parse(textOf(of, "created_at") ?? "");
  const at = Number.isFinite(told) ? Math.min(Math.max(0, Math.floor(told)), receivedAt) : receivedAt;
  const base = { channelExternalId: accountId, occurredAt: at, party };
  const item: InboundItem = { type: "reaction", ...base, externalId, by: party.externalId, emoji: ["❤️"] };
  return { items: [item] };
}
