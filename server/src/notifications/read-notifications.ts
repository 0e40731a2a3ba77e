import { type listNotificationsQuery, type NotificationList, Refusal, type UserId } from "@guichet/contract";
import type { z } from "zod";
import { type Ctx, inTransaction } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { countUnread, isSeen, listNotificationRows, type Which, writeRead } from "./notifications.sql.ts";
import { toNotificationView } from "./notifications.view.ts";

/** One page of the acting person's notifications, newest first, of what they may see now. */
export async function listNotifications(
  ctx: Ctx,
  userId: UserId,
  { after, limit }: z.output<typeof listNotificationsQuery>,
): Promise<NotificationList> {
  const rows = await listNotificationRows(ctx, userId, after, limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: page.map(toNotificationView),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    unread: await countUnread(ctx, userId),
  };
}

/** Marks one, all up to one, or all about a conversation as read; the person's other browsers hear of it. */
export async function markNotificationsRead(ctx: Ctx, userId: UserId, which: Which): Promise<void> {
  if ("id" in which && !(await isSeen(ctx, userId, which.id))) throw new Refusal("not_found");
  await inTransaction(ctx, async (inside) => {
    if ((await writeRead(inside, userId, which)) === 0) return;
    await appendEvents(inside, [{ type: "notifications.changed", data: { userId, added: null } }]);
  });
}
