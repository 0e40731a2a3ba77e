import { type Happening, type Read, unknownKind } from "../../meta/happening.ts";
import { textOf } from "../../read-json.ts";
import { feedPlaceOf } from "./place.ts";
import { readAdded } from "./read-added.ts";

/** Somebody names the Page in a post or comment of theirs. Under the Page's own posts the comment comes by `feed` as well. */
export function readMention(happening: Happening): Read {
  const { value } = happening;
  const verb = textOf(value, "verb") ?? "add";
  const place = feedPlaceOf(happening);
  if ("problem" in place) return place;
  if (place.byPage) return unknownKind(`mention:${verb}:own`, happening);
  if (verb !== "add") return unknownKind(`mention:${verb}`, happening);
  return readAdded(
    place.commentId ?? place.postId,
    place.commentId === undefined ? "post" : "comment",
    place,
    happening,
  );
}
