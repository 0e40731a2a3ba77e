import { setTimeout as sleep } from "node:timers/promises";
import type { NotificationId, UserId } from "@guichet/contract";
import type { Ctx, Db } from "../db/index.ts";
import { markNotificationsRead } from "../notifications/read-notifications.ts";
import { hasHeard, listNotifiedBefore, listNotifiedOften } from "./example.sql.ts";

const PATIENCE_MS = 15_000;
/** What is younger is still unread behind everybody's bell. */
const UNREAD_MS = 9 * 3_600_000;
/** Of each kind. A busy morning would leave more behind the bell than anybody leaves there. */
const UNREAD_MOST = 3;

/** Three months of notifications were read when they came. They are told by a listener, which is waited for where there is one. */
export async function readWhatWasTold(ctx: Ctx, system: Db, now: number): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) {
    const heard = await hasHeard(system);
    if (heard === true) break;
    if (heard === undefined) return;
  }
  const markRead = (userId: UserId, which: { upTo: NotificationId } | { id: NotificationId }): Promise<void> =>
    markNotificationsRead({ ...ctx, actor: { type: "user", id: userId } }, userId, which);
  for (const { userId, upTo } of await listNotifiedBefore(ctx, new Date(now - UNREAD_MS)))
    await markRead(userId, { upTo });
  for (const { userId, id } of await listNotifiedOften(ctx, UNREAD_MOST)) await markRead(userId, { id });
}
