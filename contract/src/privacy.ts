import { z } from "zod";
import { channelId, contactId, conversationId, identityId, instant } from "./ids.ts";
import { platform } from "./platforms.ts";

/** Agents may mute contacts, or posts; off: what is muted waits for it without effect. */
export const mutingSwitches = { mutingContacts: z.boolean(), mutingPosts: z.boolean() };

/** A page of a log, newest first; `search` looks at what the reader sees of a line. */
export const listMutedQuery = z.object({
  search: z.string().max(200).optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const mutedLine = {
  channelId,
  channelName: z.string(),
  platform,
  mutedAt: instant,
  mutedBy: z.string(),
  /** Where the history is read; null: none, or on a channel that the reader does not see. */
  conversationId: conversationId.nullable(),
  /** The reader may mute it again. */
  mayMute: z.boolean(),
};

/** A line of the log of muted contacts. On a channel that the reader does not see it names nobody. */
export const mutedContact = z.object({
  id: identityId,
  contactId: contactId.nullable(),
  name: z.string().nullable(),
  handle: z.string().nullable(),
  ...mutedLine,
});
export type MutedContact = z.infer<typeof mutedContact>;
export const mutedContacts = z.object({ items: z.array(mutedContact), next: z.string().nullable() });

/** A line of the log of muted posts. `text`: the post's first words; null on a channel that the reader does not see. */
export const mutedPost = z.object({ id: z.uuid(), text: z.string().nullable(), ...mutedLine });
export type MutedPost = z.infer<typeof mutedPost>;
export const mutedPosts = z.object({ items: z.array(mutedPost), next: z.string().nullable() });

/** The post or ad under which a public conversation stands. */
export const postView = z.object({ text: z.string(), muted: z.boolean(), mayMute: z.boolean() });
export type PostView = z.infer<typeof postView>;
/** Null: private, or under no post. */
export const postOfConversation = z.object({ post: postView.nullable() });

/** By what one recognizes later which person it was; no personal data belongs into it. */
export const deletionHint = z.string().trim().min(3).max(100);
export const deleteContactBody = z.strictObject({ hint: deletionHint });

/** What an Admin sees before: what goes away, and who is the same person elsewhere and stays. */
export const deletionPreview = z.object({
  conversations: z.number().int(),
  linked: z.array(z.object({ id: contactId, name: z.string(), platforms: z.array(platform) })),
});
export type DeletionPreview = z.infer<typeof deletionPreview>;

/** A line of the log of deleted contacts. */
export const contactDeletion = z.object({
  id: z.uuid(),
  /** Null: deleted again after a restore; its words were not kept. */
  hint: z.string().nullable(),
  platforms: z.array(platform),
  askedAt: instant,
  /** Null: still at work. */
  doneAt: instant.nullable(),
  by: z.string(),
});
export type ContactDeletion = z.infer<typeof contactDeletion>;
export const contactDeletions = z.object({ items: z.array(contactDeletion), next: z.string().nullable() });
