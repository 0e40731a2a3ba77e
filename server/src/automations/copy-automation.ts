import type { AutomationId, AutomationView } from "@guichet/contract";
import type { AuditedCtx } from "../organizations/index.ts";
import { listAutomationRows, writeOrder } from "./automations.sql.ts";
import { inSettings, lockLive } from "./change-settings.ts";
import { addAutomation } from "./save-automation.ts";

const LONGEST_NAME = 100;

/** Another one that says the same, right behind it and switched off, so that nothing is done twice before it was changed. */
export async function copyAutomation(ctx: AuditedCtx, id: AutomationId): Promise<AutomationView> {
  return await inSettings(ctx, async (inside) => {
    const { name, rule, actions, all_channels, channel_ids } = await lockLive(inside, id);
    const there = await listAutomationRows(inside);
    const copy = await addAutomation(inside, {
      ...{ rule, actions, all_channels, channel_ids, enabled: false },
      name: nameOfCopy(
        name,
        there.map((one) => one.name),
      ),
    });
    await writeOrder(
      inside,
      there.flatMap((one) => (one.id === id ? [one.id, copy.id] : [one.id])),
    );
    return copy;
  });
}

/** `Refunds` → `Refunds (2)` → `Refunds (3)`, never longer than a name may be. Pure. */
export function nameOfCopy(name: string, taken: readonly string[]): string {
  const known = new Set(taken.map((one) => one.toLowerCase()));
  const stem = name.replace(/ \(\d{1,3}\)$/, "");
  for (let number = 2; ; number++) {
    const end = ` (${number})`;
    const copy = `${cut(stem, LONGEST_NAME - end.length).trimEnd()}${end}`;
    if (!known.has(copy.toLowerCase())) return copy;
  }
}

/** Never half of a character. */
function cut(text: string, length: number): string {
  let kept = "";
  for (const character of text) {
    if (kept.length + character.length > length) break;
    kept += character;
  }
  return kept;
}
