import type { ConversationId, NotificationId, NotificationList, NotificationView } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";

/** Marked on the screen at once; asked for again when the server refuses. Throws what it said. */
export async function readOne(cache: QueryClient, id: NotificationId): Promise<void> {
  await read(
    cache,
    (item) => item.id === id,
    () => call(routes.readNotification, { params: { id } }),
  );
}

/** All that is on the screen; what came meanwhile stays unread. */
export async function readAll(cache: QueryClient): Promise<void> {
  const upTo = cache.getQueryData(queries.notifications().queryKey)?.items[0]?.id;
  if (upTo === undefined) return;
  await read(
    cache,
    () => true,
    () => call(routes.readNotifications, { body: { upTo } }),
  );
}

/** Of the conversation that one is looking at. */
export async function readOfConversation(cache: QueryClient, conversationId: ConversationId): Promise<void> {
  await read(
    cache,
    (item) => item.conversationId === conversationId,
    () => call(routes.readNotifications, { body: { conversationId } }),
  );
}

async function read(
  cache: QueryClient,
  which: (item: NotificationView) => boolean,
  tell: () => Promise<unknown>,
): Promise<void> {
  cache.setQueryData(queries.notifications().queryKey, (list) => list && withRead(list, which));
  try {
    await tell();
  } finally {
    await cache.invalidateQueries({ queryKey: ["notifications"] });
  }
}

export function withRead(list: NotificationList, which: (item: NotificationView) => boolean): NotificationList {
  const unreadNow = list.items.filter((item) => !item.read && which(item)).length;
  return {
    ...list,
    items: list.items.map((item) => (which(item) ? { ...item, read: true } : item)),
    unread: Math.max(0, list.unread - unreadNow),
  };
}
