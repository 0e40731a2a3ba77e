import type { OrganizationId } from "@guichet/contract";
import { type Ctx, type Database, type Db, inTransaction } from "../db/index.ts";
import type { Log } from "../lib/log.ts";

export type RoundDeps = {
  readonly database: Database;
  readonly now: () => Date;
  readonly log: Log;
  /** Events were appended. */
  readonly wake: () => void;
};
/** `changed`: so many conversations. */
export type Step = { readonly more: boolean; readonly changed: number };
export const NOTHING_DONE: Step = { more: false, changed: 0 };

/** One round takes at most about so long; the rest comes with the next one. Milliseconds. */
const ROUND_MS = 700;

/**
 * For a job: goes through the conversations of each organization that is due, in steps. Several processes may do it at once;
 * each step is a transaction that also writes how far it has come, so after a crash the rest is done, nothing twice.
 */
export function inRounds(
  deps: RoundDeps,
  listDue: (system: Db, now: Date) => Promise<readonly OrganizationId[]>,
  takeStep: (ctx: Ctx) => Promise<Step>,
): () => Promise<void> {
  return async () => {
    const end = Date.now() + ROUND_MS;
    for (const organizationId of await listDue(deps.database.system, deps.now())) {
      if (Date.now() >= end) return;
      try {
        await goOn(ctxOf(deps, organizationId), deps.wake, takeStep, end);
      } catch (error) {
        // Done again in the next round; the others are not kept waiting.
        deps.log.error("a round stumbled in one organization", { organization: organizationId }, error);
      }
    }
  };
}

async function goOn(ctx: Ctx, wake: () => void, takeStep: (ctx: Ctx) => Promise<Step>, end: number): Promise<void> {
  let step: Step = { more: true, changed: 0 };
  while (step.more && Date.now() < end) {
    step = await inTransaction(ctx, takeStep);
    if (step.changed > 0) wake();
  }
}

function ctxOf({ database, now, log }: RoundDeps, organizationId: OrganizationId): Ctx {
  return { db: database.of(organizationId), organizationId, actor: { type: "system", name: "Guichet" }, now, log };
}
