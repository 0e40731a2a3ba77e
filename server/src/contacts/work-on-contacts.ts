import type { OrganizationId } from "@guichet/contract";
import type { Ctx, Database } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import { clearValues, type HasOpenConversation } from "./clearing/clear-values.ts";
import { listDue, purgeAttributes, purgeNotes } from "./clearing/clearing.sql.ts";
import { listComputing } from "./groups/compute-groups.sql.ts";
import { computeGroups } from "./groups/compute-groups.ts";
import { listWordless, writeWords } from "./list/words.sql.ts";

type Deps = {
  readonly database: Database;
  readonly now: () => Date;
  readonly log: Log;
  readonly hasOpenConversation: HasOpenConversation;
};

/** One round takes at most about so long; the rest comes with the next one. Milliseconds. */
const ROUND_MS = 700;
const STEP = 2000;
const DUE_AT_ONCE = 50;
const NOTES_WAIT_MS = 3_600_000;

/**
 * For a job: rules applied to all contacts, words for the search, values whose time has come, and what was deleted. Several
 * processes may do it at once; each step is a transaction, and what one of them holds the others pass over.
 */
export async function workOnContacts(deps: Deps): Promise<void> {
  const { system } = deps.database;
  const end = Date.now() + ROUND_MS;
  for (const id of await listComputing(system)) await repeat(end, () => computeGroups(ctxOf(deps, id)));
  for (const id of await listWordless(system)) await repeat(end, () => writeWords(ctxOf(deps, id)));
  for (const due of await listDue(system, deps.now(), DUE_AT_ONCE))
    await clearValues(ctxOf(deps, due.organizationId), due.id, deps.hasOpenConversation);
  await repeat(end, () => purgeAttributes(system, STEP));
  await purgeNotes(system, new Date(deps.now().getTime() - NOTES_WAIT_MS));
}

async function repeat(end: number, step: () => Promise<boolean>): Promise<void> {
  while ((await step()) && Date.now() < end);
}

function ctxOf({ database, now, log }: Deps, organizationId: OrganizationId): Ctx {
  return {
    db: database.of(organizationId),
    organizationId,
    actor: { type: "system", name: "Guichet" },
    now,
    log,
  };
}
