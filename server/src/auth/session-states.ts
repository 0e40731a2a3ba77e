import type { SessionId, UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { listDeactivated } from "../users/index.ts";
import { judgeSession } from "./session-life.ts";
import { listDoubtfulSessions } from "./sessions.sql.ts";

export type SocketSession = { readonly sessionId: SessionId; readonly userId: UserId };
/** As the live feed words the end of a session. */
export type SessionEnd = "expired" | "revoked" | "deactivated";

/**
 * Which of these sessions are over, and why: sockets outlive the request that opened them, so whoever holds sockets asks
 * this every few seconds (S14: at most 5). Sessions that are still open are not in the answer.
 */
export async function findEndedSessions(
  ctx: Pick<Ctx, "db" | "organizationId" | "now">,
  sessions: readonly SocketSession[],
): Promise<Map<SessionId, SessionEnd>> {
  const now = ctx.now();
  const ids = sessions.map((session) => session.sessionId);
  const rows = new Map(
    (await listDoubtfulSessions(ctx.db, ctx.organizationId, ids, now)).map((row) => [row.sessionId, row]),
  );
  const isGone = ({ sessionId }: SocketSession) => rows.get(sessionId)?.id === null;
  const deactivated = await listDeactivated(
    ctx,
    sessions.filter(isGone).map((session) => session.userId),
  );
  const ended = new Map<SessionId, SessionEnd>();
  for (const { sessionId, userId } of sessions) {
    const row = rows.get(sessionId);
    if (row === undefined) continue;
    const state = row.id !== null ? judgeSession(row, now) : deactivated.has(userId) ? "deactivated" : "revoked";
    if (state !== "open") ended.set(sessionId, state);
  }
  return ended;
}
