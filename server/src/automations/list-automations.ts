import {
  type AutomationId,
  type AutomationList,
  type AutomationUses,
  type AutomationUsesQuery,
  type AutomationView,
  Refusal,
} from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { listAutomationRows, listAutomationRowsWith } from "./automations.sql.ts";
import { toAutomationView } from "./automations.view.ts";
import { loadUsableParts } from "./usable-parts.sql.ts";

/** Every automation in the order in which they run, with what is gone of each. */
export async function listAutomations(ctx: Ctx): Promise<AutomationList> {
  const parts = await loadUsableParts(ctx);
  const rows = await listAutomationRows(ctx);
  return { items: rows.map((row) => toAutomationView(row, parts)), reasonAsked: parts.reasonAsked };
}

export async function getAutomation(ctx: Ctx, id: AutomationId): Promise<AutomationView> {
  const found = (await listAutomations(ctx)).items.find((one) => one.id === id);
  if (found === undefined) throw new Refusal("not_found");
  return found;
}

/** The automations that name a tag, topic, reason or channel, to be read before it is deleted. */
export async function listAutomationUses(ctx: Ctx, query: AutomationUsesQuery): Promise<AutomationUses> {
  return { items: await listAutomationRowsWith(ctx, query) };
}
