import type { IncomingHttpHeaders } from "node:http";
import type { AccountRole, Locale, OrganizationId, SessionId, UserId } from "@guichet/contract";
import type { Database } from "../db/index.ts";
import { hashToken } from "../lib/token.ts";
import { fullName } from "../users/index.ts";
import { noteActivities } from "./note-activity.ts";
import { readSessionCookie } from "./session-cookie.ts";
import { ACTIVITY_STEP_MS, judgeSession } from "./session-life.ts";
import { findSessionPlace, findSessionRow, type SessionPlace, type SessionRow } from "./sessions.sql.ts";

/** What is looked at: a Fastify request, or the bare request of a socket's handshake. */
export type SignedRequest = {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly routeOptions?: { readonly url?: string | undefined };
};
/** The signed-in person, as the table of routes expects one. */
export type SignedInViewer = {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly name: string;
  readonly accountRole: AccountRole;
  readonly locale: Locale;
};
export type Authenticate = (request: SignedRequest) => Promise<SignedInViewer | null>;

export type AuthenticatorDeps = {
  readonly database: Database;
  readonly now: () => Date;
  /** Is the product reached by https? Decides the cookie's name. */
  readonly secure: boolean;
  /** Routes a browser calls by itself: no sign of a person although they change something. E.g. `/api/v1/conversations/:id/read`. */
  readonly automaticRoutes?: readonly string[];
};

const MOST_PLACES = 20_000;

/**
 * Who asks? Checked in the database on every request, so that a revoked session, a deactivated user and a changed role
 * count at once in every process. Only which session a token names is remembered: that never changes.
 */
export function createAuthenticator(deps: AuthenticatorDeps): Authenticate {
  const places = new Map<string, SessionPlace>();
  const automatic = new Set(deps.automaticRoutes ?? ["/api/v1/conversations/:id/read"]);

  async function findPlace(tokenHash: string): Promise<SessionPlace | undefined> {
    const known = places.get(tokenHash);
    if (known !== undefined) return known;
    const found = await findSessionPlace(deps.database.system, tokenHash);
    if (found === undefined) return undefined;
    if (places.size >= MOST_PLACES) places.clear();
    places.set(tokenHash, found);
    return found;
  }

  return async function authenticate(request) {
    const token = readSessionCookie(request.headers.cookie, deps.secure);
    if (token === undefined) return null;
    const tokenHash = hashToken(token);
    const place = await findPlace(tokenHash);
    if (place === undefined) return null;
    const db = deps.database.of(place.organizationId);
    const session = await findSessionRow(db, place, tokenHash);
    if (session === undefined) places.delete(tokenHash);
    const now = deps.now();
    if (session === undefined || judgeSession(session, now) !== "open") return null;
    const due = now.getTime() - session.lastActiveAt.getTime() > ACTIVITY_STEP_MS;
    if (due && showsPerson(request, automatic))
      await noteActivities({ db, organizationId: place.organizationId, now: deps.now }, [session.id]);
    return toViewer(place, session);
  };
}

/** A change asked for by hand. Reads happen by themselves, so they prove nobody's presence (decision 22). */
function showsPerson(request: SignedRequest, automatic: ReadonlySet<string>): boolean {
  const reads = request.method === undefined || request.method === "GET" || request.method === "HEAD";
  return !reads && !automatic.has(request.routeOptions?.url ?? "");
}

function toViewer(place: SessionPlace, session: SessionRow): SignedInViewer {
  return {
    organizationId: place.organizationId,
    userId: session.userId,
    sessionId: session.id,
    name: fullName({ first_name: session.firstName, last_name: session.lastName }),
    accountRole: session.accountRole,
    locale: session.locale,
  };
}
