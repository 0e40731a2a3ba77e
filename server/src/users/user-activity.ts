import type { UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import type { Scope } from "./channel-access.ts";
import { listDeactivatedIds, touchUsers } from "./users.sql.ts";

/** Keeps "last active" of the user list. */
export async function noteUsersActive(
  ctx: Pick<Ctx, "db" | "organizationId" | "now">,
  userIds: readonly UserId[],
): Promise<void> {
  await touchUsers(ctx.db, ctx.organizationId, userIds, ctx.now());
}

/** Which of these are deactivated. */
export async function listDeactivated(scope: Scope, userIds: readonly UserId[]): Promise<ReadonlySet<UserId>> {
  return new Set(await listDeactivatedIds(scope.db, scope.organizationId, userIds));
}
