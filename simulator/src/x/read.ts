import { rootOf } from "./acts.ts";
import { leadingNames, shortened, toMedia } from "./tell.ts";
import { type Direct, type Person, type Post, versionsOf } from "./wire.ts";
import type { XWorld } from "./x-world.ts";

/** A page in the newer form (API v2), with whom and what it names beside it. */
export function toPostPage(world: XWorld, posts: readonly Post[]): object {
  const others = posts.flatMap(({ answers, quotes }) => [answers, quotes].filter((one) => one !== undefined));
  const people = new Set([...posts, ...others].map(({ by }) => by));
  return {
    ...(posts.length === 0 ? {} : { data: posts.map(toV2) }),
    includes: {
      users: [...people].map(toV2User),
      tweets: others.map(toV2),
      media: posts.flatMap(({ files }) => files.map((file) => toV2Media(world, file, "media"))),
    },
    meta: { result_count: posts.length },
  };
}

export function toOnePost(world: XWorld, post: Post): object {
  const page = toPostPage(world, [post]);
  return { data: toV2(post), includes: Reflect.get(page, "includes") };
}

function toV2(post: Post): object {
  const { text, urls } = shortened(post.text);
  const referenced = [
    ...(post.answers === undefined ? [] : [{ type: "replied_to", id: post.answers.id }]),
    ...(post.quotes === undefined ? [] : [{ type: "quoted", id: post.quotes.id }]),
  ];
  const media = post.files.map((file) => ({
    url: `https://t.co/m${file.slice(-8)}`,
    expanded_url: "https://x.com/photo",
    media_key: `3_${file}`,
  }));
  return {
    ...{ id: post.id, author_id: post.by.id, conversation_id: rootOf(post).id },
    edit_history_tweet_ids: versionsOf(post),
    text: [`${leadingNames(post)}${text}`, ...media.map(({ url }) => url)].join(" "),
    created_at: new Date(post.at).toISOString(),
    ...(referenced.length === 0 ? {} : { referenced_tweets: referenced }),
    ...(post.files.length === 0 ? {} : { attachments: { media_keys: post.files.map((file) => `3_${file}`) } }),
    entities: { urls: [...urls, ...media], mentions: post.named.map(({ id, handle }) => ({ id, username: handle })) },
  };
}

export function toV2User({ id, name, handle }: Person): object {
  return { id, name, username: handle };
}

function toV2Media(world: XWorld, id: string, folder: "media" | "dm"): object {
  const told = toMedia(world, id);
  const url = told.media_url_https.replace("/media/", `/${folder}/`);
  const key = { media_key: `3_${id}`, type: told.type };
  if (told.type === "photo") return { ...key, url };
  return { ...key, preview_image_url: url, variants: [{ bit_rate: 832_000, content_type: "video/mp4", url }] };
}

/** Private messages, the newest first. */
export function toDirectPage(world: XWorld, directs: readonly Direct[]): object {
  const people = new Set(directs.flatMap(({ from, to }) => [from, to]));
  return {
    ...(directs.length === 0 ? {} : { data: directs.map(toV2Direct) }),
    includes: {
      users: [...people].map(toV2User),
      media: directs.flatMap(({ files }) => files.map((file) => toV2Media(world, file, "dm"))),
    },
    meta: { result_count: directs.length },
  };
}

function toV2Direct({ id, from, to, text, at, files }: Direct): object {
  const { text: words, urls } = shortened(text);
  return {
    ...{ id, event_type: "MessageCreate", sender_id: from.id, created_at: new Date(at).toISOString() },
    dm_conversation_id: [from.id, to.id].sort().join("-"),
    text: [words, ...files.map((file) => `https://t.co/m${file.slice(-8)}`)].join(" ").trim(),
    entities: { urls },
    ...(files.length === 0 ? {} : { attachments: { media_keys: files.map((file) => `3_${file}`) } }),
  };
}
