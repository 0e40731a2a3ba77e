import type { InboundItem } from "../../connector.ts";
import { type Happening, instantOf, type Read, unknownKind } from "../../meta/happening.ts";
import { idOf, type Json, numberOf, textOf } from "../../read-json.ts";

/** A recommendation of the Page, or a comment under one (`ratings`). */
export function readRating(happening: Happening): Read {
  const { value, accountId: pageId } = happening;
  const item = textOf(value, "item") ?? "rating";
  const verb = textOf(value, "verb") ?? "add";
  const story = idOf(value, "open_graph_story_id") ?? idOf(value, "post_id");
  const commentId = item === "comment" ? idOf(value, "comment_id") : undefined;
  const reviewer = idOf(value, "reviewer_id") ?? idOf(value, "sender_id");
  if (item !== "rating" && commentId === undefined) return unknownKind(`ratings:${item}:${verb}`, happening);
  if (story === undefined) return { path: "/open_graph_story_id", problem: "It does not say which recommendation." };
  const externalId = commentId ?? story;
  const name = textOf(value, "reviewer_name") ?? textOf(value, "sender_name");
  const byPage = reviewer === pageId;
  const party = {
    externalId: reviewer ?? `anonymous:${story}`,
    ...(name === undefined ? {} : { displayName: name }),
    verified: reviewer !== undefined,
  };
  const base = { channelExternalId: pageId, party };
  const text =
    commentId === undefined ? wordsOfRating(value) : (textOf(value, "message") ?? textOf(value, "review_text") ?? "❔");
  const at = happening.sentAt;
  if (["edit", "edited", "update"].includes(verb))
    return { items: [{ type: "message_edited", ...base, occurredAt: at, externalId, text }] };
  if (verb === "remove" || verb === "delete")
    return { items: [{ type: "message_deleted", ...base, occurredAt: at, externalId }] };
  if (verb !== "add") return unknownKind(`ratings:${item}:${verb}`, happening);
  const told: InboundItem = {
    type: "message",
    ...base,
    occurredAt: instantOf(value, "created_time", happening),
    externalId,
    direction: byPage ? "echo" : "in",
    text,
    media: [],
    visibility: "public",
    threadKey: story,
    ...(byPage ? { replyToExternalId: story } : {}),
    automatic: false,
    context: { item: commentId === undefined ? "rating" : "comment", post: story },
  };
  return { items: [told] };
}

/** Stars of the older kind, a thumb of the newer; then what was written. */
function wordsOfRating(value: Json): string {
  const stars = numberOf(value, "rating");
  const recommends = (textOf(value, "recommendation_type") ?? "").toLowerCase();
  const sign =
    recommends === "negative" ? "👎" : recommends === "positive" ? "👍" : stars === undefined ? "💬" : `⭐ ${stars}`;
  return [sign, textOf(value, "review_text")].filter((part) => part !== undefined).join("\n");
}
