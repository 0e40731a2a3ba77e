import { type BulkActionView, Refusal, type UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { type BulkAction, countItems, type ItemCount, listUndone } from "./bulk-actions.sql.ts";

export function actorOf(ctx: Ctx): UserId {
  if (ctx.actor.type !== "user") throw new Refusal("not_allowed");
  return ctx.actor.id;
}

/** With how far each has come. */
export async function viewActions(ctx: Ctx, actions: readonly BulkAction[]): Promise<BulkActionView[]> {
  const ids = actions.map((action) => action.id);
  const counts = Map.groupBy(await countItems(ctx, ids), (row) => row.action_id);
  const undone = await listUndone(ctx, ids);
  return actions.map((action) => toView(action, counts.get(action.id) ?? [], undone.has(action.id)));
}

function toView(action: BulkAction, counts: readonly ItemCount[], undone: boolean): BulkActionView {
  const sum = (state?: ItemCount["state"]): number =>
    counts.filter((row) => state === undefined || row.state === state).reduce((total, row) => total + row.count, 0);
  const done = sum("done");
  return {
    id: action.id,
    type: action.deed.type,
    undoes: action.undoes,
    state: action.state,
    total: sum(),
    done,
    skipped: sum("skipped"),
    cut: action.cut,
    skippedBy: counts
      .flatMap((row) => (row.reason === null ? [] : [{ reason: row.reason, count: row.count }]))
      .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason)),
    canUndo: action.state !== "running" && action.deed.type !== "undo" && done > 0 && !undone,
    createdAt: action.created_at.toISOString(),
    finishedAt: action.finished_at?.toISOString() ?? null,
  };
}
