import type { TagId, TopicId } from "@guichet/contract";
import { createLabel } from "../conversations/labels/change-label.ts";
import type { AuditedCtx } from "../organizations/index.ts";
import { TAGS, type TagName, TOPICS, type TopicName } from "./cast.ts";

export type Labels = {
  readonly topics: ReadonlyMap<TopicName, TopicId>;
  readonly tags: ReadonlyMap<TagName, TagId>;
};

/** The shop's topics and tags, as an Admin adds them in Settings. */
export async function makeLabels(ctx: AuditedCtx): Promise<Labels> {
  const topics = new Map<TopicName, TopicId>();
  for (const [name, description] of Object.entries(TOPICS))
    topics.set(name as TopicName, (await createLabel(ctx, "topic", { name, description })).id);
  const tags = new Map<TagName, TagId>();
  for (const [name, description] of Object.entries(TAGS))
    tags.set(name as TagName, (await createLabel(ctx, "tag", { name, description })).id);
  return { topics, tags };
}
