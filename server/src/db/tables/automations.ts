import type { AutomationAction, AutomationId, AutomationRule, ChannelId, OrganizationId } from "@guichet/contract";
import type { Generated } from "kysely";
import type { Json } from "./json.ts";

export type AutomationsTable = {
  organization_id: OrganizationId;
  id: AutomationId;
  name: string;
  enabled: boolean;
  position: number;
  rule: Json<AutomationRule>;
  actions: Json<AutomationAction[]>;
  all_channels: boolean;
  channel_ids: ChannelId[];
  version: Generated<number>;
  created_at: Generated<Date>;
  changed_at: Generated<Date>;
  deleted_at: Date | null;
};
