import { type AuthDeps, isSecure } from "./auth-deps.ts";
import type { SignedRequest } from "./authenticate.ts";
import { endSessions } from "./end-sessions.ts";
import { readSessionCookie } from "./session-cookie.ts";
import { userCtx } from "./sign-in.ts";

/** Ends the session this browser came with, if it has one that is still open (S22: also before a new one begins). */
export async function signOut(deps: AuthDeps, request: SignedRequest): Promise<void> {
  if (readSessionCookie(request.headers.cookie, isSecure(deps)) === undefined) return;
  const viewer = await deps.authenticate(request);
  if (viewer !== null) await endSessions(userCtx(deps, viewer), viewer.userId, { only: viewer.sessionId });
}
