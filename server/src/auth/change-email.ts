import type { changeEmailBody } from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../events/index.ts";
import { appendSettingsChange, inAuditedTransaction, refuseTaken } from "../organizations/index.ts";
import { voidLinks, writeEmail } from "../users/index.ts";
import type { AuthDeps } from "./auth-deps.ts";
import { confirmPassword } from "./confirm-password.ts";
import { endSessions } from "./end-sessions.ts";
import type { SessionCtx } from "./session-ctx.ts";
import { tellUser } from "./tell-user.ts";

/** Another address to sign in with. Other sessions end, links sent to the former address are void, and it is told so. */
export async function changeEmail(
  ctx: SessionCtx,
  deps: AuthDeps,
  given: z.output<typeof changeEmailBody>,
): Promise<void> {
  const { userId, organizationId, sessionId } = ctx.place;
  const user = await confirmPassword(ctx, deps, ctx.place, { password: given.current, address: ctx.by.address });
  if (user.email === given.email) return;
  await voidLinks(deps.database.system, organizationId, userId);
  await refuseTaken({ users_email: "email" }, () =>
    inAuditedTransaction(ctx, async (inside) => {
      await writeEmail(inside.db, ctx.place, given.email);
      await endSessions(inside, userId, { except: sessionId });
      const [before, after] = [{ email: user.email }, { email: given.email }];
      await appendSettingsChange(inside, { action: "user.email_changed", subject: ctx.by.name, before, after });
      await appendEvents(inside, [{ type: "user.changed", data: { userId, change: "edited" } }]);
    }),
  );
  tellUser(deps, user, "email_changed");
  tellUser(deps, { ...user, email: given.email }, "email_changed");
}
