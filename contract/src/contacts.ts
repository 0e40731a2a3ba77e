import { z } from "zod";
import { contactAttribute } from "./attributes.ts";
import { conversationStatus } from "./conversations.ts";
import {
  attributeId,
  channelId,
  contactGroupId,
  contactId,
  conversationId,
  identityId,
  instant,
  noteId,
  topicId,
  userId,
} from "./ids.ts";
import { platform } from "./platforms.ts";

const identity = z.object({
  id: identityId,
  channelId,
  platform,
  externalId: z.string(),
  handle: z.string().nullable(),
  displayName: z.string().nullable(),
  /** Proved by the network or by a signed token; an e-mail address that merely wrote is not. */
  verified: z.boolean(),
});

/** What one may do with a contact that one sees: edit and vip by channel role (section 3.2). */
export const contactAbility = z.enum(["see", "edit", "vip", "delete"]);
export type ContactAbility = z.infer<typeof contactAbility>;

export const contactView = z.object({
  id: contactId,
  name: z.string(),
  /** The address of their picture; null: there is none. */
  photo: z.string().nullable(),
  /** Name it when changing the name. */
  version: z.number().int(),
  vip: z.boolean(),
  /** Marked by hand: stays, whatever groups say (W171). */
  vipByHand: z.boolean(),
  createdAt: instant,
  abilities: z.array(contactAbility),
  identities: z.array(
    identity.extend({
      /** Its later messages are resolved at once. */
      muted: z.boolean(),
      /** The reader may mute it on this channel, or take that back. */
      mayMute: z.boolean(),
    }),
  ),
  attributes: z.array(contactAttribute),
  groups: z.array(z.object({ id: contactGroupId, name: z.string(), marksVip: z.boolean() })),
  /** Only channels the reader may see, newest first; with `linked`, of another contact who is the same person (W118). */
  history: z.array(
    z.object({
      conversationId,
      channelId,
      platform,
      status: conversationStatus,
      startedAt: instant,
      topicIds: z.array(topicId),
      preview: z.string(),
      linked: z.boolean(),
    }),
  ),
  /** True when more history exists on channels the reader may not see. */
  moreElsewhere: z.boolean(),
});
export type ContactView = z.infer<typeof contactView>;

export const patchContactBody = z
  .strictObject({ name: z.string().trim().min(1).max(200), version: z.number().int().min(1), vip: z.boolean() })
  .partial();

/** One change of a contact: who, when, what stood there and what stands there now. Null values: none, or erased. */
export const contactChange = z.object({
  id: z.uuid(),
  at: instant,
  what: z.enum(["name", "vip", "attribute", "muted"]),
  attributeId: attributeId.nullable(),
  /** Where it was muted, or no more. */
  channelId: channelId.nullable(),
  actorName: z.string(),
  source: z.enum(["agent", "system", "crm", "api"]),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** The values were erased later, only the time was kept. */
  erased: z.boolean(),
});
export type ContactChange = z.infer<typeof contactChange>;

/** Characters of a note. */
export const MOST_NOTE = 2000;
export const contactNote = z.object({
  id: noteId,
  text: z.string(),
  author: z.object({ id: userId.nullable(), name: z.string() }),
  createdAt: instant,
  editedAt: instant.nullable(),
  /** Who edited it last. */
  editedBy: z.string().nullable(),
  version: z.number().int(),
});
export type ContactNote = z.infer<typeof contactNote>;
const noteText = z.string().trim().min(1).max(MOST_NOTE);
/** `id` is made by the browser: a repeat of the same id is the same note. */
export const createNoteBody = z.strictObject({ id: noteId, text: noteText });
export const putNoteBody = z.strictObject({ text: noteText, version: z.number().int().min(1) });

export const listContactsQuery = z.object({
  search: z.string().max(200).optional(),
  vip: z.literal("yes").optional(),
  group: contactGroupId.optional(),
  after: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const contactListItem = z.object({
  id: contactId,
  name: z.string(),
  photo: z.string().nullable(),
  vip: z.boolean(),
  /** On a channel that the reader sees. */
  identity: identity.pick({ channelId: true, platform: true, handle: true, displayName: true, externalId: true }),
  groupIds: z.array(contactGroupId),
  createdAt: instant,
});
export type ContactListItem = z.infer<typeof contactListItem>;
export const listContactsAnswer = z.object({
  items: z.array(contactListItem),
  next: z.string().nullable(),
  /** There are more than these; without `next` more words narrow the search. */
  more: z.boolean(),
});

/** What rows of the queue show of a contact; told when it changes. */
export const contactSummary = z.object({
  id: contactId,
  name: z.string(),
  photo: z.string().nullable(),
  vip: z.boolean(),
  groupIds: z.array(contactGroupId),
});
export type ContactSummary = z.infer<typeof contactSummary>;
