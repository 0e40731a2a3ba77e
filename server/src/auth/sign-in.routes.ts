import { me, sessionId, sessionView, signInBody } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { viewerCtx } from "../organizations/index.ts";
import { giveCookie, takeCookie } from "./answer-session.ts";
import type { AuthDeps } from "./auth-deps.ts";
import { endOwnSession, endSessions, listOpenSessions } from "./end-sessions.ts";
import { getMe } from "./get-me.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";

/** Signing in and out, and one's own sessions. */
export function signInRoutes(deps: AuthDeps): Route[] {
  return [
    route({
      method: "POST",
      url: "/session",
      summary: "Sign in.",
      access: "anyone",
      rate: "sign_in",
      body: signInBody,
      answer: me,
      handler: async (request, reply) => {
        const { ctx, userId, session } = await signIn(deps, request.body, request);
        await signOut(deps, request.raw);
        giveCookie(reply, deps, session.token, session.endsAt);
        return await getMe(ctx, { userId, sessionId: session.id });
      },
    }),
    route({
      method: "DELETE",
      url: "/session",
      summary: "Sign out.",
      access: "anyone",
      rate: "write",
      handler: async (request, reply) => {
        await signOut(deps, request.raw);
        takeCookie(reply, deps);
      },
    }),
    route({
      method: "GET",
      url: "/session",
      summary: "Who am I?",
      access: "signed_in",
      rate: "read",
      answer: me,
      handler: async (request) => await getMe(viewerCtx(deps, request), request.viewer),
    }),
    ...sessionListRoutes(deps),
  ];
}

function sessionListRoutes(deps: AuthDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/sessions",
      summary: "My open sessions.",
      access: "signed_in",
      rate: "read",
      answer: z.object({ items: z.array(sessionView) }),
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        const { inactiveMinutes } = await getMe(ctx, request.viewer);
        const rows = await listOpenSessions(ctx, request.viewer.userId, inactiveMinutes);
        const items = rows.map(({ id, createdAt, lastActiveAt, address, userAgent }) => ({
          id,
          createdAt: createdAt.toISOString(),
          lastActiveAt: lastActiveAt.toISOString(),
          address,
          userAgent,
          current: id === request.viewer.sessionId,
        }));
        return { items };
      },
    }),
    route({
      method: "DELETE",
      url: "/sessions",
      summary: "End all my sessions but this one.",
      access: "signed_in",
      rate: "write",
      handler: async (request) => {
        const { userId, sessionId: except } = request.viewer;
        await endSessions(viewerCtx(deps, request), userId, { except });
      },
    }),
    route({
      method: "DELETE",
      url: "/sessions/:id",
      summary: "End one of my sessions.",
      access: "signed_in",
      rate: "write",
      params: z.object({ id: sessionId }),
      handler: async (request) =>
        await endOwnSession(viewerCtx(deps, request), request.viewer.userId, request.params.id),
    }),
  ];
}
