import type { Database } from "../db/index.ts";
import { deleteClaimedMails } from "./mailing/notification-mails.sql.ts";
import { deleteOldNotifications } from "./notifications.sql.ts";

const KEPT_DAYS = 90;
const STEP = 2000;

/** For a job: notifications are kept for 90 days; a mail that was taken a day ago and is still here died with its sender. */
export async function sweepNotifications({
  database: { system },
  now,
}: {
  readonly database: Pick<Database, "system">;
  readonly now: () => Date;
}): Promise<number> {
  const ago = (days: number) => new Date(now().getTime() - days * 86_400_000);
  const claimed = await deleteClaimedMails(system, ago(1), STEP);
  return claimed + (await deleteOldNotifications(system, ago(KEPT_DAYS), STEP));
}
