import { type Happening, instantOf, type Read, unknownKind } from "../../meta/happening.ts";
import { idOf, type Json, textOf } from "../../read-json.ts";
import { mediaOfFeed, wordsOfFeed } from "./feed-words.ts";
import { type FeedPlace, feedPlaceOf } from "./place.ts";
import { readAdded, UNSEEN } from "./read-added.ts";

/** Things people write on a Page's wall; the Page's own are posts of its own. */
const POSTS = new Set([
  "post",
  "status",
  "photo",
  "video",
  "share",
  "link",
  "album",
  "note",
  "gif",
  "animated_image_video",
]);

/** One change of a Page's `feed` (Graph API, webhooks of a Page). Verbs are spelled in two ways. */
export function readFeed(happening: Happening): Read {
  const { value } = happening;
  const item = textOf(value, "item") ?? (idOf(value, "comment_id") === undefined ? "" : "comment");
  const verb = textOf(value, "verb") ?? "add";
  if (item === "reaction" || item === "like") return readReaction(item, verb, happening);
  if (item !== "comment" && !POSTS.has(item)) return unknownKind(`feed:${item}:${verb}`, happening);
  const place = feedPlaceOf(happening);
  if ("problem" in place) return place;
  if (item === "comment" && place.commentId === undefined)
    return { path: "/comment_id", problem: "It does not say which comment." };
  if (item !== "comment" && place.byPage) return unknownKind(`feed:${item}:${verb}:own`, happening);
  return readVerb(verb, item, place, happening);
}

function readVerb(verb: string, item: string, place: FeedPlace, happening: Happening): Read {
  const base = { channelExternalId: happening.accountId, party: place.party };
  const externalId = item === "comment" ? (place.commentId ?? "") : place.postId;
  // The time in the notice is often that of the thing itself, not of its change.
  const at = happening.sentAt;
  switch (verb) {
    case "add":
      return readAdded(externalId, item, place, happening);
    case "edit":
    case "edited":
    case "update":
      return {
        items: [
          { type: "message_edited", ...base, occurredAt: at, externalId, text: editedWords(happening.value, item) },
        ],
      };
    case "remove":
    case "delete":
      return { items: [{ type: "message_deleted", ...base, occurredAt: at, externalId }] };
    case "hide":
    case "unhide":
      return { items: [{ type: "message_hidden", ...base, occurredAt: at, externalId, hidden: verb === "hide" }] };
    default:
      return unknownKind(`feed:${item}:${verb}`, happening);
  }
}

/** Only words can be shown anew. What has none now is a picture, or what no notice shows: never an empty message. */
function editedWords(value: Json, item: string): string {
  const words = wordsOfFeed(value, item);
  if (words !== "") return words;
  return mediaOfFeed(value, item).length > 0 ? "📎" : UNSEEN;
}

const EMOJI: Readonly<Record<string, string>> = {
  like: "👍",
  love: "❤️",
  haha: "😆",
  wow: "😮",
  sad: "😢",
  angry: "😠",
  care: "🤗",
};

/** One reaction of a person at a time, under a comment or a post; `like` is the older word for one. */
function readReaction(item: string, verb: string, happening: Happening): Read {
  const { value, accountId: pageId } = happening;
  if (idOf(value, "comment_id") === undefined && idOf(value, "post_id") === undefined)
    return unknownKind(`feed:${item}:${verb}`, happening);
  const place = feedPlaceOf(happening);
  if ("problem" in place) return place;
  if (!place.isNamed) return unknownKind(`feed:${item}:${verb}:anonymous`, happening);
  const kind = item === "like" ? "like" : (textOf(value, "reaction_type") ?? "like").toLowerCase();
  const isGone = ["remove", "delete", "unlike"].includes(verb);
  const emoji = (Object.hasOwn(EMOJI, kind) ? EMOJI[kind] : undefined) ?? "❓";
  return {
    items: [
      {
        type: "reaction",
        channelExternalId: pageId,
        occurredAt: instantOf(value, "created_time", happening),
        party: place.party,
        externalId: place.commentId ?? place.postId,
        by: place.party.externalId,
        emoji: isGone ? [] : [emoji],
      },
    ],
  };
}
