import type {
  ChannelId,
  ConversationId,
  IdentityId,
  OrganizationId,
  SkillRule,
  SkillSetId,
  TeamId,
  UserId,
} from "@guichet/contract";
import type { Generated } from "kysely";
import type { Json } from "./json.ts";

export type SkillSetsTable = {
  organization_id: OrganizationId;
  id: SkillSetId;
  name: string;
  rule: Json<SkillRule>;
  enabled: Generated<boolean>;
  version: Generated<number>;
  created_at: Generated<Date>;
  changed_at: Generated<Date>;
  deleted_at: Date | null;
};

export type SkillSetTeamsTable = { organization_id: OrganizationId; skill_set_id: SkillSetId; team_id: TeamId };
export type FallbackTeamsTable = { organization_id: OrganizationId; team_id: TeamId };

/** All that is open gets its priority afresh: how far that has come. */
export type RescoringsTable = {
  organization_id: OrganizationId;
  due_at: Date;
  at_identity: IdentityId | null;
  at_id: ConversationId | null;
};

/** What waits is to be given to who has room. */
export type GivingsTable = { organization_id: OrganizationId; due_at: Date };

/** When somebody was last assigned a conversation. */
export type TurnsTable = { organization_id: OrganizationId; user_id: UserId; assigned_at: Date };

/** What waits in New is gone through after a change of settings: how far that has come. */
export type ReroutingsTable = {
  organization_id: OrganizationId;
  due_at: Date;
  at_channel: ChannelId | null;
  at_queue: Date | null;
  at_id: ConversationId | null;
  total: Generated<number>;
  looked: Generated<number>;
  moved: Generated<number>;
};
