import type { ChannelId, ChannelRole, UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { decideChannelRoles } from "./access-path.ts";
import { listAccessPaths } from "./channel-access.sql.ts";

/** What reading needs: an organization's door. */
export type Scope = Pick<Ctx, "db" | "organizationId">;

/** The channels a user may see and the role in each; empty for a deactivated or unknown user. One round trip. */
export async function channelRolesOf(scope: Scope, userId: UserId): Promise<ReadonlyMap<ChannelId, ChannelRole>> {
  return decideChannelRoles(await listAccessPaths(scope.db, scope.organizationId, userId));
}
