import { z } from "zod";
import { conversationStatus } from "./conversations.ts";
import { channelId, conversationId, instant, messageId, notificationId } from "./ids.ts";
import { platform } from "./platforms.ts";
import { quietHours } from "./quiet-hours.ts";
import { person } from "./time.ts";

/**
 * What people are told of (W145): a conversation was assigned to them by somebody else, the contact wrote in a conversation of
 * theirs that stands in New (one notice of a conversation until it is read), they were mentioned in an internal
 * comment, a message of theirs failed, a conversation of theirs came back by a boomerang, a conversation of theirs in New breached
 * its SLA (one of nobody's: Supervisors of its channel); for Admins: a channel is in trouble.
 */
export const notificationKind = z.enum([
  "assigned",
  "answered",
  "mentioned",
  "send_failed",
  "boomerang",
  "sla_breach",
  "channel_trouble",
]);
export type NotificationKind = z.infer<typeof notificationKind>;

export const notificationView = z.object({
  id: notificationId,
  kind: notificationKind,
  at: instant,
  read: z.boolean(),
  /** Who did it; null: Guichet itself. */
  by: person.nullable(),
  channel: z.object({ id: channelId, name: z.string(), platform }),
  /** What it is about, null for a channel's trouble. */
  conversationId: conversationId.nullable(),
  /** The conversation as it is now; null: it has been deleted since. */
  conversation: z.object({ contactName: z.string(), status: conversationStatus }).nullable(),
  messageId: messageId.nullable(),
  /** It happened while the person was signed out (W78). */
  whileOffline: z.boolean(),
});
export type NotificationView = z.infer<typeof notificationView>;

/** Unread ones are counted up to here; more are as many as that. */
export const UNREAD_MOST = 100;
export const notificationList = z.object({
  items: z.array(notificationView),
  next: notificationId.nullable(),
  unread: z.number().int(),
});
export type NotificationList = z.infer<typeof notificationList>;
export const listNotificationsQuery = z.strictObject({
  after: notificationId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
/** All up to one that was on the screen, or all about a conversation that is being looked at. */
export const readNotificationsBody = z.union([
  z.strictObject({ upTo: notificationId }),
  z.strictObject({ conversationId }),
]);

export const WAITING_ABOVE_MOST = 9999;
const manyWait = z.number().int().min(0).max(WAITING_ABOVE_MOST).nullable();
const kinds = z.array(notificationKind).max(notificationKind.options.length);
/** How a person wants to hear of it, beside the bell. */
export const notificationChoices = z.strictObject({
  /** Kinds shown on the desktop, in browsers where that was switched on. */
  desktop: kinds,
  sound: kinds,
  soundOn: z.boolean(),
  /** Per cent. */
  volume: z.number().int().min(0).max(100),
  /** More contacts than this begin to wait in New while the person is Available: a window and a sound; null: never. */
  waitingAbove: manyWait.default(null),
  email: z.strictObject({
    assigned: z.boolean(),
    mentioned: z.boolean(),
    /** More contacts than this wait in New; null: no mail about it. */
    waitingAbove: manyWait,
    newConversations: z.boolean(),
    /** Conversations that come back to New: the contact answered, a boomerang fell due, somebody moved them. */
    movedConversations: z.boolean().default(false),
    /** Conversations in New that breached their SLA. */
    slaBreaches: z.boolean().default(false),
  }),
  /** When nothing but the bell calls them; null: never. */
  quiet: quietHours.nullable().default(null),
});
export type NotificationChoices = z.infer<typeof notificationChoices>;
/** `mail`: can this installation send mails at all? */
export const notificationChoicesAnswer = z.object({ choices: notificationChoices, mail: z.boolean() });

/** Before somebody has chosen: everything on the desktop once that is on, no sound, no mail. */
export const FIRST_CHOICES: NotificationChoices = {
  desktop: [...notificationKind.options],
  sound: [...notificationKind.options],
  soundOn: false,
  volume: 60,
  waitingAbove: null,
  email: {
    assigned: false,
    mentioned: false,
    waitingAbove: null,
    newConversations: false,
    movedConversations: false,
    slaBreaches: false,
  },
  quiet: null,
};
