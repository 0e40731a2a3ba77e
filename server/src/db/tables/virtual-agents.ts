import type {
  ChannelId,
  HandOff,
  OrganizationId,
  Script,
  VirtualAgentActivation,
  VirtualAgentId,
  VirtualAgentKind,
} from "@guichet/contract";
import type { Generated } from "kysely";
import type { Json } from "./json.ts";

export type VirtualAgentsTable = {
  organization_id: OrganizationId;
  id: VirtualAgentId;
  kind: VirtualAgentKind;
  name: string;
  activation: VirtualAgentActivation;
  hand_off: HandOff;
  enabled: boolean;
  scripts: Json<Script[]>;
  version: Generated<number>;
  created_at: Date;
  deleted_at: Date | null;
};
export type VirtualAgentChannelsTable = {
  organization_id: OrganizationId;
  virtual_agent_id: VirtualAgentId;
  channel_id: ChannelId;
  /** It takes what begins there. */
  takes: boolean;
};
