import {
  type KnowledgeCollectionView,
  type KnowledgeFileView,
  type KnowledgeItemRow,
  type KnowledgeItemView,
  plainArticle,
} from "@guichet/contract";
import type { CollectionRow } from "./collections.sql.ts";
import type { ItemRow } from "./items.sql.ts";
import type { LinkDeps } from "./knowledge-deps.ts";
import type { KnowledgeFileRow } from "./knowledge-files.sql.ts";
import { articleUrl, shortLinkUrl } from "./short-link.ts";
import type { ShortLinkRow } from "./short-links.sql.ts";
import { linksIn } from "./template-links.ts";

const EXCERPT = 160;

export function toCollectionView(row: CollectionRow): KnowledgeCollectionView {
  return {
    id: row.id,
    name: row.name,
    allChannels: row.all_channels,
    channelIds: row.channel_ids,
    onlyTeams: row.only_teams,
    teamIds: row.team_ids,
    itemCount: row.item_count,
    version: row.version,
    changedAt: row.changed_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
  };
}

export function toItemRow(row: ItemRow): KnowledgeItemRow {
  return {
    id: row.id,
    kind: row.kind,
    collectionId: row.collection_id,
    title: row.title,
    excerpt: excerptOf(row),
    uses: row.uses,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    published: row.published_at !== null,
    changedAt: row.changed_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
  };
}

export function toItemView(
  row: ItemRow,
  files: readonly KnowledgeFileRow[],
  links: readonly ShortLinkRow[],
  deps: Pick<LinkDeps, "publicUrl">,
): KnowledgeItemView {
  const inText = new Set(row.shorten_links ? linksIn(row.text).map(({ url }) => url) : []);
  return {
    ...toItemRow(row),
    text: row.text,
    shortenLinks: row.shorten_links,
    files: files.map(toFileView),
    links: links
      .filter(({ url }) => inText.has(url))
      .map(({ url, token, opens }) => ({ url, shortUrl: shortLinkUrl(deps, token), opens })),
    locale: row.locale,
    slug: row.slug,
    url: row.public_key === null ? null : articleUrl(deps, row.public_key, row.slug ?? ""),
    version: row.version,
  };
}

export function toFileView(row: KnowledgeFileRow): KnowledgeFileView {
  return { id: row.id, name: row.name, type: row.type, size: Number(row.size), inline: row.inline };
}

export function excerptOf({ kind, text }: Pick<ItemRow, "kind" | "text">): string {
  if (kind === "article") return plainArticle(text, EXCERPT);
  return text.replaceAll(/\s+/g, " ").trim().slice(0, EXCERPT).toWellFormed();
}
