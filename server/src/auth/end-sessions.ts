import { Refusal, type SessionId, type UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { goOffline } from "../users/index.ts";
import { judgeSession } from "./session-life.ts";
import { deleteSessions, listSessionsOfUser, type SessionListRow, type WhichSessions } from "./sessions.sql.ts";

/** Ends sessions of a user; whoever has none left is offline. */
export async function endSessions(ctx: Ctx, userId: UserId, which: WhichSessions = "all"): Promise<number> {
  const ended = await deleteSessions(ctx.db, ctx.organizationId, userId, which);
  const left = await listSessionsOfUser(ctx.db, ctx.organizationId, userId);
  if (ended > 0 && left.length === 0) await goOffline(ctx, userId);
  return ended;
}

/** Ends one of one's own sessions. Somebody else's is as unknown as one that never was. */
export async function endOwnSession(ctx: Ctx, userId: UserId, sessionId: SessionId): Promise<void> {
  if ((await endSessions(ctx, userId, { only: sessionId })) === 0) throw new Refusal("not_found");
}

/** One's own sessions that are still open. */
export async function listOpenSessions(
  ctx: Pick<Ctx, "db" | "organizationId" | "now">,
  userId: UserId,
  inactiveMinutes: number,
): Promise<SessionListRow[]> {
  const rows = await listSessionsOfUser(ctx.db, ctx.organizationId, userId);
  return rows.filter((row) => judgeSession({ ...row, inactiveMinutes, deactivated: false }, ctx.now()) === "open");
}

/** The port `EndSessions` of users: somebody is deactivated, or may do something else now. */
export async function endAllSessions(ctx: Ctx, userId: UserId): Promise<void> {
  await endSessions(ctx, userId);
}
