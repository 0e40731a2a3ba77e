import type { NotificationView } from "@guichet/contract";
import type { NotificationRow } from "./notifications.sql.ts";

export function toNotificationView(row: NotificationRow): NotificationView {
  return {
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    read: row.read,
    by: row.by_id === null ? null : { id: row.by_id, name: row.by_name ?? "" },
    channel: { id: row.channel_id, name: row.channel_name, platform: row.platform },
    conversationId: row.conversation_id,
    conversation: row.status === null ? null : { contactName: row.contact_name ?? "", status: row.status },
    messageId: row.message_id,
    whileOffline: row.while_offline,
  };
}
