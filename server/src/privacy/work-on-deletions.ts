import type { ChannelId, ContactId, ConversationId, OrganizationId } from "@guichet/contract";
import { type Ctx, type Database, type Db, type ErasedParty, transact } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import type { FileStore, FindNamed } from "../files/index.ts";
import { backoffMs } from "../lib/backoff.ts";
import { appendToLedger, readLedger } from "../lib/deletion-ledger.ts";
import { failpoint } from "../lib/failpoint.ts";
import type { Log } from "../lib/log.ts";
import { blankEvents } from "./blank-events.sql.ts";
import {
  claimDeletion,
  type Deletion,
  endDeletion,
  hasContact,
  lockContactRow,
  noteErased,
  readDeletion,
  updateDeletion,
} from "./deletions.sql.ts";
import { emptyDeliveries, emptyThese } from "./empty-deliveries.sql.ts";
import { eraseContact } from "./erase-contact.sql.ts";
import { eraseConversation, listConversations } from "./erase-conversation.sql.ts";
import { beginDeletion } from "./request-deletion.ts";

export type DeletionDeps = {
  readonly database: Database;
  readonly files: Pick<FileStore, "remove">;
  /** Every table that names files: one that another row names stays. */
  readonly named: readonly FindNamed[];
  readonly ledger: string;
  readonly now: () => Date;
  readonly log: Log;
  /** After a commit. */
  readonly wake: () => void;
};

const AT_ONCE = 20;
const HELD_WAIT_MS = 3_600_000;

/**
 * The job behind W126. Every step is a transaction or can be done again, and what is left to do stands in the deletion's row:
 * killed anywhere, it goes on from there. Several processes may work; each takes another deletion.
 */
export async function workOnDeletions(deps: DeletionDeps): Promise<void> {
  for (;;) {
    const deletion = await claimDeletion(deps.database.system);
    if (deletion === undefined) return;
    try {
      if (deletion.done_at === null) await erase(deps, deletion);
      else await lookAtHeld(deps, deletion);
    } catch (error) {
      const failures = deletion.failures + 1;
      const wait = backoffMs(failures, { baseMs: 1000, capMs: 600_000, random: Math.random });
      deps.log.error(
        "a contact could not be deleted yet, tried again soon",
        { deletion: deletion.id, failures },
        error,
      );
      const next_attempt_at = new Date(Date.now() + wait);
      await updateDeletion(deps.database.system, deletion, { failures, next_attempt_at });
    }
  }
}

async function erase(deps: DeletionDeps, deletion: Deletion): Promise<void> {
  const { system } = deps.database;
  const { organization_id: organizationId, contact_id: contactId } = deletion;
  if (!deletion.in_ledger) {
    // Before anything goes: whatever is restored later, this is known.
    const at = deletion.asked_at.toISOString();
    const ids = { organizationId, deletionId: deletion.id, contactId, by: deletion.by_id };
    await appendToLedger(deps.ledger, { ...ids, at });
    await updateDeletion(system, deletion, { in_ledger: true });
  }
  await failpoint("erase.between_steps");
  for (;;) {
    const ids = await listConversations({ db: system, organizationId }, contactId, AT_ONCE);
    for (const id of ids) await eraseOne(deps, deletion, id);
    if (ids.length === 0) break;
  }
  await eraseRest(deps, deletion);
  await failpoint("erase.between_steps");
  const { conversation_ids, parties, looked_after } = await readDeletion(system, deletion);
  await blankEvents({ db: system, organizationId }, conversation_ids);
  await failpoint("erase.between_steps");
  await lookThroughDeliveries(deps, deletion, parties, looked_after);
  await failpoint("erase.between_steps");
  const { files } = await readDeletion(system, deletion);
  await removeFiles(deps, files);
  await failpoint("erase.between_steps");
  await endDeletion(system, deletion, deps.now());
}

async function eraseOne(deps: DeletionDeps, deletion: Deletion, id: ConversationId): Promise<void> {
  const { organization_id: organizationId } = deletion;
  await transact(deps.database.system, async (db) => {
    const erased = await eraseConversation({ db, organizationId }, id);
    if (erased === undefined) return;
    await noteErased(db, deletion, { conversationId: id, files: erased.files });
    await appendEvents(ctxOf(deps, db, organizationId), [{ type: "conversation.deleted", data: erased.facts }]);
  });
  deps.wake();
  await failpoint("erase.between_steps");
}

async function eraseRest(deps: DeletionDeps, deletion: Deletion): Promise<void> {
  const { organization_id: organizationId, contact_id: contactId, parties } = deletion;
  await transact(deps.database.system, async (db) => {
    // An earlier try came as far as this.
    if (!(await lockContactRow({ db, organizationId }, contactId))) return;
    const files = await eraseContact({ db, organizationId }, contactId, parties);
    await noteErased(db, deletion, { files });
    const channelIds: ChannelId[] = [...new Set(parties.map(({ channelId }) => channelId))];
    await appendEvents(ctxOf(deps, db, organizationId), [{ type: "contact.deleted", data: { contactId, channelIds } }]);
  });
  deps.wake();
}

async function lookThroughDeliveries(
  deps: DeletionDeps,
  deletion: Deletion,
  parties: readonly ErasedParty[],
  from: string | null,
): Promise<void> {
  const { system } = deps.database;
  for (let after = from; ; ) {
    const { organization_id: organizationId } = deletion;
    const { last, held } = await emptyDeliveries({ db: system, organizationId }, parties, after);
    if (held.length > 0) await noteErased(system, deletion, { files: [], held });
    if (last === undefined) return;
    after = last;
    await updateDeletion(system, deletion, { looked_after: last });
  }
}

/** Deliveries that held something unsettled: again each hour until there is none. */
async function lookAtHeld(deps: DeletionDeps, deletion: Deletion): Promise<void> {
  const { system } = deps.database;
  const scope = { db: system, organizationId: deletion.organization_id };
  const held = await emptyThese(scope, [...new Set(deletion.held_deliveries)]);
  const next_attempt_at = new Date(Date.now() + HELD_WAIT_MS);
  await updateDeletion(system, deletion, { held_deliveries: held, next_attempt_at });
}

async function removeFiles({ files, named }: DeletionDeps, keys: readonly string[]): Promise<void> {
  let left = [...new Set(keys)];
  for (const find of named) {
    if (left.length === 0) return;
    const found = new Set(await find(left));
    left = left.filter((key) => !found.has(key));
  }
  for (const key of left) await files.remove(key);
}

/** After a restore: whoever the ledger names and is there again is deleted again. Answers how many. */
export async function applyLedger(deps: DeletionDeps): Promise<number> {
  let again = 0;
  for (const line of await readLedger(deps.ledger)) {
    const organizationId = line.organizationId as OrganizationId;
    if (!(await hasContact(deps.database.system, organizationId, line.contactId))) continue;
    const ctx = ctxOf(deps, deps.database.of(organizationId), organizationId);
    const begun = await beginDeletion(ctx, {
      ...{ id: line.deletionId, contactId: line.contactId as ContactId, hint: null },
      ...{ by: line.by as Deletion["by_id"], at: new Date(line.at) },
    });
    if (begun !== undefined) again += 1;
  }
  if (again > 0) deps.log.warn("contacts that were deleted before are deleted again", { contacts: again });
  return again;
}

function ctxOf({ now, log }: DeletionDeps, db: Db, organizationId: OrganizationId): Ctx {
  return { db, organizationId, actor: { type: "system", name: "Guichet" }, now, log };
}
