import { Refusal } from "@guichet/contract";
import { type BulkOutcome, doInBulk, undoInBulk } from "../conversations/index.ts";
import { type Ctx, type Database, inTransaction } from "../db/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import type { Round } from "../lib/keep-looking.ts";
import type { Log } from "../lib/log.ts";
import {
  type BulkItem,
  claimItem,
  countStumble,
  finishAction,
  listRunning,
  type RunningAction,
  writeDone,
  writeSkipped,
} from "./bulk-work.sql.ts";
import { skipReasonOf } from "./skip-reason.ts";

export type BulkDeps = { readonly database: Database; readonly now: () => Date; readonly log: Log };

/** So many actions take turns, so many conversations each, worked on by so many at once. */
const ACTIONS = 20;
const TURN = 50;
const LANES = 3;
/** A conversation on which it stumbled so often is given up. */
const MOST_STUMBLES = 3;

/**
 * One round: a few conversations of every running action. Each is a transaction that holds its item's row, does the deed and
 * writes the outcome beside it, so any number of processes may work at once, and after a crash the rest is done, nothing twice.
 * Answers how many were looked at, and whether something is left.
 */
export async function runBulkActions(deps: BulkDeps): Promise<Round> {
  let done = 0;
  let more = false;
  for (const action of await listRunning(deps.database, ACTIONS)) {
    const ctx = ctxOf(deps, action);
    const turn = { left: TURN };
    const lanes = Array.from({ length: LANES }, () => walk(ctx, action, turn));
    const walked = (await Promise.all(lanes)).reduce((sum, one) => sum + one, 0);
    done += walked;
    if (walked < TURN) await finishAction(ctx, action.id);
    else more = true;
  }
  return { done, more };
}

/** The person who wanted it is the actor: what they may do now decides. */
function ctxOf(deps: BulkDeps, action: RunningAction): Ctx {
  return {
    db: deps.database.of(action.organization_id),
    organizationId: action.organization_id,
    actor: { type: "user", id: action.user_id },
    now: deps.now,
    log: deps.log,
  };
}

async function walk(ctx: Ctx, action: RunningAction, turn: { left: number }): Promise<number> {
  let worked = 0;
  while (turn.left > 0) {
    turn.left -= 1;
    if (!(await workOnNext(ctx, action))) return worked;
    worked += 1;
  }
  return worked;
}

async function workOnNext(ctx: Ctx, action: RunningAction): Promise<boolean> {
  const at: { item?: BulkItem } = {};
  try {
    await inTransaction(ctx, async (trx) => {
      at.item = await claimItem(trx, action.id);
      if (at.item === undefined) return;
      const outcome = await attempt(trx, action, at.item);
      if (outcome.type === "done") await writeDone(trx, action.id, at.item.place, outcome.trace);
      else await writeSkipped(trx, action.id, at.item.place, outcome);
      await failpoint("bulk.before_commit");
    });
    await failpoint("bulk.after_commit");
  } catch (error) {
    if (at.item === undefined) throw error;
    await setAside(ctx, action, at.item, error);
  }
  return at.item !== undefined;
}

async function attempt(ctx: Ctx, { deed }: RunningAction, item: BulkItem): Promise<BulkOutcome> {
  if (deed.type !== "undo") return await doInBulk(ctx, item.conversation_id, deed);
  if (item.trace === null) return { type: "skipped", reason: "changed_since" };
  return await undoInBulk(ctx, item.conversation_id, item.trace);
}

/** Whatever it had written is rolled back; the reason is noted by itself. */
async function setAside(ctx: Ctx, action: RunningAction, item: BulkItem, error: unknown): Promise<void> {
  const why = error instanceof Refusal ? skipReasonOf(error) : undefined;
  if (why !== undefined) return await writeSkipped(ctx, action.id, item.place, why);
  ctx.log.error("a bulk action stumbled over a conversation", { conversation: item.conversation_id }, error);
  await countStumble(ctx, action.id, item.place, MOST_STUMBLES);
}
