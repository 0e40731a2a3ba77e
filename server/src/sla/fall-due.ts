import type { ConversationId, OrganizationId, SlaActions } from "@guichet/contract";
import { type Conversation, lockConversation, removeAssigneeBySla, sendWhileWaiting } from "../conversations/index.ts";
import { type Ctx, type Database, inTransaction } from "../db/index.ts";
import { hasUnheard } from "../events/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import type { Log } from "../lib/log.ts";
import { fallDue, fallsDue } from "./clock.ts";
import { type DueClock, findRunning, listDueClocks } from "./clocks.sql.ts";
import type { SlaPolicies } from "./policies-of-channels.ts";
import { SLA_HEARS, SLA_LISTENER } from "./sla.listeners.ts";
import { writeClock } from "./write-clock.ts";

export type DueDeps = {
  readonly database: Database;
  readonly policies: SlaPolicies;
  readonly now: () => Date;
  readonly log: Log;
};

export const HEARD_BY = { listener: SLA_LISTENER, types: SLA_HEARS };
const AT_ONCE = 100;
/** What cannot be decided yet is looked at again after so long; what failed, too. Milliseconds. */
const SOON_MS = 900;
const REST_MS = 60_000;
/** Clocks that rest → until when. */
export type Resting = Map<string, number>;

/**
 * Tells of clocks that are almost breached and of those that are, and does what their policy wants then, once: each in a
 * transaction that holds the conversation, so that any number of processes may do this at once and one that dies half-way has
 * done nothing. What fell due while nobody looked is told late. Answers how many there were; `more`: there may be others.
 */
export async function fallAllDue(
  deps: DueDeps,
  resting: Resting = new Map(),
): Promise<{ done: number; more: boolean }> {
  const now = deps.now();
  for (const [id, until] of resting) if (until <= now.getTime()) resting.delete(id);
  const due = await listDueClocks(deps.database, now, [...resting.keys()], AT_ONCE);
  for (const one of due) {
    try {
      const settled = await inTransaction(ctxFor(deps, one.organization_id), (trx) => fallOneDue(deps, trx, one));
      if (!settled) resting.set(one.id, now.getTime() + SOON_MS);
      await failpoint("sla.after_commit");
    } catch (error) {
      resting.set(one.id, now.getTime() + REST_MS);
      deps.log.error("a clock of an SLA policy could not be settled", { clock: one.id }, error);
    }
  }
  return { done: due.length, more: due.length === AT_ONCE };
}

export function ctxFor(deps: Pick<DueDeps, "database" | "now" | "log">, organizationId: OrganizationId): Ctx {
  return {
    db: deps.database.of(organizationId),
    organizationId,
    actor: { type: "system", name: "Guichet" },
    now: deps.now,
    log: deps.log,
  };
}

/** False: it must be looked at again soon. */
async function fallOneDue(deps: DueDeps, ctx: Ctx, { id, conversation_id }: DueClock): Promise<boolean> {
  const conversation = await lockConversation(ctx, conversation_id);
  const clock = await findRunning(ctx, conversation_id);
  if (conversation === undefined || clock?.id !== id) return true;
  const what = fallsDue(clock, ctx.now().getTime());
  if (what === undefined) return true;
  // The contact may be answered by now, which the listener that keeps the clocks has yet to hear.
  if (await isBehind(deps, ctx.organizationId, conversation_id)) return false;
  const policy = await deps.policies.ofChannel(ctx.organizationId, clock.channelId);
  // Another policy holds since just now: what waits is about to be counted anew.
  if (policy?.id !== clock.policyId) return false;
  const after = await writeClock(ctx, fallDue(clock, what), policy.name, what);
  await act(ctx, after, what === "warned" ? policy.onWarning : policy.onBreach, what);
  await failpoint("sla.before_commit");
  return true;
}

export async function isBehind(
  { database }: Pick<DueDeps, "database">,
  organizationId: OrganizationId,
  conversationId: ConversationId,
): Promise<boolean> {
  return await hasUnheard(database.system, organizationId, conversationId, HEARD_BY);
}

/** R85. */
async function act(
  ctx: Ctx,
  conversation: Conversation,
  { message, unassign }: SlaActions,
  what: "warned" | "breached",
): Promise<void> {
  const written = message === null ? undefined : await sendWhileWaiting(ctx, conversation, message);
  if (unassign)
    await removeAssigneeBySla(ctx, written ?? conversation, what === "warned" ? "sla_warned" : "sla_breached");
}
