import type { SessionId, UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { noteUserActive } from "../users/index.ts";
import { touchSession } from "./sessions.sql.ts";

/**
 * A person did something in this session: pointer, key, touch, or a change asked for by hand. Heartbeats and reads are no
 * activity. Writes at most every 30 seconds; a session that has run out stays so.
 */
export async function noteActivity(
  ctx: Pick<Ctx, "db" | "organizationId" | "now">,
  session: { readonly id: SessionId; readonly userId: UserId },
): Promise<void> {
  const now = ctx.now();
  const moved = await touchSession(ctx.db, { organizationId: ctx.organizationId, sessionId: session.id }, now);
  if (moved) await noteUserActive(ctx, session.userId);
}
