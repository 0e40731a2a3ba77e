import { type MessageId, Refusal, type ScheduleStop } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { lockConversation } from "../conversations.sql.ts";
import { isChannelGone } from "../time/due.sql.ts";
import type { DueDeps } from "../time/settle-due.ts";
import {
  contactWroteSince,
  type DueReply,
  findScheduled,
  listDueReplies,
  lockScheduled,
  type Scheduled,
} from "./scheduled.sql.ts";
import { sendScheduled } from "./send-scheduled.ts";
import { stopScheduled } from "./stop-scheduled.ts";

const REST_MS = 60_000;
const AT_ONCE = 100;

/**
 * Sends what is due, each in a transaction of its own: message, outbox and events are written with the end of the schedule, or
 * nothing is. Whoever comes second finds it gone. What fell due while the product was down leaves late; what the contact was
 * faster than does not leave.
 */
export async function sendDue(
  deps: DueDeps,
  resting: Map<MessageId, number> = new Map(),
): Promise<{ done: number; more: boolean }> {
  const now = deps.now();
  for (const [id, until] of resting) if (until <= now.getTime()) resting.delete(id);
  const due = await listDueReplies(deps.database, now, [...resting.keys()], AT_ONCE);
  for (const one of due) {
    try {
      await sendOne(ctxOf(deps, one), one.id);
    } catch (error) {
      resting.set(one.id, now.getTime() + REST_MS);
      deps.log.error("a scheduled reply could not be sent in time", { message: one.id }, error);
    }
  }
  return { done: due.length, more: due.length === AT_ONCE };
}

function ctxOf(deps: DueDeps, { organization_id }: DueReply): Ctx {
  return {
    db: deps.database.of(organization_id),
    organizationId: organization_id,
    actor: { type: "system", name: "Guichet" },
    now: deps.now,
    log: deps.log,
  };
}

async function sendOne(ctx: Ctx, id: MessageId): Promise<void> {
  try {
    await withDue(ctx, id, async (trx, conversation, scheduled) => {
      if (await contactWroteSince(trx, scheduled)) await stopScheduled(trx, conversation, scheduled, "contact_wrote");
      else await sendScheduled(trx, conversation, scheduled);
      await failpoint("due.before_commit");
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Nothing of the attempt was kept. It is stopped, unless it was changed in between.
    await withDue(ctx, id, async (trx, conversation, scheduled) =>
      stopScheduled(trx, conversation, scheduled, await causeOf(trx, scheduled, error), error.code),
    );
  }
  await failpoint("due.after_commit");
}

type Work = (
  ctx: Ctx,
  conversation: NonNullable<Awaited<ReturnType<typeof lockConversation>>>,
  scheduled: Scheduled,
) => Promise<void>;

/** Under both locks, the conversation's first: a contact, a colleague or another process may have been faster. */
async function withDue(ctx: Ctx, id: MessageId, work: Work): Promise<void> {
  await inTransaction(ctx, async (trx) => {
    const found = await findScheduled(trx, id);
    if (found === undefined) return;
    const conversation = await lockConversation(trx, found.conversation_id);
    const scheduled = await lockScheduled(trx, id);
    if (conversation === undefined || scheduled?.state !== "waiting" || scheduled.due_at > trx.now()) return;
    await work(trx, conversation, scheduled);
  });
}

async function causeOf(ctx: Ctx, scheduled: Scheduled, { code }: Refusal): Promise<ScheduleStop> {
  if (code === "open_conversation_exists") return "newer_conversation";
  if (code !== "not_found" && code !== "not_allowed") return "refused";
  return (await isChannelGone(ctx, scheduled.channel_id)) ? "channel_gone" : "author_gone";
}
