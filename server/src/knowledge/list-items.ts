import type { KnowledgeItemId, knowledgeItemList, listKnowledgeQuery } from "@guichet/contract";
import { knowledgeItemId, Refusal } from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../db/index.ts";
import { wordsOf } from "./fold-text.ts";
import { listItemRows } from "./items.sql.ts";
import { toItemRow } from "./knowledge.view.ts";

/** Responses and articles by title, a page at a time; searched by title and text. */
export async function listItems(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  query: z.output<typeof listKnowledgeQuery>,
): Promise<z.input<typeof knowledgeItemList>> {
  const rows = await listItemRows(db, organizationId, {
    words: wordsOf(query.search),
    kind: query.kind,
    collectionId: query.collectionId,
    state: query.state,
    after: query.after === undefined ? undefined : readCursor(query.after),
    limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const more = rows.length > query.limit && last !== undefined;
  return { items: page.map(toItemRow), next: more ? writeCursor(last.title_key, last.id) : null };
}

function writeCursor(titleKey: string, id: KnowledgeItemId): string {
  return Buffer.from(`${id} ${titleKey}`).toString("base64url");
}

function readCursor(cursor: string): { titleKey: string; id: KnowledgeItemId } {
  const [id = "", ...title] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  const read = knowledgeItemId.safeParse(id);
  const titleKey = title.join(" ");
  if (!read.success || titleKey.includes("\0"))
    throw new Refusal("invalid_input", { fields: [{ path: "after", problem: "no cursor" }] });
  return { id: read.data, titleKey };
}
