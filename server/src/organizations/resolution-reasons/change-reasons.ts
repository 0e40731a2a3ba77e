import {
  type createResolutionReasonBody,
  type patchResolutionReasonBody,
  Refusal,
  type ResolutionReasonId,
  type ResolutionReasonView,
} from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { appendSettingsChange, changedFields } from "../append-settings-change.ts";
import { type AuditedCtx, inAuditedTransaction } from "../audited-ctx.ts";
import { lockSettings } from "../settings-changes.sql.ts";
import { settleSettings } from "../settle-settings.ts";
import {
  findReasonRow,
  insertReason,
  isUsedByAutoResolve,
  listReasonRows,
  type ReasonRow,
  updateReason,
} from "./reasons.sql.ts";

/** W66: what one may resolve with, by name. */
export async function listReasons(ctx: Pick<Ctx, "db" | "organizationId">): Promise<ResolutionReasonView[]> {
  return (await listReasonRows(ctx)).map(toView);
}

export async function addReason(
  ctx: AuditedCtx,
  given: z.output<typeof createResolutionReasonBody>,
): Promise<ResolutionReasonView> {
  const id = uuidV7() as ResolutionReasonId;
  return await change(ctx, id, async (inside) => {
    await insertReason(inside.db, {
      organization_id: inside.organizationId,
      id,
      name: given.name,
      created_at: inside.now(),
    });
    await appendSettingsChange(inside, { action: "resolution_reason.created", subject: given.name });
  });
}

/** Renamed, or put out of use and back; what was resolved with it keeps its words. */
export async function changeReason(
  ctx: AuditedCtx,
  id: ResolutionReasonId,
  given: z.output<typeof patchResolutionReasonBody>,
): Promise<ResolutionReasonView> {
  return await change(ctx, id, async (inside) => {
    const { name, active } = await getReason(inside, id);
    const changes = changedFields({ name, active }, given);
    if (changes === undefined) return;
    await updateReason(inside, id, { name: given.name, active: given.active });
    await appendSettingsChange(inside, { action: "resolution_reason.changed", subject: name, ...changes });
  });
}

/** Refuses while auto-resolve gives it; the one that surveys follow stays for good (decision 13). */
export async function deleteReason(ctx: AuditedCtx, id: ResolutionReasonId): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const { name, code } = await getReason(inside, id);
    if (code !== null || (await isUsedByAutoResolve(inside.db, inside.organizationId, id)))
      throw new Refusal("still_in_use");
    await updateReason(inside, id, { deleted_at: inside.now() });
    await appendSettingsChange(inside, { action: "resolution_reason.deleted", subject: name });
    await appendEvents(inside, [{ type: "organization.changed", data: {} }]);
  });
}

async function change(
  ctx: AuditedCtx,
  id: ResolutionReasonId,
  work: (ctx: AuditedCtx) => Promise<void>,
): Promise<ResolutionReasonView> {
  return await settleSettings(ctx, { resolution_reasons_name: "name" }, async (inside) => {
    await work(inside);
    await appendEvents(inside, [{ type: "organization.changed", data: {} }]);
    return toView(await getReason(inside, id));
  });
}

async function getReason(ctx: AuditedCtx, id: ResolutionReasonId): Promise<ReasonRow> {
  const row = await findReasonRow(ctx, id);
  if (row === undefined) throw new Refusal("not_found");
  return row;
}

function toView(row: ReasonRow): ResolutionReasonView {
  return {
    id: row.id,
    name: row.name,
    active: row.active,
    provided: row.code !== null,
    createdAt: row.created_at.toISOString(),
  };
}
