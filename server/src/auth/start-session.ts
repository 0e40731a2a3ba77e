import type { SessionId, UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { hashToken, newToken } from "../lib/token.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { arrive, noteUsersActive } from "../users/index.ts";
import { SESSION_DAYS } from "./session-life.ts";
import { insertSession, type SessionPlace, writeSessionToken } from "./sessions.sql.ts";

export type StartedSession = {
  readonly id: SessionId;
  /** Goes into the cookie and nowhere else; the database keeps its hash (S18). */
  readonly token: string;
  readonly endsAt: Date;
};

/** A fresh session with a fresh token: signing in never continues one that was there before (S22). */
export async function startSession(
  ctx: Ctx,
  userId: UserId,
  from: { readonly address: string; readonly userAgent: string },
): Promise<StartedSession> {
  const id = uuidV7() as SessionId;
  const token = newToken();
  const at = ctx.now();
  const endsAt = new Date(at.getTime() + SESSION_DAYS * 24 * 3_600_000);
  const tokenHash = hashToken(token);
  await insertSession(ctx.db, ctx.organizationId, { id, userId, tokenHash, at, endsAt, ...from });
  await arrive(ctx, userId);
  await noteUsersActive(ctx, [userId]);
  return { id, token, endsAt };
}

/** Another token for the same session, after a change of how one signs in; the former opens nothing any more (S22). */
export async function rotateToken(ctx: Pick<Ctx, "db">, place: SessionPlace): Promise<string> {
  const token = newToken();
  await writeSessionToken(ctx.db, place, hashToken(token));
  return token;
}
