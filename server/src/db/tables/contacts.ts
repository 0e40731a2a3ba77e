import type {
  AttributeId,
  AttributeKind,
  AttributeSource,
  ChannelId,
  ContactGroupId,
  ContactId,
  IdentityId,
  NoteId,
  OrganizationId,
  Platform,
  RuleTree,
  UserId,
} from "@guichet/contract";
import type { Generated } from "kysely";
import type { Json } from "./json.ts";

export type ContactsTable = {
  organization_id: OrganizationId;
  id: ContactId;
  name: string;
  vip: Generated<boolean>;
  vip_by_hand: Generated<boolean>;
  named_by_hand: Generated<boolean>;
  version: Generated<number>;
  clear_at: Date | null;
  /** Which picture is shown; null: none. */
  photo: string | null;
  created_at: Generated<Date>;
};
export type IdentitiesTable = {
  organization_id: OrganizationId;
  id: IdentityId;
  channel_id: ChannelId;
  external_id: string;
  contact_id: ContactId;
  display_name: string | null;
  handle: string | null;
  verified: Generated<boolean>;
  created_at: Generated<Date>;
  sort_name: string | null;
  muted_at: Date | null;
  muted_by: UserId | null;
  deleted_at: Date | null;
  /** The same person in private, where the platform has another id for them there. */
  private_identity_id: IdentityId | null;
  opted_out_at: Date | null;
  opt_changed_at: Date | null;
  photo_key: string | null;
  profile_asked_at: Date | null;
};
export type ContactPhotosTable = {
  organization_id: OrganizationId;
  identity_id: IdentityId;
  channel_id: ChannelId;
  /** Where it lies; "": the person has none any more. */
  ref: string;
  key: string;
  told_at: Date;
  tried_at: Date | null;
  attempts: Generated<number>;
  next_attempt_at: Date | null;
  failure: string | null;
  file: string | null;
  type: string | null;
  size: number | null;
  sha256: string | null;
  fetched_at: Date | null;
};
/** Other ids of the same person on the platform. */
export type IdentityAliasesTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  alias: string;
  identity_id: IdentityId;
  learned_at: Date;
};
export type AttributesTable = {
  organization_id: OrganizationId;
  id: AttributeId;
  name: string;
  name_key: string;
  alias: string | null;
  kind: AttributeKind;
  options: Json<string[]>;
  platform: Platform | null;
  shown: Generated<boolean>;
  crm_managed: Generated<boolean>;
  lookup: Generated<boolean>;
  position: number;
  created_at: Generated<Date>;
  deleted_at: Date | null;
};
export type AttributeValuesTable = {
  organization_id: OrganizationId;
  contact_id: ContactId;
  attribute_id: AttributeId;
  value: string | null;
  folded: string | null;
  key: string | null;
  number: number | null;
  source: AttributeSource;
  version: Generated<number>;
  created_at: Generated<Date>;
  changed_at: Generated<Date>;
};
export type ContactChangesTable = {
  organization_id: OrganizationId;
  id: string;
  contact_id: ContactId;
  at: Date;
  what: "name" | "vip" | "attribute" | "muted";
  attribute_id: AttributeId | null;
  channel_id: ChannelId | null;
  actor_id: UserId | null;
  actor_name: string;
  source: "agent" | "system" | "crm" | "api";
  before: string | null;
  after: string | null;
  erased: Generated<boolean>;
};
export type ContactNotesTable = {
  organization_id: OrganizationId;
  id: NoteId;
  contact_id: ContactId;
  text: string;
  author_id: UserId | null;
  author_name: string;
  created_at: Date;
  edited_at: Date | null;
  edited_by: string | null;
  version: Generated<number>;
  deleted_at: Date | null;
};
export type ContactGroupsTable = {
  organization_id: OrganizationId;
  id: ContactGroupId;
  name: string;
  rule: Json<RuleTree>;
  marks_vip: Generated<boolean>;
  computing_after: string | null;
  created_at: Generated<Date>;
  changed_at: Generated<Date>;
  deleted_at: Date | null;
};
export type ContactGroupMembersTable = {
  organization_id: OrganizationId;
  contact_id: ContactId;
  group_id: ContactGroupId;
};
export type ContactSettingsTable = {
  organization_id: OrganizationId;
  matching_attribute_id: AttributeId | null;
  clear_after_minutes: number | null;
};
