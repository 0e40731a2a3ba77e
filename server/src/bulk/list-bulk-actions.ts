import {
  BULK_MOST,
  type BulkActionId,
  type BulkActionView,
  type BulkSkippedItem,
  type bulkSelectionSizeQuery,
  type listSkippedQuery,
  Refusal,
} from "@guichet/contract";
import type { z } from "zod";
import { abilitiesFor, listConversationIds, loadRows } from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";
import { channelRolesOf } from "../users/index.ts";
import { findAction, listActions, listSkippedRows } from "./bulk-actions.sql.ts";
import { actorOf, viewActions } from "./view-bulk-action.ts";

const SHOWN = 10;
const SHOWN_FOR_MS = 24 * 3_600_000;

/** One's own of the last day, the newest first. */
export async function listBulkActions(ctx: Ctx): Promise<BulkActionView[]> {
  const since = new Date(ctx.now().getTime() - SHOWN_FOR_MS);
  return await viewActions(ctx, await listActions(ctx, actorOf(ctx), since, SHOWN));
}

/** What was left as it is, and why (W51). A conversation that cannot be seen any more has no name and no id. */
export async function listSkipped(
  ctx: Ctx,
  id: BulkActionId,
  { after, limit }: z.output<typeof listSkippedQuery>,
): Promise<{ items: BulkSkippedItem[]; next: number | null }> {
  if ((await findAction(ctx, actorOf(ctx), id)) === undefined) throw new Refusal("not_found");
  const found = await listSkippedRows(ctx, id, after, limit + 1);
  const rows = found.slice(0, limit);
  const reach = await channelRolesOf(ctx, actorOf(ctx));
  const conversations = await loadRows(
    ctx,
    rows.map((row) => row.conversation_id),
  );
  const items = rows.map((row): BulkSkippedItem => {
    const seen = conversations.get(row.conversation_id);
    const visible = seen !== undefined && abilitiesFor(reach.get(seen.channelId)).includes("see");
    return {
      place: row.place,
      reason: row.reason,
      conversation: visible ? { id: seen.id, contactName: seen.contact.name } : null,
      heldBy: row.held_by,
    };
  });
  return { items, next: found.length > limit ? (rows.at(-1)?.place ?? null) : null };
}

/** How much "all in this view" is, at this moment. */
export async function sizeOfView(
  ctx: Ctx,
  view: z.output<typeof bulkSelectionSizeQuery>,
): Promise<{ count: number; more: boolean }> {
  const { ids, more } = await listConversationIds(ctx, view, BULK_MOST);
  return { count: ids.length, more };
}
