import type { ConversationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, readRows } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";
import type { FreeFor } from "../queue-page.sql.ts";

/**
 * Is this user Available? Their row stays theirs until the transaction ends: two tabs that ask at once come one after the
 * other, and so does a change of availability.
 */
export async function isAvailable(ctx: Ctx, userId: UserId): Promise<boolean> {
  const rows = await readRows<{ presence: string }>(ctx.db, PRESENCE, [ctx.organizationId, userId]);
  return rows[0]?.presence === "available";
}

const PRESENCE = "select presence from users where organization_id = $1 and id = $2 for no key update";

export async function holdsAnything(ctx: Ctx, userId: UserId): Promise<boolean> {
  const held = await ctx.db
    .selectFrom("conversations")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("lock_user_id", "=", userId)
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}

/**
 * The first of these that nobody holds and that is theirs or, unless they are full, nobody's, its row locked until the transaction ends. Of many who ask
 * at one instant each gets another: rows that somebody is just taking are passed over, or with `wait` looked at once that is done.
 */
export async function takeFirst(
  ctx: Ctx,
  { userId, full }: FreeFor,
  ids: readonly ConversationId[],
  wait: boolean,
): Promise<Conversation | undefined> {
  const taken = await sql<Conversation>`
    select * from conversations c
    where c.organization_id = ${ctx.organizationId} and c.id = any(${[...ids]}::uuid[])
      and c.status = 'new' and c.holder is null and c.lock_user_id is null
      and (c.assignee_id = ${userId} or not ${full}::boolean and c.assignee_id is null)
    order by array_position(${[...ids]}::uuid[], c.id) limit 1
    for update ${wait ? sql`` : sql`skip locked`}`.execute(ctx.db);
  return taken.rows[0];
}
