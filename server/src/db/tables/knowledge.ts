import type {
  ChannelId,
  KnowledgeCollectionId,
  KnowledgeFileId,
  KnowledgeItemId,
  KnowledgeKind,
  Locale,
  OrganizationId,
  TeamId,
  UserId,
} from "@guichet/contract";
import type { Generated } from "kysely";

export type KnowledgeCollectionsTable = {
  organization_id: OrganizationId;
  id: KnowledgeCollectionId;
  name: string;
  all_channels: Generated<boolean>;
  only_teams: Generated<boolean>;
  version: Generated<number>;
  created_at: Generated<Date>;
  changed_at: Generated<Date>;
  deleted_at: Date | null;
};
export type KnowledgeCollectionChannelsTable = {
  organization_id: OrganizationId;
  collection_id: KnowledgeCollectionId;
  channel_id: ChannelId;
};
export type KnowledgeCollectionTeamsTable = {
  organization_id: OrganizationId;
  collection_id: KnowledgeCollectionId;
  team_id: TeamId;
};

export type KnowledgeItemsTable = {
  organization_id: OrganizationId;
  id: KnowledgeItemId;
  collection_id: KnowledgeCollectionId;
  former_collection_id: KnowledgeCollectionId | null;
  kind: KnowledgeKind;
  title: string;
  text: string;
  title_key: string;
  text_key: string;
  shorten_links: Generated<boolean>;
  locale: Generated<Locale>;
  public_key: string | null;
  slug: string | null;
  published_at: Date | null;
  uses: Generated<number>;
  last_used_at: Date | null;
  version: Generated<number>;
  created_at: Generated<Date>;
  changed_at: Generated<Date>;
  deleted_at: Date | null;
  deleted_with: KnowledgeCollectionId | null;
};

export type KnowledgeFilesTable = {
  organization_id: OrganizationId;
  id: KnowledgeFileId;
  item_id: KnowledgeItemId | null;
  uploaded_by: UserId;
  position: Generated<number>;
  name: string;
  type: string;
  inline: Generated<boolean>;
  /** A bigint: text in JavaScript. */
  size: string;
  file: string;
  created_at: Generated<Date>;
};

export type ShortLinksTable = {
  organization_id: OrganizationId;
  token: string;
  item_id: KnowledgeItemId;
  url: string;
  opens: Generated<string>;
  last_opened_at: Date | null;
  created_at: Generated<Date>;
};
