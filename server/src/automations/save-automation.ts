import {
  type AutomationId,
  type AutomationView,
  type createAutomationBody,
  type patchAutomationBody,
  Refusal,
} from "@guichet/contract";
import type { z } from "zod";
import { cleanJson } from "../lib/clean-json.ts";
import { cleanText } from "../lib/clean-text.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { type AuditedCtx, changedFields } from "../organizations/index.ts";
import {
  type AutomationFields,
  forgetDeleted,
  insertAutomation,
  listAutomationRows,
  updateAutomation,
} from "./automations.sql.ts";
import { announce, inSettings, lockLive, refuseMoreThan, toFields } from "./change-settings.ts";
import { checkAutomation } from "./check-automation.ts";
import { getAutomation } from "./list-automations.ts";
import { loadUsableParts } from "./usable-parts.sql.ts";

const DAY = 86_400_000;
type Given = z.output<typeof createAutomationBody>;

/** A new one runs after those that are there (R22). */
export async function createAutomation(ctx: AuditedCtx, given: Given): Promise<AutomationView> {
  return await inSettings(ctx, async (inside) => {
    const fields = toRow(given);
    checkAutomation(fields, undefined, await loadUsableParts(inside));
    return await addAutomation(inside, fields);
  });
}

/** Of what an Admin sends, what is stored: a list of channels beside "all" would say two things. */
function toRow({ name, enabled, rule, actions, allChannels, channelIds }: Given): AutomationFields {
  return {
    ...{ name: cleanText(name), enabled, rule: cleanJson(rule), actions },
    ...{ all_channels: allChannels, channel_ids: allChannels ? [] : channelIds },
  };
}

/** In a transaction that holds the settings. */
export async function addAutomation(inside: AuditedCtx, fields: AutomationFields): Promise<AutomationView> {
  await forgetDeleted(inside, new Date(inside.now().getTime() - DAY));
  const there = await listAutomationRows(inside);
  refuseMoreThan(there);
  const row = { ...fields, id: uuidV7() as AutomationId, position: (there.at(-1)?.position ?? 0) + 1 };
  await insertAutomation(inside, row);
  await announce(inside, row, "created", { after: toFields(row) });
  return await getAutomation(inside, row.id);
}

/** Also switches it on and off. With a version that is not the last one, nothing is changed. */
export async function changeAutomation(
  ctx: AuditedCtx,
  id: AutomationId,
  { version, ...given }: z.output<typeof patchAutomationBody>,
): Promise<AutomationView> {
  return await inSettings(ctx, async (inside) => {
    const before = await lockLive(inside, id);
    if (version !== undefined && version !== before.version) throw new Refusal("changed_meanwhile");
    const after = { ...before, ...toRow({ ...toFields(before), ...given }) };
    const changes = changedFields(toFields(before), toFields(after));
    if (changes !== undefined) {
      const checked = Object.keys(changes.after).some((field) => field !== "name" && field !== "enabled");
      if (checked) checkAutomation(after, before, await loadUsableParts(inside));
      await updateAutomation(inside, id, after);
      await announce(inside, before, "edited", changes);
    }
    return await getAutomation(inside, id);
  });
}
