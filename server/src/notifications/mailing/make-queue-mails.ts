import { quietUntil } from "@guichet/contract";
import type { Ctx, Database } from "../../db/index.ts";
import { inTransaction } from "../../db/index.ts";
import type { Log } from "../../lib/log.ts";
import { channelRolesOf, getUserRow, limitsOf } from "../../users/index.ts";
import { addQueueMail } from "./notification-mails.sql.ts";
import {
  countQueueFor,
  listQueueReaders,
  lockQueueState,
  type QueueReader,
  writeQueueState,
} from "./queue-mails.sql.ts";
import { QUEUE_QUIET_MS, queueNews } from "./queue-news.ts";

export type QueueMailDeps = { readonly database: Database; readonly now: () => Date; readonly log: Log };

/**
 * W146: a mail for everybody who wants to hear of the queue and has something to hear, in one go at most every 15 minutes.
 * That it was told and the mail are one transaction, so that processes which look at once, or die half-way, write one mail.
 */
export async function makeQueueMails(deps: QueueMailDeps): Promise<number> {
  const toldBefore = new Date(deps.now().getTime() - QUEUE_QUIET_MS);
  let made = 0;
  for (const reader of await listQueueReaders(deps.database.system, toldBefore))
    if (await makeFor(deps, reader, toldBefore)) made += 1;
  return made;
}

async function makeFor(deps: QueueMailDeps, reader: QueueReader, toldBefore: Date): Promise<boolean> {
  const { organizationId, userId } = reader;
  const ctx: Ctx = {
    db: deps.database.of(organizationId),
    organizationId,
    actor: { type: "system", name: "Guichet" },
    now: deps.now,
    log: deps.log,
  };
  return await inTransaction(ctx, async (inside) => {
    const state = await lockQueueState(inside, userId, toldBefore);
    if (state === undefined) return false;
    // What happens in quiet hours is told behind them, in one mail.
    const { time_zone } = await getUserRow(inside, userId);
    if (quietUntil(state.choices.quiet ?? null, inside.now(), time_zone) !== undefined) return false;
    const channels = [...(await channelRolesOf(inside, userId)).keys()];
    const limited = (await limitsOf(inside, userId)).size > 0;
    const counted = await countQueueFor(inside, { userId, channels, limited }, state.since);
    const now = { ...counted, since: state.since, wasAbove: state.above };
    const { news, above } = queueNews(state.choices.email, now);
    if (news !== undefined) await addQueueMail(inside, userId, news);
    if (news !== undefined || above !== state.above)
      await writeQueueState(inside, userId, above, news === undefined ? null : inside.now());
    return news !== undefined;
  });
}
