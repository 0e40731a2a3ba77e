import { type AutomationId, type LabelChange, MOST_AUTOMATIONS, Refusal } from "@guichet/contract";
import { appendEvents } from "../events/index.ts";
import { type AuditedCtx, appendSettingsChange, settleSettings } from "../organizations/index.ts";
import { type AutomationFields, type AutomationRow, lockAutomation } from "./automations.sql.ts";
import { saidInLog } from "./said-in-log.ts";

/** One after the other with whoever else changes settings; topics, tags and reasons are not deleted meanwhile. */
export async function inSettings<T>(ctx: AuditedCtx, work: (inside: AuditedCtx) => Promise<T>): Promise<T> {
  return await settleSettings(ctx, { automations_name: "name" }, work);
}

export async function lockLive(ctx: AuditedCtx, id: AutomationId): Promise<AutomationRow> {
  const row = await lockAutomation(ctx, id);
  if (row === undefined || row.deleted_at !== null) throw new Refusal("not_found");
  return row;
}

export function refuseMoreThan(rows: readonly unknown[]): void {
  if (rows.length >= MOST_AUTOMATIONS) throw new Refusal("limit_reached", { details: { max: MOST_AUTOMATIONS } });
}

/** The line in the log of settings, and the news by which every process forgets what it knew. */
export async function announce(
  ctx: AuditedCtx,
  { id, name }: Pick<AutomationRow, "id" | "name">,
  change: LabelChange | "order",
  values: { before?: Record<string, unknown>; after?: Record<string, unknown> } = {},
): Promise<void> {
  const [before, after] = [values.before, values.after].map((fields) => fields && saidInLog(fields));
  await appendSettingsChange(ctx, {
    ...{ action: `automation.${change}`, subject: name },
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
  await appendEvents(ctx, [{ type: "automation.changed", data: { automationId: id, change } }]);
}

/** By their names in the contract. */
export function toFields({ name, enabled, rule, actions, all_channels, channel_ids }: AutomationFields) {
  return { name, enabled, rule, actions, allChannels: all_channels, channelIds: channel_ids };
}
