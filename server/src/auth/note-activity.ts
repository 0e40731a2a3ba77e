import type { SessionId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { noteUsersActive } from "../users/index.ts";
import { touchSessions } from "./sessions.sql.ts";

/**
 * People did something in these sessions of one organization: pointer, key, touch, or a change asked for by hand. Heartbeats
 * and reads are no activity. Writes at most every 30 seconds for a session; one that has run out stays so.
 */
export async function noteActivities(
  ctx: Pick<Ctx, "db" | "organizationId" | "now">,
  sessionIds: readonly SessionId[],
): Promise<void> {
  if (sessionIds.length === 0) return;
  const moved = await touchSessions(ctx.db, ctx.organizationId, sessionIds, ctx.now());
  if (moved.length > 0) await noteUsersActive(ctx, moved);
}
