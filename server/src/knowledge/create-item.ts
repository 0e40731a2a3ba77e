import {
  type createKnowledgeItemBody,
  type KnowledgeFileId,
  type KnowledgeItemId,
  type KnowledgeItemView,
  Refusal,
} from "@guichet/contract";
import type { z } from "zod";
import { newToken } from "../lib/token.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { type AuditedCtx, inAuditedTransaction, lockSettings } from "../organizations/index.ts";
import { announceChange } from "./announce-change.ts";
import { checkRoom } from "./check-room.ts";
import { getItem } from "./get-item.ts";
import { checkText, toLoggedFields, toTextColumns } from "./item-fields.ts";
import { insertItem } from "./items.sql.ts";
import type { LinkDeps } from "./knowledge-deps.ts";
import { replaceFiles } from "./knowledge-files.sql.ts";
import { getCollection } from "./list-collections.ts";
import { shortLinkToken } from "./short-link.ts";
import { keepShortLinks } from "./short-links.sql.ts";
import { toSlug } from "./slug.ts";
import { linksIn } from "./template-links.ts";

/** What is not given is as the contract says. */
type NewItem = Pick<Given, "kind" | "collectionId" | "title" | "text"> & Partial<Given>;
type Given = z.output<typeof createKnowledgeItemBody>;

/** A response or an article in a collection (W130). */
export async function createItem(ctx: AuditedCtx, deps: LinkDeps, given: NewItem): Promise<KnowledgeItemView> {
  checkText(given.kind, given.text);
  const article = given.kind === "article";
  return await inAuditedTransaction(ctx, async (inside) => {
    const { db, organizationId } = inside;
    await lockSettings(db, organizationId);
    const collection = await getCollection(inside, given.collectionId);
    const id = uuidV7() as KnowledgeItemId;
    const now = inside.now();
    await insertItem(db, {
      organization_id: organizationId,
      id,
      collection_id: collection.id,
      kind: given.kind,
      ...toTextColumns(given.title, given.text),
      shorten_links: !article && given.shortenLinks === true,
      locale: given.locale ?? "en",
      public_key: article ? newToken(16) : null,
      slug: article ? (given.slug ?? toSlug(given.title)) : null,
      published_at: article && given.published === true ? now : null,
      created_at: now,
      changed_at: now,
    });
    await checkRoom(inside);
    await giveFiles(inside, id, given.kind, given.fileIds ?? []);
    await makeShortLinks(inside, deps, id);
    const view = await getItem(inside, deps, id);
    await announceChange(inside, { kind: view.kind, collectionId: collection.id, itemId: id }, "created", {
      subject: view.title,
      after: toLoggedFields(view, collection.name),
    });
    return view;
  });
}

/** Only responses have files: the actor's uploads, or what is theirs already. */
export async function giveFiles(
  ctx: AuditedCtx,
  id: KnowledgeItemId,
  kind: "response" | "article",
  fileIds: readonly KnowledgeFileId[],
): Promise<void> {
  const given = new Set(fileIds);
  const wrong = kind === "article" ? given.size > 0 : given.size < fileIds.length;
  if (wrong) throw new Refusal("invalid_input", { fields: [{ path: "fileIds", problem: "not possible" }] });
  if (ctx.actor.type !== "user") throw new Refusal("not_allowed");
  const taken = await replaceFiles(ctx.db, ctx.organizationId, id, ctx.actor.id, fileIds);
  if (taken < fileIds.length) throw new Refusal("not_found", { details: { field: "fileIds" } });
}

/** W134: every address in the text has its short link before anybody inserts it. */
export async function makeShortLinks(ctx: AuditedCtx, deps: LinkDeps, id: KnowledgeItemId): Promise<void> {
  const { text, shortenLinks } = await getItem(ctx, deps, id);
  if (!shortenLinks) return;
  const urls = [...new Set(linksIn(text).map(({ url }) => url))];
  const links = urls.map((url) => ({ url, token: shortLinkToken(deps.linkKey, ctx.organizationId, id, url) }));
  await keepShortLinks(ctx.db, ctx.organizationId, id, links, ctx.now());
}
