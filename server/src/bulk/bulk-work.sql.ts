import type { BulkActionId, BulkSkipReason, ConversationId, OrganizationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { BulkTrace } from "../conversations/index.ts";
import type { Ctx, Database } from "../db/index.ts";
import type { KeptDeed } from "./bulk-actions.sql.ts";

export type RunningAction = {
  readonly organization_id: OrganizationId;
  readonly id: BulkActionId;
  readonly user_id: UserId;
  readonly deed: KeptDeed;
};
export type BulkItem = {
  readonly place: number;
  readonly conversation_id: ConversationId;
  readonly trace: BulkTrace | null;
};

/** The oldest first, of all organizations. */
export async function listRunning({ system }: Pick<Database, "system">, limit: number): Promise<RunningAction[]> {
  const rows = await sql<RunningAction>`
    select organization_id, id, user_id, deed from bulk_actions where state = 'running'
    order by created_at limit ${limit}`.execute(system);
  return rows.rows;
}

/** The next one that nobody works on; its row stays locked until the transaction ends. */
export async function claimItem(ctx: Ctx, id: BulkActionId): Promise<BulkItem | undefined> {
  const rows = await sql<BulkItem>`
    select place, conversation_id, trace from bulk_items
    where organization_id = ${ctx.organizationId} and action_id = ${id} and state = 'waiting'
    order by place limit 1 for update skip locked`.execute(ctx.db);
  return rows.rows[0];
}

export async function writeDone(ctx: Ctx, id: BulkActionId, place: number, trace: BulkTrace | null): Promise<void> {
  await sql`
    update bulk_items set state = 'done', trace = ${trace === null ? null : JSON.stringify(trace)}::jsonb
    where organization_id = ${ctx.organizationId} and action_id = ${id} and place = ${place}`.execute(ctx.db);
}

export async function writeSkipped(
  ctx: Ctx,
  id: BulkActionId,
  place: number,
  why: { readonly reason: BulkSkipReason; readonly heldBy?: UserId },
): Promise<void> {
  await sql`
    update bulk_items set state = 'skipped', reason = ${why.reason}, held_by = ${why.heldBy ?? null}
    where organization_id = ${ctx.organizationId} and action_id = ${id} and place = ${place} and state = 'waiting'`.execute(
    ctx.db,
  );
}

/** It stumbled: tried again, so many times in all, then given up. */
export async function countStumble(ctx: Ctx, id: BulkActionId, place: number, most: number): Promise<void> {
  await sql`
    update bulk_items set attempts = attempts + 1,
      state = case when attempts + 1 >= ${most} then 'skipped' else state end,
      reason = case when attempts + 1 >= ${most} then 'failed' end
    where organization_id = ${ctx.organizationId} and action_id = ${id} and place = ${place} and state = 'waiting'`.execute(
    ctx.db,
  );
}

/** Done when nothing waits any more, nor is being worked on elsewhere. */
export async function finishAction(ctx: Ctx, id: BulkActionId): Promise<boolean> {
  const done = await sql`
    update bulk_actions set state = 'done', finished_at = ${ctx.now()}
    where organization_id = ${ctx.organizationId} and id = ${id} and state = 'running'
      and not exists (select from bulk_items i where i.organization_id = bulk_actions.organization_id
        and i.action_id = bulk_actions.id and i.state = 'waiting')`.execute(ctx.db);
  return Number(done.numAffectedRows ?? 0) > 0;
}

/** Old ones are forgotten, with their items; few at a time. */
export async function forgetFinished({ system }: Pick<Database, "system">, before: Date): Promise<void> {
  await sql`
    delete from bulk_actions b using (
      select organization_id, id from bulk_actions where finished_at < ${before} order by finished_at limit 20
    ) old where b.organization_id = old.organization_id and b.id = old.id`.execute(system);
}
