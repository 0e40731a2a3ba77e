import { z } from "zod";
import { instant, tagId, topicId } from "./ids.ts";

/** A label is a topic (on a conversation) or a tag (on a message), where both are meant. */
const fields = {
  name: z.string().trim().min(1).max(80),
  description: z.string().trim().max(500),
};
const view = {
  name: z.string(),
  description: z.string(),
  createdAt: instant,
  /** Deleted softly: history keeps it, pickers do not, and it can be restored. */
  deletedAt: instant.nullable(),
};
export const topicView = z.object({ id: topicId, ...view });
export const tagView = z.object({ id: tagId, ...view });
export type TopicView = z.infer<typeof topicView>;
export type TagView = z.infer<typeof tagView>;

/** As every agent's browser holds them. */
const name = { name: z.string(), description: z.string(), deleted: z.boolean() };
export const topicName = z.object({ id: topicId, ...name });
export const tagName = z.object({ id: tagId, ...name });
export type TopicName = z.infer<typeof topicName>;
export type TagName = z.infer<typeof tagName>;

export const createLabelBody = z.strictObject({ ...fields, description: fields.description.default("") });
export const patchLabelBody = z.strictObject(fields).partial();

/** Where it is used, to be read before it is deleted: conversations that bear it, by status. */
export const labelUses = z.object({
  conversations: z.object({ new: z.number().int(), pending: z.number().int(), resolved: z.number().int() }),
});
export type LabelUses = z.infer<typeof labelUses>;
