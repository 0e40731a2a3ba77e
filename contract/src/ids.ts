import { z } from "zod";

/** Every id is a UUIDv7 made by the application (or by the browser, for messages). Branded, so that they cannot be mixed up. */
export const organizationId = z.uuid().brand<"OrganizationId">();
export const userId = z.uuid().brand<"UserId">();
export const teamId = z.uuid().brand<"TeamId">();
export const endpointId = z.uuid().brand<"EndpointId">();
export const channelId = z.uuid().brand<"ChannelId">();
export const contactId = z.uuid().brand<"ContactId">();
export const identityId = z.uuid().brand<"IdentityId">();
export const bulkActionId = z.uuid().brand<"BulkActionId">();
export const conversationId = z.uuid().brand<"ConversationId">();
export const messageId = z.uuid().brand<"MessageId">();
export const attachmentId = z.uuid().brand<"AttachmentId">();
export const attributeId = z.uuid().brand<"AttributeId">();
export const contactGroupId = z.uuid().brand<"ContactGroupId">();
export const noteId = z.uuid().brand<"NoteId">();
export const topicId = z.uuid().brand<"TopicId">();
export const awayStateId = z.uuid().brand<"AwayStateId">();
export const queueViewId = z.uuid().brand<"QueueViewId">();
export const tagId = z.uuid().brand<"TagId">();
export const deliveryId = z.uuid().brand<"DeliveryId">();
export const eventId = z.uuid().brand<"EventId">();
export const sessionId = z.uuid().brand<"SessionId">();
export const notificationId = z.uuid().brand<"NotificationId">();
export const resolutionReasonId = z.uuid().brand<"ResolutionReasonId">();
export const knowledgeCollectionId = z.uuid().brand<"KnowledgeCollectionId">();
export const knowledgeItemId = z.uuid().brand<"KnowledgeItemId">();
export const knowledgeFileId = z.uuid().brand<"KnowledgeFileId">();

export type OrganizationId = z.infer<typeof organizationId>;
export type UserId = z.infer<typeof userId>;
export type TeamId = z.infer<typeof teamId>;
export type EndpointId = z.infer<typeof endpointId>;
export type ChannelId = z.infer<typeof channelId>;
export type ContactId = z.infer<typeof contactId>;
export type IdentityId = z.infer<typeof identityId>;
export type BulkActionId = z.infer<typeof bulkActionId>;
export type ConversationId = z.infer<typeof conversationId>;
export type MessageId = z.infer<typeof messageId>;
export type AttachmentId = z.infer<typeof attachmentId>;
export type AttributeId = z.infer<typeof attributeId>;
export type ContactGroupId = z.infer<typeof contactGroupId>;
export type NoteId = z.infer<typeof noteId>;
export type TopicId = z.infer<typeof topicId>;
export type AwayStateId = z.infer<typeof awayStateId>;
export type QueueViewId = z.infer<typeof queueViewId>;
export type TagId = z.infer<typeof tagId>;
export type DeliveryId = z.infer<typeof deliveryId>;
export type EventId = z.infer<typeof eventId>;
export type SessionId = z.infer<typeof sessionId>;
export type NotificationId = z.infer<typeof notificationId>;
export type ResolutionReasonId = z.infer<typeof resolutionReasonId>;
export type KnowledgeCollectionId = z.infer<typeof knowledgeCollectionId>;
export type KnowledgeItemId = z.infer<typeof knowledgeItemId>;
export type KnowledgeFileId = z.infer<typeof knowledgeFileId>;

/** An instant: ISO 8601 in UTC with milliseconds, e.g. `2026-11-22T15:34:00.000Z`. */
export const instant = z.iso.datetime();
/** A place in the event log of the installation. Decimal digits of a bigint. */
export const position = z.string().regex(/^\d{1,19}$/);
