import { z } from "zod";
import { PRIVATE_REPLY_MOST_DAYS } from "./private-reply.ts";
import { REPLY_WINDOW_MOST_HOURS } from "./reply-window.ts";

/**
 * The API channel. Another system posts `POST /webhooks/api/<endpoint id>` signed by Standard Webhooks
 * (`webhook-id`, `webhook-timestamp`, `webhook-signature`) with this body; statuses of our outbound messages go to
 * `POST /webhooks/api/<endpoint id>/statuses`. Unknown keys are kept in the raw delivery and otherwise ignored.
 */
const person = z.object({
  id: z.string().min(1).max(300),
  name: z.string().max(300).optional(),
  handle: z.string().max(300).optional(),
  attributes: z.record(z.string().max(100), z.string().max(1000)).optional(),
  /** Where their picture lies: PNG, JPEG, WebP or GIF of at most 2 MB, open to everybody. Null: they have none any more. */
  avatarUrl: z.string().max(4000).nullish(),
});
const file = z.object({
  url: z.string().max(4000),
  name: z.string().max(4000).optional(),
  type: z.string().max(200).optional(),
});
export const apiInboundEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("message"),
    id: z.string().min(1).max(300),
    at: z.iso.datetime({ offset: true }).optional(),
    contact: person,
    text: z.string().optional(),
    files: z.array(file).max(20).optional(),
    replyTo: z.string().max(300).optional(),
    thread: z.string().max(300).optional(),
    subject: z.string().max(1000).optional(),
    /** `public`: everybody can read it, as a comment under a post; `thread` names the post, `subject` is its first words. */
    visibility: z.enum(["public", "private"]).optional(),
    /** Of a public comment: the post that it stands under. `dark`: an advertisement that is not on the page. */
    post: z
      .object({
        text: z.string().optional(),
        image: z.string().max(4000).optional(),
        url: z.string().max(4000).optional(),
        dark: z.boolean().optional(),
      })
      .optional(),
  }),
  z.object({ type: z.literal("message_edited"), id: z.string().min(1).max(300), contact: person, text: z.string() }),
  z.object({ type: z.literal("message_deleted"), id: z.string().min(1).max(300), contact: person }),
  z.object({ type: z.literal("typing"), contact: person, on: z.boolean() }),
]);
/** One event, or `{events: […]}` with up to 1,000; one bad element never loses its neighbours. */
export const apiStatus = z.object({
  id: z.string().min(1).max(300),
  status: z.enum(["delivered", "read", "failed"]),
  at: z.iso.datetime({ offset: true }).optional(),
  error: z.string().max(1000).optional(),
});

/** What we post to the channel's address: `webhook-id` is the message's id over all attempts. */
export const apiOutbound = z.object({
  type: z.literal("message.sent"),
  timestamp: z.iso.datetime(),
  data: z.object({
    id: z.string(),
    contact: z.object({ id: z.string() }),
    text: z.string(),
    replyTo: z.string().nullable(),
    visibility: z.enum(["public", "private"]),
    /** The comment, by its id with you, that this message answers in private: the one private reply to it; null: none. */
    privateReplyTo: z.string().nullable(),
    /** The post or matter it belongs to, as it was posted to us; null: none. */
    thread: z.string().nullable(),
    agent: z.object({ name: z.string() }),
    /** The template that it is, with every parameter; `text` is the same, filled. Null: free text. */
    template: z
      .object({ name: z.string(), language: z.string(), parameters: z.record(z.string(), z.string()) })
      .nullable(),
    files: z.array(z.object({ url: z.string(), name: z.string(), type: z.string(), size: z.number().int() })),
  }),
});
/** The answer may carry the external id of the message. */
export const apiOutboundAnswer = z.object({ id: z.string().max(300).optional() });

export const apiSettings = z.strictObject({
  outboundUrl: z.union([z.literal(""), z.url({ protocol: /^https?$/ }).max(2000)]).default(""),
  /** Hours after the contact's last private message within which replies are taken; left out: at any time. */
  replyWindowHours: z.number().int().min(1).max(REPLY_WINDOW_MOST_HOURS).optional(),
  /** A public comment may be answered in private, once, within so many days; left out: never. */
  privateReplyDays: z.number().int().min(1).max(PRIVATE_REPLY_MOST_DAYS).optional(),
});
export type ApiSettings = z.infer<typeof apiSettings>;
