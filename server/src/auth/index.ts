export {
  type Authenticate,
  type AuthenticatorDeps,
  createAuthenticator,
  type SignedRequest,
} from "./authenticate.ts";
export { noteActivity } from "./note-activity.ts";
export { findEndedSessions, type SessionEnd, type SocketSession } from "./session-states.ts";
