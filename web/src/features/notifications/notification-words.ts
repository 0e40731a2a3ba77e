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

type Place = { readonly to: string; readonly search: { readonly message?: string } };

/** Where it leads; to the message, when it is about one (W101). */
export function notificationPlace(item: NotificationView): Place {
  const { kind, channel, conversation, conversationId, messageId } = item;
  if (kind === "channel_trouble") return { to: `/settings/channels/${channel.id}`, search: {} };
  const to = `/inbox/${conversation?.status ?? "new"}/${conversationId}`;
  return { to, search: messageId === null ? {} : { message: messageId } };
}

export function notificationHref(item: NotificationView): string {
  const { to, search } = notificationPlace(item);
  return search.message === undefined ? to : `${to}?message=${search.message}`;
}
