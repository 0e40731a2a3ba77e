import {
  changeEmailBody,
  changePasswordBody,
  me,
  password,
  patchMeBody,
  presenceBody,
  recoveryCodes,
  totpConfirmBody,
  totpStart,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { viewerCtx } from "../organizations/index.ts";
import { changeProfile, setPresence } from "../users/index.ts";
import { giveCookie } from "./answer-session.ts";
import type { AuthDeps } from "./auth-deps.ts";
import { changeEmail } from "./change-email.ts";
import { changePassword } from "./change-password.ts";
import { getMe } from "./get-me.ts";
import { confirmSecondFactor, endSecondFactor, startSecondFactor } from "./second-factor/change-second-factor.ts";
import { sessionCtx } from "./session-ctx.ts";

/** What people change about themselves. */
export function meRoutes(deps: AuthDeps): Route[] {
  return [
    route({
      method: "PATCH",
      url: "/me",
      summary: "Change my profile and preferences.",
      access: "signed_in",
      rate: "write",
      body: patchMeBody,
      answer: me,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await changeProfile(ctx, request.viewer.userId, request.body);
        return await getMe(ctx, request.viewer);
      },
    }),
    route({
      method: "PUT",
      url: "/me/presence",
      summary: "Available, Away, or in an away state.",
      access: "signed_in",
      rate: "write",
      body: presenceBody,
      answer: me,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await setPresence(ctx, request.viewer.userId, request.body);
        return await getMe(ctx, request.viewer);
      },
    }),
    ...signInChangeRoutes(deps),
    ...secondFactorRoutes(deps),
  ];
}

function signInChangeRoutes(deps: AuthDeps): Route[] {
  return [
    route({
      method: "PUT",
      url: "/me/password",
      summary: "Change my password; my other sessions end.",
      access: "signed_in",
      rate: "sign_in",
      body: changePasswordBody,
      handler: async (request, reply) => {
        const ctx = sessionCtx(deps, request);
        const token = await changePassword(ctx, deps, request.body);
        const { sessionEndsAt } = await getMe(ctx, request.viewer);
        giveCookie(reply, deps, token, new Date(sessionEndsAt));
      },
    }),
    route({
      method: "PUT",
      url: "/me/email",
      summary: "Change the address I sign in with; my other sessions end.",
      access: "signed_in",
      rate: "sign_in",
      body: changeEmailBody,
      handler: async (request) => await changeEmail(sessionCtx(deps, request), deps, request.body),
    }),
  ];
}

function secondFactorRoutes(deps: AuthDeps): Route[] {
  return [
    route({
      method: "POST",
      url: "/me/totp",
      summary: "A secret for an authenticator app; counts once confirmed.",
      access: "signed_in",
      rate: "sign_in",
      answer: totpStart,
      handler: async (request) => await startSecondFactor(sessionCtx(deps, request), deps),
    }),
    route({
      method: "PUT",
      url: "/me/totp",
      summary: "Confirm the app with a code; answers the recovery codes, once.",
      access: "signed_in",
      rate: "sign_in",
      body: totpConfirmBody,
      answer: recoveryCodes,
      handler: async (request, reply) => {
        const ctx = sessionCtx(deps, request);
        const { codes, token } = await confirmSecondFactor(ctx, deps, request.body.code);
        const { sessionEndsAt } = await getMe(ctx, request.viewer);
        giveCookie(reply, deps, token, new Date(sessionEndsAt));
        return { codes };
      },
    }),
    route({
      method: "DELETE",
      url: "/me/totp",
      summary: "Sign in with the password alone again.",
      access: "signed_in",
      rate: "sign_in",
      body: z.strictObject({ current: password }),
      handler: async (request, reply) => {
        const ctx = sessionCtx(deps, request);
        const token = await endSecondFactor(ctx, deps, request.body.current);
        const { sessionEndsAt } = await getMe(ctx, request.viewer);
        giveCookie(reply, deps, token, new Date(sessionEndsAt));
      },
    }),
  ];
}
