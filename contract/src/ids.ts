import { z } from "zod";

/** Every id is a UUIDv7 made by the application (or by the browser, for messages). Branded, so that they cannot be mixed up. */
export const organizationId = z.uuid().brand<"OrganizationId">();
export const userId = z.uuid().brand<"UserId">();
export const teamId = z.uuid().brand<"TeamId">();
export const endpointId = z.uuid().brand<"EndpointId">();
export const channelId = z.uuid().brand<"ChannelId">();
export const contactId = z.uuid().brand<"ContactId">();
export const identityId = z.uuid().brand<"IdentityId">();
export const conversationId = z.uuid().brand<"ConversationId">();
export const messageId = z.uuid().brand<"MessageId">();
export const attachmentId = z.uuid().brand<"AttachmentId">();
export const topicId = z.uuid().brand<"TopicId">();
export const deliveryId = z.uuid().brand<"DeliveryId">();
export const eventId = z.uuid().brand<"EventId">();
export const sessionId = z.uuid().brand<"SessionId">();

export type OrganizationId = z.infer<typeof organizationId>;
export type UserId = z.infer<typeof userId>;
export type TeamId = z.infer<typeof teamId>;
export type EndpointId = z.infer<typeof endpointId>;
export type ChannelId = z.infer<typeof channelId>;
export type ContactId = z.infer<typeof contactId>;
export type IdentityId = z.infer<typeof identityId>;
export type ConversationId = z.infer<typeof conversationId>;
export type MessageId = z.infer<typeof messageId>;
export type AttachmentId = z.infer<typeof attachmentId>;
export type TopicId = z.infer<typeof topicId>;
export type DeliveryId = z.infer<typeof deliveryId>;
export type EventId = z.infer<typeof eventId>;
export type SessionId = z.infer<typeof sessionId>;

/** An instant: ISO 8601 in UTC with milliseconds, e.g. `2026-11-22T15:34:00.000Z`. */
export const instant = z.iso.datetime();
/** A place in the event log of the installation. Decimal digits of a bigint. */
export const position = z.string().regex(/^\d{1,19}$/);
