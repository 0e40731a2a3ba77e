import { type Prioritization, type patchPrioritizationBody, Refusal } from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../../events/index.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  changedFields,
  inAuditedTransaction,
  lockSettings,
} from "../../organizations/index.ts";
import { deleteEntries, type Entry, insertEntries, listThere, readPrioritization } from "./prioritization.sql.ts";

/**
 * Adds and takes away what is answered sooner. Conversations that wait get their new place within seconds. Refuses with
 * `not_found` for a topic, contact group or channel that is not there.
 */
export async function changePrioritization(
  ctx: AuditedCtx,
  { add, remove }: z.output<typeof patchPrioritizationBody>,
): Promise<Prioritization> {
  return await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const before = await readPrioritization(inside);
    await deleteEntries(inside, "topic", remove.topicIds ?? []);
    await deleteEntries(inside, "contact_group", remove.contactGroupIds ?? []);
    await deleteEntries(inside, "channel", remove.channelIds ?? []);
    await addEntries(inside, [
      ...(add.topicIds ?? []).map((id): Entry => ({ kind: "topic", id, visibility: null })),
      ...(add.contactGroupIds ?? []).map((id): Entry => ({ kind: "contact_group", id, visibility: null })),
      ...(add.channels ?? []).map((one): Entry => ({ kind: "channel", id: one.channelId, visibility: one.visibility })),
    ]);
    const after = await readPrioritization(inside);
    const changes = changedFields(before, after);
    if (changes !== undefined) {
      await appendSettingsChange(inside, { action: "prioritization.edited", subject: "Prioritization", ...changes });
      await appendEvents(inside, [{ type: "prioritization.changed", data: {} }]);
    }
    return after;
  });
}

async function addEntries(ctx: AuditedCtx, entries: readonly Entry[]): Promise<void> {
  for (const [kind, own] of Map.groupBy(entries, (entry) => entry.kind)) {
    const ids = own.map((entry) => entry.id);
    if (new Set(ids).size !== ids.length)
      throw new Refusal("invalid_input", { fields: [{ path: "add", problem: "named twice" }] });
    const there = await listThere(ctx, kind, ids);
    if (ids.some((id) => !there.has(id))) throw new Refusal("not_found");
  }
  await insertEntries(ctx, entries);
}
