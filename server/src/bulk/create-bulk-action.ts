import {
  BULK_MOST,
  type BulkActionId,
  type BulkActionView,
  type BulkSelection,
  type ConversationId,
  type CreateBulkActionBody,
  Refusal,
} from "@guichet/contract";
import { checkWish, listConversationIds } from "../conversations/index.ts";
import { type Ctx, inTransaction } from "../db/index.ts";
import {
  copyDone,
  countRunning,
  findAction,
  holdPerson,
  insertAction,
  insertItems,
  listUndone,
} from "./bulk-actions.sql.ts";
import { actorOf, viewActions } from "./view-bulk-action.ts";

/** So many of one person run at a time. */
const MOST_RUNNING = 3;

/**
 * W49: notes what is to be done with which conversations; the workers do it. A view is read here, as the person sees it at this
 * moment: what arrives later is not touched. A repeat of the id is the same action.
 */
export async function createBulkAction(ctx: Ctx, body: CreateBulkActionBody): Promise<BulkActionView> {
  const { ids, more } = await chooseConversations(ctx, body.selection);
  await begin(ctx, body.id, async (trx) => {
    const deed = await checkWish(trx, body.wish);
    await insertAction(trx, { id: body.id, user_id: actorOf(trx), deed, cut: more, undoes: null });
    await insertItems(trx, body.id, ids);
  });
  return await getBulkAction(ctx, body.id);
}

/**
 * Takes back what an action did, conversation by conversation; what has changed since is left and named. Once: refuses with
 * `nothing_to_undo` while it runs, when it was taken back already, and of what is an undo itself.
 */
export async function undoBulkAction(ctx: Ctx, of: BulkActionId, id: BulkActionId): Promise<BulkActionView> {
  await begin(ctx, id, async (trx) => {
    const action = await findAction(trx, actorOf(trx), of, { lock: true });
    if (action === undefined) throw new Refusal("not_found");
    const undone = await listUndone(trx, [of]);
    if (action.state === "running" || action.deed.type === "undo" || undone.has(of))
      throw new Refusal("nothing_to_undo");
    await insertAction(trx, { id, user_id: actorOf(trx), deed: { type: "undo" }, cut: false, undoes: of });
    await copyDone(trx, of, id);
  });
  return await getBulkAction(ctx, id);
}

export async function getBulkAction(ctx: Ctx, id: BulkActionId): Promise<BulkActionView> {
  const action = await findAction(ctx, actorOf(ctx), id);
  const [view] = action === undefined ? [] : await viewActions(ctx, [action]);
  if (view === undefined) throw new Refusal("not_found");
  return view;
}

/** Somebody else's id, in whatever organization, cannot be used again. */
async function begin(ctx: Ctx, id: BulkActionId, work: (trx: Ctx) => Promise<void>): Promise<void> {
  try {
    await inTransaction(ctx, async (trx) => {
      await holdPerson(trx, actorOf(trx));
      if ((await findAction(trx, actorOf(trx), id)) !== undefined) return;
      if ((await countRunning(trx, actorOf(trx))) >= MOST_RUNNING) throw new Refusal("limit_reached");
      await work(trx);
    });
  } catch (error) {
    if (isTaken(error)) throw new Refusal("already_exists", { details: { field: "id" } });
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === "bulk_actions_pkey";
}

/** What somebody chose, as it stands at this moment. */
export async function chooseConversations(
  ctx: Ctx,
  selection: BulkSelection,
): Promise<{ ids: readonly ConversationId[]; more: boolean }> {
  if ("ids" in selection) return { ids: [...new Set(selection.ids)], more: false };
  return await listConversationIds(ctx, selection.view, BULK_MOST);
}
