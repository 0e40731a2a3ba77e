/** Signing in, and everything that decides who asks. */
export { apiKeyRoutes } from "./api-keys/api-keys.routes.ts";
export { createCallerReader } from "./api-keys/recognize-caller.ts";
export { tokenRoutes } from "./api-keys/token.routes.ts";
export type { AuthDeps } from "./auth-deps.ts";
export {
  type Authenticate,
  createAuthenticator,
} from "./authenticate.ts";
export { createBackground } from "./background.ts";
export { endAllSessions } from "./end-sessions.ts";
export { getMe } from "./get-me.ts";
export { linkRoutes } from "./link.routes.ts";
export { meRoutes } from "./me.routes.ts";
export { noteActivities } from "./note-activity.ts";
export { createPasswordHasher, type PasswordHasher } from "./password/password-hasher.ts";
export { findEndedSessions } from "./session-states.ts";
export { ensureSetUpLink } from "./set-up.ts";
export { signInRoutes } from "./sign-in.routes.ts";
export { sweepSignIn } from "./sweep-sign-in.ts";
