import { type changePasswordBody, Refusal } from "@guichet/contract";
import type { z } from "zod";
import { appendSettingsChange, getOrganization, inAuditedTransaction } from "../organizations/index.ts";
import { writePasswordHash } from "../users/index.ts";
import type { AuthDeps } from "./auth-deps.ts";
import { confirmPassword } from "./confirm-password.ts";
import { endSessions } from "./end-sessions.ts";
import { checkNewPassword } from "./password/check-new-password.ts";
import type { SessionCtx } from "./session-ctx.ts";
import { rotateToken } from "./start-session.ts";
import { tellUser } from "./tell-user.ts";

/** A new password: every other session ends, and this one gets a new token, which is returned (S22). */
export async function changePassword(
  ctx: SessionCtx,
  deps: AuthDeps,
  given: z.output<typeof changePasswordBody>,
): Promise<string> {
  const user = await confirmPassword(ctx, deps, ctx.place, { password: given.current, address: ctx.by.address });
  const { name } = await getOrganization(ctx);
  checkNewPassword(given.next, [user.email, user.firstName, user.lastName, name]);
  const hash = await deps.hasher.hash(given.next);
  const token = await inAuditedTransaction(ctx, async (inside) => {
    const change = { former: user.passwordHash, hash, at: ctx.now() };
    if (!(await writePasswordHash(inside.db, ctx.place, change))) throw new Refusal("changed_meanwhile");
    await endSessions(inside, ctx.place.userId, { except: ctx.place.sessionId });
    await appendSettingsChange(inside, { action: "user.password_changed", subject: ctx.by.name });
    return await rotateToken(inside, ctx.place);
  });
  tellUser(deps, user, "password_changed");
  return token;
}
