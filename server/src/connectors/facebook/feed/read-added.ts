import type { InboundItem } from "../../connector.ts";
import { type Happening, instantOf, type Read } from "../../meta/happening.ts";
import { idOf } from "../../read-json.ts";
import { mediaOfFeed, wordsOfFeed } from "./feed-words.ts";
import { type FeedPlace, postOf } from "./place.ts";

/** A comment that holds nothing a notice shows: a sticker, a moving picture. */
export const UNSEEN = "❔";

/**
 * A comment, or what somebody wrote on the Page's wall. All of one person under one post is one conversation. The Page's own
 * comments come back as echoes: whose conversation they belong to tells the comment that they answer.
 */
export function readAdded(externalId: string, item: string, place: FeedPlace, happening: Happening): Read {
  const { value, accountId: pageId } = happening;
  const media = mediaOfFeed(value, item);
  const text = wordsOfFeed(value, item);
  const isComment = item === "comment";
  const answered = isComment ? (place.parentId ?? (place.byPage ? place.postId : undefined)) : undefined;
  const post = isComment ? postOf(value) : undefined;
  const video = idOf(value, "video_id");
  const told: InboundItem = {
    type: "message",
    channelExternalId: pageId,
    occurredAt: instantOf(value, "created_time", happening),
    party: place.party,
    externalId,
    direction: place.byPage ? "echo" : "in",
    text: text === "" && media.length === 0 ? UNSEEN : text,
    media,
    visibility: "public",
    threadKey: place.postId,
    ...(post === undefined ? {} : { post }),
    ...(answered === undefined ? {} : { replyToExternalId: answered }),
    ...(isComment && place.postId.startsWith(`${pageId}_`) ? { asks: { postId: place.postId } } : {}),
    automatic: false,
    context: {
      item,
      post: place.postId,
      ...(place.parentId === undefined ? {} : { parent: place.parentId }),
      ...(video === undefined ? {} : { video: video.slice(0, 100) }),
    },
  };
  return { items: [told] };
}
