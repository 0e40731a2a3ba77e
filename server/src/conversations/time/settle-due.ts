import { type ConversationId, Refusal } from "@guichet/contract";
import { type Ctx, type Database, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import type { Log } from "../../lib/log.ts";
import { changeStatus } from "../change-status.ts";
import { type Conversation, factsOf } from "../conversation.ts";
import { lockConversation, updateConversation } from "../conversations.sql.ts";
import { findReason, givesAutoReasons } from "../resolving/resolving.sql.ts";
import { systemBoomerangHours } from "../system-boomerang.sql.ts";
import { resolvesAt } from "./auto-resolve.ts";
import { type Boomerang, boomerangColumns, boomerangOf } from "./boomerang.ts";
import { type DueConversation, isChannelGone, listDue } from "./due.sql.ts";
import { writeBoomerang } from "./set-boomerang.ts";

export type DueDeps = { readonly database: Database; readonly now: () => Date; readonly log: Log };

/** Somebody is in it: auto-resolve looks again after this long. Milliseconds. */
const HELD_MS = 60_000;
const REST_MS = 60_000;
const AT_ONCE = 100;
/** Conversations on which it stumbled → until when they rest; the ones behind them go on. */
type Resting = Map<ConversationId, number>;

/**
 * Brings back what has a boomerang due and resolves what is too old (W58, W62), each in a transaction of its own. Whoever comes
 * second finds the row changed and does nothing, so any number of processes may do this at once; what fell due while the
 * product was down is done late. Answers how many there were; fewer than a round takes means that nothing is left.
 */
export async function settleDue(deps: DueDeps, resting: Resting = new Map()): Promise<{ done: number; more: boolean }> {
  const now = deps.now();
  for (const [id, until] of resting) if (until <= now.getTime()) resting.delete(id);
  const due = await listDue(deps.database, now, [...resting.keys()], AT_ONCE);
  for (const one of due) {
    try {
      await settleOne(deps, one);
    } catch (error) {
      resting.set(one.id, now.getTime() + REST_MS);
      deps.log.error("a conversation could not be brought back or resolved in time", { conversation: one.id }, error);
    }
  }
  return { done: due.length, more: due.length === AT_ONCE };
}

async function settleOne(deps: DueDeps, { organization_id, id }: DueConversation): Promise<void> {
  const ctx: Ctx = {
    db: deps.database.of(organization_id),
    organizationId: organization_id,
    actor: { type: "system", name: "Guichet" },
    now: deps.now,
    log: deps.log,
  };
  await inTransaction(ctx, async (trx) => {
    const conversation = await lockConversation(trx, id);
    // Under the row's lock: a contact, a colleague or another process may have been faster.
    if (conversation !== undefined) await settle(trx, conversation);
    await failpoint("due.before_commit");
  });
  await failpoint("due.after_commit");
}

async function settle(ctx: Ctx, conversation: Conversation): Promise<void> {
  const now = ctx.now();
  const boomerang = boomerangOf(conversation);
  const resolve = resolvesAt(conversation.status, conversation.auto_resolve, {
    statusSince: conversation.status_since,
    arrivedAt: conversation.arrived_at,
  });
  // Whichever comes first; resolving then ends the boomerang (W65).
  if (boomerang !== null && boomerang.at <= now && (resolve === null || boomerang.at <= resolve))
    return await comeBack(ctx, conversation, boomerang);
  if (resolve === null) return;
  if (resolve > now) return await lookAgain(ctx, conversation, resolve);
  if (conversation.lock_user_id !== null) return await lookAgain(ctx, conversation, new Date(now.getTime() + HELD_MS));
  await autoResolve(ctx, conversation);
}

async function lookAgain(ctx: Ctx, conversation: Conversation, at: Date): Promise<void> {
  if (conversation.resolve_at === null || conversation.resolve_at > ctx.now()) return;
  await updateConversation(ctx, conversation.id, { resolve_at: at });
}

/** W61: with the reason it was promised with, when reasons are on for auto-resolve. */
async function autoResolve(ctx: Ctx, conversation: Conversation): Promise<void> {
  if (conversation.status === "resolved") return;
  const { reasonId } = conversation.auto_resolve[conversation.status];
  const reason = reasonId !== null && (await givesAutoReasons(ctx)) ? await findReason(ctx, reasonId) : undefined;
  await changeStatus(ctx, conversation, "auto_resolve", {
    resolution: { reasonId: reason === undefined ? null : reasonId, reason: reason?.name ?? null, comment: "" },
  });
}

async function comeBack(ctx: Ctx, conversation: Conversation, boomerang: Boomerang): Promise<void> {
  // The system's own, and it was switched off meanwhile.
  if (boomerang.by === null && (await systemBoomerangHours(ctx)) === null)
    return await writeBoomerang(ctx, conversation, null, "boomerang");
  // Nobody reaches it any more: what is Resolved stays so.
  if (await isChannelGone(ctx, conversation.channel_id))
    return await writeBoomerang(ctx, conversation, null, "channel_removed");
  try {
    await changeStatus(ctx, conversation, "boomerang_due");
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "open_conversation_exists") throw error;
    const newer = error.details.conversationId as ConversationId;
    await wakeNewer(ctx, conversation, newer, boomerang);
  }
}

/** Decision 3: a newer conversation of the contact is open, so that one comes to New; both tell why. */
async function wakeNewer(ctx: Ctx, older: Conversation, newerId: ConversationId, boomerang: Boomerang): Promise<void> {
  const newer = await lockConversation(ctx, newerId);
  // Resolved in this very moment: looked at again, and the older one comes back itself.
  if (newer === undefined || newer.status === "resolved") return;
  const awake = await changeStatus(ctx, newer, "boomerang_due", { came: boomerang });
  await updateConversation(ctx, older.id, { ...boomerangColumns(null), last_seq: older.last_seq + 1 });
  await updateConversation(ctx, newerId, { last_seq: awake.last_seq + 1 });
  const { by, note } = boomerang;
  await appendEvents(ctx, [
    {
      type: "boomerang.woke_newer",
      data: { ...factsOf(older), by, note, side: "older", otherId: newerId },
      seq: older.last_seq + 1,
    },
    {
      type: "boomerang.woke_newer",
      data: { ...factsOf(awake), by, note, side: "newer", otherId: older.id },
      seq: awake.last_seq + 1,
    },
  ]);
}
