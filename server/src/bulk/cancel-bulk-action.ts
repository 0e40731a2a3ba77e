import { type BulkActionId, type BulkActionView, Refusal } from "@guichet/contract";
import { type Ctx, inTransaction } from "../db/index.ts";
import { cancelWaiting, findAction } from "./bulk-actions.sql.ts";
import { getBulkAction } from "./create-bulk-action.ts";
import { actorOf } from "./view-bulk-action.ts";

/** What was done stays done, and can be taken back; the rest is left alone. Quiet when it has ended already. */
export async function cancelBulkAction(ctx: Ctx, id: BulkActionId): Promise<BulkActionView> {
  await inTransaction(ctx, async (trx) => {
    const action = await findAction(trx, actorOf(trx), id);
    if (action === undefined) throw new Refusal("not_found");
    if (action.state === "running") await cancelWaiting(trx, id);
  });
  return await getBulkAction(ctx, id);
}
