import type { Ctx } from "../db/index.ts";

/** W65: after how long Pending comes back by itself; null: it does not. */
export async function systemBoomerangHours(ctx: Ctx): Promise<number | null> {
  const found = await ctx.db
    .selectFrom("organizations")
    .select("system_boomerang_hours as hours")
    .where("id", "=", ctx.organizationId)
    .executeTakeFirst();
  return found?.hours ?? null;
}
