import { type Json, listOf, memberOf, rawOf, textOf } from "../../read-json.ts";
import { firstVersionOf } from "./first-version.ts";
import { mediaOfKeys } from "./media.ts";
import { addressOfPost, type Post, type Reading } from "./post.ts";
import { authorOf } from "./read-tweet.ts";
import { isId, namedIn, urlsOf, wordsOf } from "./words.ts";

/** What is asked for with every post in the newer form, so that it can be read. */
export const POST_QUERY = {
  "tweet.fields":
    "attachments,author_id,conversation_id,created_at,edit_history_tweet_ids,entities,note_tweet,referenced_tweets",
  expansions: "author_id,attachments.media_keys,referenced_tweets.id,referenced_tweets.id.author_id",
  "user.fields": "id,name,profile_image_url,username",
  "media.fields": "media_key,preview_image_url,type,url,variants",
} as const;

/** A post in the newer form (API v2). `includes`: whom and what it names, told beside it. Undefined: which or whose is not told. */
export function readV2Post(post: Json, includes: Json | undefined, { receivedAt }: Reading): Post | undefined {
  const id = textOf(post, "id");
  const authorId = textOf(post, "author_id");
  if (id === undefined || !isId(id) || authorId === undefined || !isId(authorId)) return undefined;
  const author = userIn(includes, authorId) ?? { externalId: authorId, verified: true };
  const text = textOfPost(post);
  const answers = referred(post, "replied_to");
  const at = Date.parse(textOf(post, "created_at") ?? "");
  const root = textOf(post, "conversation_id");
  return {
    ...{ id, author, answers },
    edits: firstVersionOf(post, id),
    text: answers === undefined ? text : text.replace(/^(@\w{1,30}\s+)+/, ""),
    at: Number.isFinite(at) ? at : receivedAt,
    root: root !== undefined && isId(root) ? root : undefined,
    quoted: quotedOf(post, includes),
    isRepost: referred(post, "retweeted") !== undefined,
    named: namedIn(listOf(memberOf(post, "entities"), "mentions")),
    media: mediaOfKeys(keysOf(post), includes),
  };
}

/** A long post is cut in `text`; the whole stands in `note_tweet`. */
export function textOfPost(post: Json): string {
  const whole = memberOf(post, "note_tweet");
  const urls = urlsOf(memberOf(whole ?? post, "entities"));
  return wordsOf(textOf(whole, "text") ?? textOf(post, "text") ?? "", urls, []);
}

export function keysOf(post: Json): readonly unknown[] {
  const keys = rawOf(memberOf(post, "attachments"), "media_keys");
  return Array.isArray(keys) ? keys : [];
}

export function userIn(includes: Json | undefined, id: string) {
  // Some deliveries put each into a `data` of its own.
  const users = listOf(includes, "users").map((user) => memberOf(user, "data") ?? user);
  return authorOf(users.find((user) => textOf(user, "id") === id));
}

function referred(post: Json, type: string): string | undefined {
  const id = textOf(
    listOf(post, "referenced_tweets").find((one) => textOf(one, "type") === type),
    "id",
  );
  return id !== undefined && isId(id) ? id : undefined;
}

function quotedOf(post: Json, includes: Json | undefined): Post["quoted"] {
  const id = referred(post, "quoted");
  if (id === undefined) return undefined;
  const quoted = listOf(includes, "tweets").find((one) => textOf(one, "id") === id);
  const author = userIn(includes, textOf(quoted, "author_id") ?? "");
  return { text: quoted === undefined ? "" : textOfPost(quoted), url: addressOfPost(id, author?.handle?.slice(1)) };
}
