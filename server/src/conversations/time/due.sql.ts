import type { ChannelId, ConversationId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Database } from "../../db/index.ts";

export type DueConversation = { readonly organization_id: OrganizationId; readonly id: ConversationId };

/**
 * Conversations whose moment has come, the longest due first, from two indexes of moments: what is not due is never walked
 * over. Nothing falls due where the clocks are held.
 */
export async function listDue(
  { system }: Pick<Database, "system">,
  now: Date,
  resting: readonly ConversationId[],
  limit: number,
): Promise<DueConversation[]> {
  const wanted = sql`c.id <> all(${[...resting]}::uuid[])
    and not exists (select from organizations o where o.id = c.organization_id and o.clocks_held_until > ${now})`;
  const due = await sql<DueConversation>`
    select organization_id, id from (
      (select c.organization_id, c.id, c.boomerang_at as at from conversations c
       where c.boomerang_at <= ${now} and ${wanted} order by c.boomerang_at limit ${limit})
      union all
      (select c.organization_id, c.id, c.resolve_at from conversations c
       where c.resolve_at <= ${now} and ${wanted} order by c.resolve_at limit ${limit})
    ) d group by organization_id, id order by min(at), id limit ${limit}`.execute(system);
  return due.rows;
}

export async function isChannelGone(ctx: Ctx, id: ChannelId): Promise<boolean> {
  const there = await ctx.db
    .selectFrom("channels")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return there === undefined;
}
