import { z } from "zod";
import { contactSummary } from "./contacts.ts";
import { conversationRow, conversationStatus, threadEntry } from "./conversations.ts";
import { channelId, contactId, conversationId, notificationId, position, userId } from "./ids.ts";
import { colleague } from "./people.ts";
import { scheduledView } from "./scheduling.ts";
import { unreadMark } from "./unread.ts";

/**
 * Frames the server sends on `GET /api/v1/live?after=POSITION` (WebSocket). Frames with a position are durable: after a
 * cut the browser reconnects with its last position and gets every one it missed, or `reload` when it is too far behind.
 */
export const liveFrame = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("conversation"),
    position,
    conversation: conversationRow,
    /** New or changed entries of its thread. */
    entries: z.array(threadEntry),
    /** What is scheduled in it, when that has changed. */
    scheduled: z.array(scheduledView).optional(),
    /** For the counters: the status before this event; null when it was created by it, or a virtual agent had it. */
    statusBefore: conversationStatus.nullable(),
    /** For the counters: the status this event led to; null: a virtual agent has it. The row above may already be newer. */
    statusAfter: conversationStatus.nullable(),
  }),
  /** Its row is there no more: deleted with its contact. For the counters, what this event did to its status; null: not there. */
  z.object({
    type: z.literal("conversation_gone"),
    position,
    conversationId,
    channelId,
    statusBefore: conversationStatus.nullable(),
    statusAfter: conversationStatus.nullable(),
  }),
  /** One's teams show it no more: another team has it, or a colleague. For the counters, what one saw of it before and sees after. */
  z.object({
    type: z.literal("conversation_hidden"),
    position,
    conversationId,
    channelId,
    statusBefore: conversationStatus.nullable(),
    statusAfter: conversationStatus.nullable(),
  }),
  z.object({ type: z.literal("contact_deleted"), position, contactId }),
  z.object({ type: z.literal("colleague"), position, colleague }),
  /** A contact on a channel that one sees: name, mark, groups, or what the contact pane shows. */
  z.object({ type: z.literal("contact"), position, contact: contactSummary }),
  /** One's own list of notifications; `added` null: something was read. */
  z.object({ type: z.literal("notifications"), position, added: notificationId.nullable() }),
  /** One's own access, a channel, a team or the organization changed: fetch bootstrap again. */
  z.object({ type: z.literal("world_changed"), position }),
  z.object({ type: z.literal("caught_up"), position }),
  z.object({
    type: z.literal("typing"),
    conversationId,
    who: z.enum(["contact", "agent"]),
    userId: userId.nullable(),
    on: z.boolean(),
  }),
  /** Who has a conversation open in the foreground, oneself among them. Told to those people alone, whenever it changes. */
  z.object({ type: z.literal("viewers"), conversationId, userIds: z.array(userId) }),
  /** One's own mark on a conversation, set or taken away in whatever browser, and the last seq that one has seen there. */
  z.object({ type: z.literal("unread_mark"), position, conversationId, mark: unreadMark, readSeq: z.number().int() }),
  z.object({ type: z.literal("lock_stolen"), conversationId, byName: z.string() }),
  z.object({ type: z.literal("reload") }),
  z.object({ type: z.literal("signed_out"), reason: z.enum(["expired", "revoked", "deactivated"]) }),
  z.object({ type: z.literal("pong") }),
]);
export type LiveFrame = z.infer<typeof liveFrame>;

/**
 * What the browser may say. `active`: a pointer, key or touch within the last minute, in this tab. `viewing`: the conversation
 * that this tab shows in the foreground, null for none; said again after every cut of the connection.
 */
export const liveCommand = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ping"), active: z.boolean() }),
  z.strictObject({ type: z.literal("typing"), conversationId, on: z.boolean() }),
  z.strictObject({ type: z.literal("viewing"), place: z.strictObject({ channelId, conversationId }).nullable() }),
]);
export type LiveCommand = z.infer<typeof liveCommand>;
