import { email, linkState, me, newPasswordBody, setUpBody, setUpState } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { acceptInvitation, readInvitation } from "./accept-invitation.ts";
import { giveCookie } from "./answer-session.ts";
import type { AuthDeps } from "./auth-deps.ts";
import { getMe } from "./get-me.ts";
import { askPasswordReset, readPasswordReset, resetPassword } from "./password-reset.ts";
import { isSetUpNeeded, setUp } from "./set-up.ts";

const params = z.object({ token: z.string().max(200) });

/** What opens without a session: set-up, invitations, forgotten passwords. */
export function linkRoutes(deps: AuthDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/setup",
      summary: "Does this installation wait for its first Admin?",
      access: "anyone",
      rate: "read",
      answer: setUpState,
      handler: async () => ({ needed: await isSetUpNeeded(deps) }),
    }),
    route({
      method: "POST",
      url: "/setup",
      summary: "Make the organization and its first Admin; gone once there is one.",
      access: "anyone",
      rate: "sign_in",
      body: setUpBody,
      answer: me,
      handler: async (request, reply) => {
        const { ctx, userId, session } = await setUp(deps, request.body, request);
        giveCookie(reply, deps, session.token, session.endsAt);
        return await getMe(ctx, { userId, sessionId: session.id });
      },
    }),
    route({
      method: "GET",
      url: "/invitations/:token",
      summary: "Whose invitation this is.",
      access: "anyone",
      rate: "sign_in",
      params,
      answer: linkState,
      handler: async (request) => await readInvitation(deps, request.params.token),
    }),
    route({
      method: "PUT",
      url: "/invitations/:token",
      summary: "Accept an invitation by choosing a password.",
      access: "anyone",
      rate: "sign_in",
      params,
      body: newPasswordBody,
      handler: async (request) => await acceptInvitation(deps, newPassword(request)),
    }),
    ...resetRoutes(deps),
  ];
}

function resetRoutes(deps: AuthDeps): Route[] {
  return [
    route({
      method: "POST",
      url: "/password-resets",
      summary: "Ask for a link to choose a new password; answers the same whether there is such an account.",
      access: "anyone",
      rate: "sign_in",
      body: z.strictObject({ email }),
      handler: async (request) => askPasswordReset(deps, request.body.email),
    }),
    route({
      method: "GET",
      url: "/password-resets/:token",
      summary: "Whose link this is.",
      access: "anyone",
      rate: "sign_in",
      params,
      answer: linkState,
      handler: async (request) => await readPasswordReset(deps, request.params.token),
    }),
    route({
      method: "PUT",
      url: "/password-resets/:token",
      summary: "Choose a new password; every session ends.",
      access: "anyone",
      rate: "sign_in",
      params,
      body: newPasswordBody,
      handler: async (request) => await resetPassword(deps, newPassword(request)),
    }),
  ];
}

function newPassword(request: { params: { token: string }; body: { password: string }; address: string }) {
  return { token: request.params.token, password: request.body.password, address: request.address };
}
