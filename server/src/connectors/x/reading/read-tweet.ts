import type { InboundParty } from "../../connector.ts";
import { idOf, type Json, listOf, memberOf, numberOf, rawOf, textOf } from "../../read-json.ts";
import { firstVersionOf } from "./first-version.ts";
import { mediaOfEntities } from "./media.ts";
import { addressOfPost, type Post, type Reading } from "./post.ts";
import { isId, namedIn, urlsOf, wordsOf } from "./words.ts";

/** A post in the older form (Account Activity, `tweet_create_events`). Undefined: it does not say which post, or whose. */
export function readTweet(tweet: Json, { receivedAt }: Reading): Post | undefined {
  const id = textOf(tweet, "id_str") ?? idOf(tweet, "id");
  const author = authorOf(memberOf(tweet, "user"));
  if (id === undefined || !isId(id) || author === undefined) return undefined;
  const { text, media } = contentOf(tweet);
  const answers = textOf(tweet, "in_reply_to_status_id_str") ?? idOf(tweet, "in_reply_to_status_id");
  const isRepost = memberOf(tweet, "retweeted_status") !== undefined;
  return {
    ...{ id, author, text, isRepost },
    edits: firstVersionOf(tweet, id),
    at: instantOf(tweet, receivedAt),
    answers: answers !== undefined && isId(answers) ? answers : undefined,
    root: undefined,
    quoted: quotedOf(tweet),
    named: namedIn(listOf(entitiesOf(tweet), "user_mentions")),
    media: mediaOfEntities(media),
  };
}

export function authorOf(user: Json | undefined): InboundParty | undefined {
  const id = textOf(user, "id_str") ?? idOf(user, "id");
  if (id === undefined || !isId(id)) return undefined;
  const name = textOf(user, "name");
  const handle = textOf(user, "screen_name") ?? textOf(user, "username");
  return {
    externalId: id,
    ...(name === undefined ? {} : { displayName: name }),
    ...(handle === undefined ? {} : { handle: `@${handle}` }),
    verified: true,
    ...photoOf(user),
  };
}

/**
 * `profile_image_url_https` (v1.1) or `profile_image_url` (v2) name a picture of 48 pixels; `_bigger` in the place of `_normal` one
 * of 73 ("Profile Images and Banners"). Who has none has X's grey one.
 */
function photoOf(user: Json | undefined): Pick<InboundParty, "photo"> {
  const url = textOf(user, "profile_image_url_https") ?? textOf(user, "profile_image_url");
  if (url === undefined) return {};
  if (rawOf(user, "default_profile_image") === true || url.includes("/default_profile_images/")) return { photo: null };
  return { photo: { ref: url.replace(/_normal(?=\.\w+$)/, "_bigger") } };
}

/** A long post is cut in `text`; the whole stands in `extended_tweet`. */
function wholeOf(tweet: Json): Json {
  return memberOf(tweet, "extended_tweet") ?? tweet;
}

function entitiesOf(tweet: Json): Json | undefined {
  return memberOf(wholeOf(tweet), "entities") ?? memberOf(tweet, "entities");
}

function contentOf(tweet: Json): { text: string; media: Json[] } {
  const whole = wholeOf(tweet);
  const written = textOf(whole, "full_text") ?? textOf(tweet, "full_text") ?? textOf(tweet, "text") ?? "";
  const extended = memberOf(whole, "extended_entities") ?? memberOf(tweet, "extended_entities");
  const media = listOf(extended ?? entitiesOf(tweet), "media");
  const urls = [...urlsOf(entitiesOf(tweet)), ...linkOfQuoted(tweet)];
  // Where the author's own words begin, in code points; before it stand the names that X puts there.
  const range = rawOf(whole, "display_text_range") ?? rawOf(tweet, "display_text_range");
  const from: unknown = Array.isArray(range) ? range[0] : 0;
  const bare = typeof from === "number" && from > 0 ? [...written].slice(from).join("") : written;
  return { text: wordsOf(bare, urls, media), media };
}

/** The address of what is quoted stands among the others only while it can be seen. */
function linkOfQuoted(tweet: Json): Json[] {
  const link = memberOf(tweet, "quoted_status_permalink");
  return link === undefined ? [] : [{ url: textOf(link, "url"), expanded_url: textOf(link, "expanded") }];
}

function quotedOf(tweet: Json): Post["quoted"] {
  const quoted = memberOf(tweet, "quoted_status");
  const id = textOf(quoted, "id_str") ?? idOf(quoted, "id");
  if (quoted === undefined || id === undefined || !isId(id)) return undefined;
  const handle = textOf(memberOf(quoted, "user"), "screen_name");
  return { text: contentOf(quoted).text, url: addressOfPost(id, handle) };
}

function instantOf(tweet: Json, receivedAt: number): number {
  const at = numberOf(tweet, "timestamp_ms") ?? Date.parse(textOf(tweet, "created_at") ?? "");
  return Number.isFinite(at) && at > 0 ? Math.floor(at) : receivedAt;
}
