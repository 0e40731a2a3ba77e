import {
  fillTemplate,
  type KnowledgeItemId,
  type Placeholder,
  parseTemplate,
  Refusal,
  type UsableItem,
} from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { wordsOf } from "./fold-text.ts";
import { excerptOf, toFileView } from "./knowledge.view.ts";
import type { LinkDeps } from "./knowledge-deps.ts";
import { type KnowledgeFileRow, listKnowledgeFiles } from "./knowledge-files.sql.ts";
import { articleUrl, shortLinkUrl } from "./short-link.ts";
import { listShortLinks, type ShortLinkRow } from "./short-links.sql.ts";
import { shortenLinks } from "./template-links.ts";
import { findUsableRow, listUsableRows, type Reader, takeUsableRow, type UsableRow } from "./usable-items.sql.ts";

/** What is known for the placeholders of one conversation, and how a gap is named. */
export type Filling = {
  readonly findValue: (of: Placeholder) => string | undefined;
  readonly nameGap: (of: Placeholder) => string;
};
export type ItemInUse = { readonly text: string; readonly files: readonly KnowledgeFileRow[] };

const AT_MOST = 40;

/** W133: what this reader may insert there, filled as it would be (W135); the best fit first. */
export async function listUsableItems(
  ctx: Ctx,
  deps: Pick<LinkDeps, "publicUrl">,
  reader: Reader,
  search: string,
  filling: Filling,
): Promise<UsableItem[]> {
  const { db, organizationId } = ctx;
  const rows = await listUsableRows(db, organizationId, reader, wordsOf(search), AT_MOST);
  const ids = rows.map((row) => row.id);
  const files = Map.groupBy(await listKnowledgeFiles(db, organizationId, ids), (file) => file.item_id);
  const links = Map.groupBy(await listShortLinks(db, organizationId, ids), (link) => link.itemId);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    collectionName: row.collection_name,
    title: row.title,
    text: toText(row, deps, links.get(row.id) ?? [], filling),
    excerpt: row.kind === "article" ? excerptOf(row) : "",
    files: (files.get(row.id) ?? []).map(toFileView),
    uses: row.uses,
  }));
}

/** One of them, before it is taken. */
export async function getUsableFiles(ctx: Ctx, reader: Reader, id: KnowledgeItemId): Promise<KnowledgeFileRow[]> {
  const row = await findUsableRow(ctx.db, ctx.organizationId, reader, id);
  if (row === undefined) throw new Refusal("not_found");
  return await listKnowledgeFiles(ctx.db, ctx.organizationId, [id]);
}

/** Takes it for use, as it stands now, and counts that. Who deletes it at the same time comes before or after. */
export async function takeItem(
  ctx: Ctx,
  deps: Pick<LinkDeps, "publicUrl">,
  reader: Reader,
  id: KnowledgeItemId,
  filling: Filling,
): Promise<ItemInUse> {
  const { db, organizationId } = ctx;
  const row = await takeUsableRow(db, organizationId, reader, id, ctx.now());
  if (row === undefined) throw new Refusal("not_found");
  const links = await listShortLinks(db, organizationId, [id]);
  return { text: toText(row, deps, links, filling), files: await listKnowledgeFiles(db, organizationId, [id]) };
}

function toText(
  row: UsableRow,
  deps: Pick<LinkDeps, "publicUrl">,
  links: readonly ShortLinkRow[],
  { findValue, nameGap }: Filling,
): string {
  if (row.kind === "article") return `${row.title}: ${articleUrl(deps, row.public_key ?? "", row.slug ?? "")}`;
  const shortOf = new Map(links.map(({ url, token }) => [url, shortLinkUrl(deps, token)]));
  const template = row.shorten_links ? shortenLinks(row.text, shortOf) : row.text;
  return fillTemplate(parseTemplate(template), findValue, nameGap);
}
