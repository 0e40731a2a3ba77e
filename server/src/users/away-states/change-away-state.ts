import { type AwayStateId, type AwayStateView, type patchAwayStateBody, Refusal } from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../../events/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { type AuditedCtx, appendSettingsChange, changedFields, settleSettings } from "../../organizations/index.ts";
import {
  type AwayStateRow,
  findAwayStateRow,
  insertAwayState,
  listAwayStateRows,
  updateAwayState,
} from "./away-states.sql.ts";

const UNIQUE = { away_states_name: "name" };

/** More than anybody can choose from; a guard for the menu. */
const MOST = 50;
type Change = "created" | "edited" | "deleted" | "restored";

export async function listAwayStates(ctx: Pick<AuditedCtx, "db" | "organizationId">): Promise<AwayStateView[]> {
  return (await listAwayStateRows(ctx.db, ctx.organizationId)).map(toView);
}

/** A new away state, enabled at once (W32). Names are unique in the organization, whatever their case. */
export async function createAwayState(ctx: AuditedCtx, name: string): Promise<AwayStateView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    if ((await listAwayStateRows(inside.db, inside.organizationId)).length >= MOST) throw new Refusal("too_large");
    const id = uuidV7() as AwayStateId;
    await insertAwayState(inside.db, inside.organizationId, { id, name, at: inside.now() });
    await announce(inside, id, "created", { subject: name });
    return await getOne(inside, id);
  });
}

/** Another name, or offered no more and again. Whoever is in it stays in it until choosing anew. */
export async function changeAwayState(
  ctx: AuditedCtx,
  id: AwayStateId,
  change: z.output<typeof patchAwayStateBody>,
): Promise<AwayStateView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    const before = await getOne(inside, id);
    await updateAwayState(inside.db, inside.organizationId, id, change);
    const after = await getOne(inside, id);
    const fields = ({ name, enabled }: AwayStateView) => ({ name, enabled });
    const changes = changedFields(fields(before), fields(after));
    if (changes !== undefined) await announce(inside, id, "edited", { subject: before.name, ...changes });
    return after;
  });
}

/** Gone from every menu; what was recorded under its name stays readable (W39). Can be taken back. */
export async function deleteAwayState(ctx: AuditedCtx, id: AwayStateId): Promise<void> {
  await settleSettings(ctx, UNIQUE, async (inside) => {
    const { name } = await getOne(inside, id);
    await updateAwayState(inside.db, inside.organizationId, id, { deletedAt: inside.now() });
    await announce(inside, id, "deleted", { subject: name });
  });
}

/** Takes a deletion back. `already_exists` when another has its name meanwhile. */
export async function restoreAwayState(ctx: AuditedCtx, id: AwayStateId): Promise<AwayStateView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    const row = await findAwayStateRow(inside.db, inside.organizationId, id);
    if (row === undefined) throw new Refusal("not_found");
    if (row.deletedAt !== null) {
      await updateAwayState(inside.db, inside.organizationId, id, { deletedAt: null });
      await announce(inside, id, "restored", { subject: row.name });
    }
    return toView(row);
  });
}

async function getOne(ctx: AuditedCtx, id: AwayStateId): Promise<AwayStateView> {
  const row = await findAwayStateRow(ctx.db, ctx.organizationId, id);
  if (row === undefined || row.deletedAt !== null) throw new Refusal("not_found");
  return toView(row);
}

function toView({ id, name, enabled, people }: AwayStateRow): AwayStateView {
  return { id, name, enabled, people: Number(people) };
}

async function announce(
  ctx: AuditedCtx,
  awayStateId: AwayStateId,
  change: Change,
  line: { subject: string; before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  await appendSettingsChange(ctx, { action: `away_state.${change}`, ...line });
  await appendEvents(ctx, [{ type: "away_state.changed", data: { awayStateId, change } }]);
}
