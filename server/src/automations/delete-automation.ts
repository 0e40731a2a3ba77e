import { type AutomationId, type AutomationView, Refusal } from "@guichet/contract";
import type { AuditedCtx } from "../organizations/index.ts";
import { listAutomationRows, lockAutomation, updateAutomation } from "./automations.sql.ts";
import { announce, inSettings, refuseMoreThan, toFields } from "./change-settings.ts";
import { getAutomation } from "./list-automations.ts";

/** Twice is once. For a day it can be restored. */
export async function deleteAutomation(ctx: AuditedCtx, id: AutomationId): Promise<void> {
  await inSettings(ctx, async (inside) => {
    const row = await lock(inside, id);
    if (row.deleted_at !== null) return;
    await updateAutomation(inside, id, { ...row, deleted_at: inside.now() });
    await announce(inside, row, "deleted", { before: toFields(row) });
  });
}

/** As it was and where it was. */
export async function restoreAutomation(ctx: AuditedCtx, id: AutomationId): Promise<AutomationView> {
  return await inSettings(ctx, async (inside) => {
    const row = await lock(inside, id);
    if (row.deleted_at !== null) {
      refuseMoreThan(await listAutomationRows(inside));
      await updateAutomation(inside, id, { ...row, deleted_at: null });
      await announce(inside, row, "restored", { after: toFields(row) });
    }
    return await getAutomation(inside, id);
  });
}

async function lock(ctx: AuditedCtx, id: AutomationId) {
  const row = await lockAutomation(ctx, id);
  if (row === undefined) throw new Refusal("not_found");
  return row;
}
