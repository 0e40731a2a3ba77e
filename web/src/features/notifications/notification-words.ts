import type { NotificationView } from "@guichet/contract";
import type { Say } from "../../locales/use-words.ts";

/** A notification in a sentence. */
export function notificationWords({ kind, by, channel, conversation }: NotificationView, t: Say): string {
  if (kind === "channel_trouble") return t("notifications.channel_trouble", { channel: channel.name });
  if (conversation === null) return t(`notifications.kind_${kind}`);
  const contact = conversation.contactName;
  if (kind === "assigned" && by === null) return t("notifications.assignedByNobody", { contact });
  return t(`notifications.${kind}`, { contact, by: by?.name ?? t("notifications.somebody") });
}

/** Where it leads. */
export function notificationHref({ kind, channel, conversation, conversationId }: NotificationView): string {
  if (kind === "channel_trouble") return `/settings/channels/${channel.id}`;
  return `/inbox/${conversation?.status ?? "new"}/${conversationId}`;
}
