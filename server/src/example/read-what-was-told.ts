import { setTimeout as sleep } from "node:timers/promises";
import type { NotificationView, UserId } from "@guichet/contract";
import type { Ctx, Db } from "../db/index.ts";
import { listNotifications, markNotificationsRead } from "../notifications/read-notifications.ts";
import { hasHeard, listNotifiedBefore, listTold } from "./example.sql.ts";

const PATIENCE_MS = 15_000;
/** What is younger is still unread behind everybody's bell. */
const UNREAD_MS = 9 * 3_600_000;
/** Of each kind. A busy morning would leave more behind the bell than anybody leaves there. */
const UNREAD_MOST = 3;
const UNREAD_LOOKED_AT = 100;

/** Three months of notifications were read when they came. They are told by a listener, which is waited for where there is one. */
export async function readWhatWasTold(ctx: Ctx, system: Db, now: number): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) {
    const heard = await hasHeard(system);
    if (heard === true) break;
    if (heard === undefined) return;
  }
  const as = (userId: UserId): Ctx => ({ ...ctx, actor: { type: "user", id: userId } });
  for (const { userId, upTo } of await listNotifiedBefore(ctx, new Date(now - UNREAD_MS)))
    await markNotificationsRead(as(userId), userId, { upTo });
  for (const userId of await listTold(ctx)) {
    const { items } = await listNotifications(as(userId), userId, { limit: UNREAD_LOOKED_AT });
    for (const { id } of beyondMost(items)) await markNotificationsRead(as(userId), userId, { id });
  }
}

/** Of the unread ones, newest first, what follows the newest few of its kind. */
function beyondMost(items: readonly NotificationView[]): NotificationView[] {
  const counts = new Map<string, number>();
  return items.filter(({ kind, read }) => {
    if (read) return false;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count > UNREAD_MOST;
  });
}
