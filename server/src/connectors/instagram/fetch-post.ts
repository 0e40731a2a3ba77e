import type { ConnectorContext } from "../connector.ts";
import type { LookedUpPost } from "../look-ups.ts";
import { callGraph, type GraphCall } from "../meta/call-graph.ts";
import { isWebAddress, mediaOfUrl } from "../meta/web-media.ts";
import { type Json, memberOf, textOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";
import { AD } from "./comments/read-comment.ts";
import { MENTION } from "./comments/read-mention.ts";

const FIELDS = "id,caption,permalink,media_type,media_url,thumbnail_url,username";
/** Of what others have published Instagram tells less. */
const MENTIONED = "id,caption,media_type,media_url,username";

/** `GET /{media-id}`: what a comment's notice does not say of the post above it. Somebody else's is asked for as a mention. */
export async function fetchPost(postId: string, channel: Channel, ctx: ConnectorContext): Promise<LookedUpPost> {
  const isMention = postId.startsWith(MENTION);
  const isAd = postId.startsWith(AD);
  const id = postId.replace(/^(ad|mention):/, "");
  const call = isMention ? mentionedMedia(id, channel) : { path: id, query: { fields: FIELDS } };
  const called = await callGraph(accountOf(channel), { ...call, method: "GET", timeoutMs: 15_000 }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const media = isMention ? memberOf(called.body, "mentioned_media") : called.body;
  const url = textOf(media, "permalink");
  const picture = pictureOf(media);
  return {
    ok: true,
    post: {
      text: isMention ? wordsOfOther(media) : (textOf(media, "caption") ?? ""),
      ...(url === undefined ? {} : { url }),
      dark: isAd,
      ...(picture === undefined ? {} : { image: mediaOfUrl("image", picture) }),
    },
  };
}

function mentionedMedia(id: string, channel: Channel): Pick<GraphCall, "path" | "query"> {
  return { path: channel.externalId, query: { fields: `mentioned_media.media_id(${id}){${MENTIONED}}` } };
}

/** Whose it is stands nowhere else. */
function wordsOfOther(media: Json | undefined): string {
  const username = textOf(media, "username");
  return [username === undefined ? undefined : `@${username}`, textOf(media, "caption")]
    .filter((part) => part !== undefined)
    .join("\n");
}

/** Of a film its first picture; `media_url` of one is the film itself. */
function pictureOf(media: Json | undefined): string | undefined {
  const picture = textOf(media, "thumbnail_url") ?? (isFilm(media) ? undefined : textOf(media, "media_url"));
  return picture !== undefined && isWebAddress(picture) ? picture : undefined;
}

function isFilm(media: Json | undefined): boolean {
  return textOf(media, "media_type") === "VIDEO";
}
