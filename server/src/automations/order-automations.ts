import { type AutomationId, type AutomationList, Refusal } from "@guichet/contract";
import type { AuditedCtx } from "../organizations/index.ts";
import { listAutomationRows, writeOrder } from "./automations.sql.ts";
import { announce, inSettings } from "./change-settings.ts";
import { listAutomations } from "./list-automations.ts";

/** The order in which they run (R35). Whoever did not know all that are there is told so: `changed_meanwhile`. */
export async function orderAutomations(ctx: AuditedCtx, ids: readonly AutomationId[]): Promise<AutomationList> {
  return await inSettings(ctx, async (inside) => {
    const before = await listAutomationRows(inside);
    const known = new Map(before.map((row) => [row.id, row]));
    const rows = ids.flatMap((id) => known.get(id) ?? []);
    if (new Set(ids).size < ids.length || rows.length < ids.length || ids.length < before.length)
      throw new Refusal("changed_meanwhile");
    const moved = rows.find((row, at) => row.id !== before[at]?.id);
    if (moved !== undefined) {
      await writeOrder(inside, ids);
      const names = (all: readonly { name: string }[]) => ({ order: all.map((row) => row.name) });
      await announce(inside, moved, "order", { before: names(before), after: names(rows) });
    }
    return await listAutomations(inside);
  });
}
