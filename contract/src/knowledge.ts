import { z } from "zod";
import { attachmentView } from "./conversations.ts";
import { channelId, instant, knowledgeCollectionId, knowledgeFileId, knowledgeItemId, teamId } from "./ids.ts";
import { locale } from "./people.ts";

const title = z.string().trim().min(1).max(100);
/** A response is plain text with placeholders, inserted into a reply; an article is a page, sent as a link. */
export const knowledgeKind = z.enum(["response", "article"]);
export type KnowledgeKind = z.infer<typeof knowledgeKind>;
export const LONGEST_TEXT: Record<KnowledgeKind, number> = { response: 5000, article: 50_000 };
/** So many responses and articles an organization may have: a search reads them all and stays quick. */
export const MOST_KNOWLEDGE_ITEMS = 5000;
export const MOST_RESPONSE_FILES = 10;

const applies = {
  /** In conversations of every channel, those to come included; `channelIds` is empty then. */
  allChannels: z.boolean(),
  channelIds: z.array(channelId).max(500),
  /** Only members of `teamIds` see it. Stays when the last of these teams is deleted: then nobody does. */
  onlyTeams: z.boolean(),
  teamIds: z.array(teamId).max(500),
};
export const knowledgeCollectionView = z.object({
  id: knowledgeCollectionId,
  name: z.string(),
  ...applies,
  itemCount: z.number().int(),
  version: z.number().int(),
  changedAt: instant,
  deletedAt: instant.nullable(),
});
export type KnowledgeCollectionView = z.infer<typeof knowledgeCollectionView>;
export const createKnowledgeCollectionBody = z.strictObject({ name: title, ...applies });
export const patchKnowledgeCollectionBody = z
  .strictObject({ name: title, ...applies })
  .partial()
  .extend({ version: z.number().int().optional() });
/** What becomes of its items: they go with it, or into another collection. */
export const deleteKnowledgeCollectionBody = z.strictObject({ moveItemsTo: knowledgeCollectionId.nullable() });

export const knowledgeFileView = z.object({
  id: knowledgeFileId,
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
  inline: z.boolean(),
});
export type KnowledgeFileView = z.infer<typeof knowledgeFileView>;

/** A response or an article as lists of Settings show it. */
export const knowledgeItemRow = z.object({
  id: knowledgeItemId,
  kind: knowledgeKind,
  collectionId: knowledgeCollectionId,
  title: z.string(),
  excerpt: z.string(),
  uses: z.number().int(),
  lastUsedAt: instant.nullable(),
  published: z.boolean(),
  changedAt: instant,
  deletedAt: instant.nullable(),
});
export type KnowledgeItemRow = z.infer<typeof knowledgeItemRow>;
export const knowledgeItemView = knowledgeItemRow.extend({
  text: z.string(),
  shortenLinks: z.boolean(),
  files: z.array(knowledgeFileView),
  /** Short links that stand for addresses in the text, with how often each was opened. */
  links: z.array(z.object({ url: z.string(), shortUrl: z.string(), opens: z.number().int() })),
  locale,
  slug: z.string().nullable(),
  /** The article's page; leads nowhere while it is not published. */
  url: z.string().nullable(),
  version: z.number().int(),
});
export type KnowledgeItemView = z.infer<typeof knowledgeItemView>;

const itemFields = {
  collectionId: knowledgeCollectionId,
  title,
  text: z.string().max(LONGEST_TEXT.article),
  shortenLinks: z.boolean(),
  fileIds: z.array(knowledgeFileId).max(MOST_RESPONSE_FILES),
  locale,
  /** Words of the page's address: small letters, digits and hyphens. Absent: made from the title. */
  slug: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  published: z.boolean(),
};
export const createKnowledgeItemBody = z.strictObject({
  kind: knowledgeKind,
  collectionId: itemFields.collectionId,
  title,
  text: itemFields.text,
  shortenLinks: itemFields.shortenLinks.default(false),
  fileIds: itemFields.fileIds.default([]),
  locale: locale.default("en"),
  slug: itemFields.slug.optional(),
  published: itemFields.published.default(false),
});
export const patchKnowledgeItemBody = z
  .strictObject(itemFields)
  .partial()
  .extend({ version: z.number().int().optional() });

export const listKnowledgeQuery = z.object({
  search: z.string().max(200).default(""),
  kind: knowledgeKind.optional(),
  collectionId: knowledgeCollectionId.optional(),
  /** `deleted`: what can still be restored. */
  state: z.enum(["live", "deleted"]).default("live"),
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const knowledgeItemList = z.object({ items: z.array(knowledgeItemRow), next: z.string().nullable() });

/** What an agent may insert into one conversation, with its placeholders filled for it. */
export const usableItem = z.object({
  id: knowledgeItemId,
  kind: knowledgeKind,
  collectionName: z.string(),
  title: z.string(),
  /** What is inserted: the filled text of a response, the link to an article. Gaps stand between ⟦ and ⟧. */
  text: z.string(),
  /** Of an article: its first words. */
  excerpt: z.string(),
  files: z.array(knowledgeFileView),
  uses: z.number().int(),
});
export type UsableItem = z.infer<typeof usableItem>;
export const usableItems = z.object({ items: z.array(usableItem) });
export const insertItemBody = z.strictObject({ itemId: knowledgeItemId });
/** The text for the reply, and copies of the files that are the agent's own until they are sent. */
export const insertedItem = z.object({ text: z.string(), attachments: z.array(attachmentView) });
