import {
  type ContactId,
  type contactDeletions,
  type DeletionPreview,
  type listMutedQuery,
  Refusal,
  type UserId,
} from "@guichet/contract";
import type { z } from "zod";
import {
  accessContact,
  linkedContacts,
  loadContactSummaries,
  mayDelete,
  readPlace,
  writePlace,
} from "../contacts/index.ts";
import { type Ctx, inTransaction } from "../db/index.ts";
import { cleanText } from "../lib/clean-text.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { type AuditedCtx, appendSettingsChange, inAuditedTransaction } from "../organizations/index.ts";
import {
  countConversations,
  cutOff,
  insertDeletion,
  listLogRows,
  listParties,
  lockContactRow,
} from "./deletions.sql.ts";

/** W125: an Admin who sees every channel; a contact one does not see is *not found*. */
async function accessForDeletion(ctx: Ctx, id: ContactId): Promise<void> {
  const { reach } = await accessContact(ctx, id, "see");
  if (!(await mayDelete(ctx, reach))) throw new Refusal("not_allowed");
}

/** Before: how much goes, and who is the same person elsewhere and is not deleted with it. */
export async function previewDeletion(ctx: Ctx, id: ContactId): Promise<DeletionPreview> {
  await accessForDeletion(ctx, id);
  const linked = await linkedContacts(ctx, id);
  const known = await loadContactSummaries(ctx, linked);
  return {
    conversations: await countConversations(ctx, id),
    linked: await Promise.all(
      linked.map(async (other) => ({
        id: other,
        name: known.get(other)?.summary.name ?? "",
        platforms: [...new Set((await listParties(ctx, other)).map(({ platform }) => platform))],
      })),
    ),
  };
}

/**
 * Cuts the contact off and hands it to the job: from this commit on whoever writes under the same id is somebody new. Asked for
 * twice, it is one deletion. The log of settings names platforms and nobody, for it is never rewritten.
 */
export async function requestDeletion(ctx: AuditedCtx, id: ContactId, hint: string): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    await accessForDeletion(inside, id);
    const by = inside.actor.type === "user" ? inside.actor.id : null;
    const parties = await beginDeletion(inside, { id: uuidV7(), contactId: id, hint: cleanText(hint), by });
    if (parties === undefined) return;
    const platforms = [...new Set(parties.map(({ platform }) => platform))];
    await appendSettingsChange(inside, { action: "contact.deleted", subject: platforms.join(", ") });
  });
}

/** Undefined: gone, or being deleted already. */
export async function beginDeletion(
  ctx: Ctx,
  deletion: {
    readonly id: string;
    readonly contactId: ContactId;
    readonly hint: string | null;
    readonly by: UserId | null;
    readonly at?: Date;
  },
): Promise<Awaited<ReturnType<typeof listParties>> | undefined> {
  return await inTransaction(ctx, async (inside) => {
    if (!(await lockContactRow(inside, deletion.contactId))) return undefined;
    const parties = await listParties(inside, deletion.contactId);
    if (!(await insertDeletion(inside, { ...deletion, at: deletion.at ?? inside.now(), parties }))) return undefined;
    await cutOff(inside, deletion.contactId, inside.now());
    return parties;
  });
}

/** W127: who was deleted, newest first. */
export async function listDeletions(
  ctx: Ctx,
  query: z.output<typeof listMutedQuery>,
): Promise<z.output<typeof contactDeletions>> {
  const rows = await listLogRows(ctx, query.search?.trim() ?? "", readPlace(query.after), query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      id: row.id,
      hint: row.hint,
      platforms: row.platforms,
      askedAt: row.asked_at.toISOString(),
      doneAt: row.done_at?.toISOString() ?? null,
      by: row.by,
    })),
    next: rows.length > query.limit && last !== undefined ? writePlace(last) : null,
  };
}
