import type { SessionId, UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { listDeactivated } from "../users/index.ts";
import { judgeSession } from "./session-life.ts";
import { listSessionRows } from "./sessions.sql.ts";

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
  const rows = await listSessionRows(
    ctx.db,
    ctx.organizationId,
    sessions.map((session) => session.sessionId),
  );
  const states = new Map(rows.map((row) => [row.id, judgeSession(row, ctx.now())]));
  const gone = sessions.filter((session) => !states.has(session.sessionId));
  const deactivated = await listDeactivated(
    ctx,
    gone.map((session) => session.userId),
  );
  const ended = new Map<SessionId, SessionEnd>();
  for (const [id, state] of states) if (state !== "open") ended.set(id, state);
  for (const { sessionId, userId } of gone) ended.set(sessionId, deactivated.has(userId) ? "deactivated" : "revoked");
  return ended;
}
