import type { ChannelId, ChannelRole } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";

/** W125: only an Admin deletes a contact, and one who sees every channel there is. */
export async function mayDelete(ctx: Ctx, reach: ReadonlyMap<ChannelId, ChannelRole>): Promise<boolean> {
  if (ctx.actor.type !== "user") return false;
  const found = await sql`
    select 1 from users u where u.organization_id = ${ctx.organizationId} and u.id = ${ctx.actor.id} and u.account_role = 'admin'
      and u.deactivated_at is null and not exists (
        select 1 from channels h where h.organization_id = u.organization_id and h.deleted_at is null
          and not (h.id = any(${[...reach.keys()]}::uuid[])))`.execute(ctx.db);
  return found.rows.length > 0;
}
