import type { FastifyReply } from "fastify";
import { type AuthDeps, isSecure } from "./auth-deps.ts";
import { endedCookie, sessionCookie } from "./session-cookie.ts";

/** Puts the token into the browser's cookie. */
export function giveCookie(reply: FastifyReply, deps: AuthDeps, token: string, endsAt: Date): void {
  reply.header("set-cookie", sessionCookie(token, endsAt, isSecure(deps)));
}

/**
 * Takes the cookie away, and with it whatever this origin stored in the browser (S50). Not `"cookies"`: that would sign the
 * person out of every site of the same domain.
 */
export function takeCookie(reply: FastifyReply, deps: AuthDeps): void {
  reply.header("set-cookie", endedCookie(isSecure(deps)));
  reply.header("clear-site-data", '"storage"');
}
