import type { LabelChange, TagId, TopicId } from "@guichet/contract";
import type { NewEvent } from "../../events/index.ts";

/** A label is a topic or a tag: what both have in common is done once. */
export type LabelKind = "topic" | "tag";
export type LabelId<Kind extends LabelKind> = Kind extends "topic" ? TopicId : TagId;

export const TABLES = { topic: "topics", tag: "tags" } as const satisfies Record<LabelKind, string>;

/** The news of a change in Settings. */
export function labelChanged<Kind extends LabelKind>(kind: Kind, id: LabelId<Kind>, change: LabelChange): NewEvent {
  return kind === "topic"
    ? { type: "topic.changed", data: { topicId: id as TopicId, change } }
    : { type: "tag.changed", data: { tagId: id as TagId, change } };
}
