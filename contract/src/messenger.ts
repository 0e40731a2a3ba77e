import { z } from "zod";
import { attachmentView } from "./conversations.ts";
import { deliveryState } from "./delivery.ts";
import { attachmentId, channelId, instant, messageId, position } from "./ids.ts";
import { locale } from "./people.ts";

/**
 * The web messenger's public door, under `/messenger/<channel id>`. Every call but `config` carries
 * `Authorization: Bearer <visitor token>`; every call carries an Origin that the channel allows.
 */
export const MESSENGER_TEXTS = [
  "title",
  "intro",
  "placeholder",
  "send",
  "attach",
  "open",
  "close",
  "seen",
  "sent",
  "sending",
  "failed",
  "retry",
  "offline",
  "newMessages",
  "typing",
  "loadOlder",
  "tooLarge",
] as const;
export const messengerTextKey = z.enum(MESSENGER_TEXTS);
export type MessengerTextKey = z.infer<typeof messengerTextKey>;

/** `GET /messenger/:channelId/config?locale=en`: `texts` are the channel's own words in that language. */
export const messengerConfigQuery = z.object({ locale: locale.default("en") });
export const messengerConfig = z.object({
  channelId,
  name: z.string(),
  color: z.string(),
  texts: z.partialRecord(messengerTextKey, z.string()),
  maxFileBytes: z.number().int(),
  maxTextCharacters: z.number().int(),
});
export type MessengerConfig = z.infer<typeof messengerConfig>;

/** What the page tells about itself: kept as platform attributes of the contact (W160). */
export const pageFacts = z.strictObject({
  title: z.string().max(300).optional(),
  url: z.string().max(2000).optional(),
  language: z.string().max(35).optional(),
  device: z.string().max(60).optional(),
});
export type PageFacts = z.infer<typeof pageFacts>;

/**
 * `POST /messenger/:channelId/sessions`: a new anonymous visitor, a known one (`token`), or an identified user (`jwt`). The
 * answer's token replaces the one sent; it consists of letters, digits, `-` and `_` (it travels in a sub-protocol name).
 */
export const openSessionBody = z.strictObject({
  token: z.string().max(200).optional(),
  jwt: z.string().max(4000).optional(),
  page: pageFacts.default({}),
});
export const openSessionAnswer = z.object({
  token: z.string(),
  identified: z.boolean(),
  userId: z.string().nullable(),
});
export type OpenSessionAnswer = z.infer<typeof openSessionAnswer>;

/** `PATCH /messenger/:channelId/visitor` */
export const updateVisitorBody = z.strictObject({
  givenName: z.string().max(100).optional(),
  surname: z.string().max(100).optional(),
  email: z.string().max(254).optional(),
  properties: z.record(z.string().max(60), z.union([z.string().max(1000), z.number(), z.boolean()])).optional(),
  page: pageFacts.optional(),
});
export type UpdateVisitorBody = z.infer<typeof updateVisitorBody>;

/** A message as the visitor sees it. Internal comments and audit entries never come here. */
export const visitorMessage = z.object({
  id: messageId,
  /** Cursor of the visitor's stream: a change of the message gives it a greater one (a decimal number). */
  cursor: position,
  orderKey: z.number(),
  from: z.enum(["visitor", "agent"]),
  authorName: z.string(),
  text: z.string(),
  replyToId: messageId.nullable(),
  attachments: z.array(attachmentView),
  at: instant,
  /** For the visitor's own: `sent` once stored. */
  state: deliveryState,
  readByAgent: z.boolean(),
});
export type VisitorMessage = z.infer<typeof visitorMessage>;

/** `POST /messenger/:channelId/messages`. 201 means stored for ever; a repeat of the same id is the same message. */
export const visitorSendBody = z.strictObject({
  id: messageId,
  text: z.string().max(20_000),
  attachmentIds: z.array(attachmentId).max(10).default([]),
  replyToId: messageId.nullable().default(null),
});
export const visitorSendAnswer = z.object({ id: messageId, acceptedAt: instant });
export type VisitorSendAnswer = z.infer<typeof visitorSendAnswer>;
/** `GET /messenger/:channelId/messages?before=…` newest first page; `?after=<cursor>` everything since. */
export const visitorMessagesAnswer = z.object({
  messages: z.array(visitorMessage),
  cursor: position,
  before: z.string().nullable(),
});
export type VisitorMessagesAnswer = z.infer<typeof visitorMessagesAnswer>;

/**
 * `POST /messenger/:channelId/files?name=…` raw body → attachment. `GET /messenger/:channelId/files/:attachmentId` answers
 * the bytes to the visitor who may see the message (Bearer, like every other call; never a link without proof).
 */
export const visitorFileAnswer = attachmentView;

/**
 * Frames on `GET /messenger/:channelId/live?after=<cursor>` (WebSocket). The browser offers the sub-protocols `guichet` and
 * `guichet.<token>`, the server answers `guichet`: so the token is in no address and no log. First everything since the
 * cursor, then `caught_up`, then what happens. Who types says so again every 3 seconds; 8 seconds of silence mean it stopped.
 */
export const messengerFrame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message"), message: visitorMessage }),
  z.object({ type: z.literal("caught_up"), cursor: position }),
  z.object({ type: z.literal("typing"), on: z.boolean(), name: z.string() }),
  z.object({ type: z.literal("agent_read"), upTo: z.number() }),
  z.object({ type: z.literal("session_over") }),
  z.object({ type: z.literal("pong") }),
]);
export type MessengerFrame = z.infer<typeof messengerFrame>;
export const messengerCommand = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ping") }),
  z.strictObject({ type: z.literal("typing"), on: z.boolean() }),
  /** Everything up to this order key is on the visitor's screen. */
  z.strictObject({ type: z.literal("read"), upTo: z.number() }),
]);
export type MessengerCommand = z.infer<typeof messengerCommand>;

/** Settings of a web messenger channel, as its editor shows them. */
export const messengerSettings = z.strictObject({
  allowedOrigins: z.array(z.string().max(300)).max(100).default([]),
  color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .default("#2b5fd9"),
  texts: z.partialRecord(locale, z.partialRecord(messengerTextKey, z.string().max(300))).default({}),
  /** Refuse visitors who do not prove who they are. */
  identifiedOnly: z.boolean().default(false),
});
export type MessengerSettings = z.infer<typeof messengerSettings>;
