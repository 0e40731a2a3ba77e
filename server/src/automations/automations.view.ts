import type { AutomationView } from "@guichet/contract";
import type { AutomationRow } from "./automations.sql.ts";
import { goneParts, works } from "./gone-parts.ts";
import type { UsableParts } from "./usable-parts.sql.ts";

export function toAutomationView(row: AutomationRow, parts: UsableParts): AutomationView {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    enabled: row.enabled,
    rule: row.rule,
    actions: row.actions,
    allChannels: row.all_channels,
    channelIds: row.channel_ids,
    gone: goneParts(row, parts),
    works: works(row, parts),
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  };
}
