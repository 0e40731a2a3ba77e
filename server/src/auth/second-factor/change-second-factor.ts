import { Refusal, type totpStart } from "@guichet/contract";
import type { z } from "zod";
import { appendSettingsChange, inAuditedTransaction } from "../../organizations/index.ts";
import { clearTotp, confirmTotp, findCredentials, takeTotpStep, writeTotpSecret } from "../../users/index.ts";
import type { AuthDeps } from "../auth-deps.ts";
import { confirmPassword } from "../confirm-password.ts";
import { endSessions } from "../end-sessions.ts";
import type { SessionCtx } from "../session-ctx.ts";
import { rotateToken } from "../start-session.ts";
import { tellUser } from "../tell-user.ts";
import { totpRecord } from "./check-second-factor.ts";
import { replaceRecoveryCodes } from "./recovery-codes.sql.ts";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-codes.ts";
import { findTotpStep, newTotp } from "./totp.ts";

/** A secret for the authenticator app. It counts only after `confirmSecondFactor`; asking again makes another. */
export async function startSecondFactor(ctx: SessionCtx, deps: AuthDeps): Promise<z.input<typeof totpStart>> {
  const user = await findCredentials(ctx.db, ctx.place);
  if (user === undefined || user.totpConfirmed) throw new Refusal("already_exists");
  const made = newTotp(user.email);
  const sealed = deps.secretBox.seal(made.secret, totpRecord(ctx.place));
  if (!(await writeTotpSecret(ctx.db, ctx.place, sealed))) throw new Refusal("already_exists");
  return made;
}

export type SecondFactorOn = { readonly codes: string[]; readonly token: string };

/** The app works: from now on sign-in asks for it. Other sessions end, this one gets a new token; the codes are shown once. */
export async function confirmSecondFactor(ctx: SessionCtx, deps: AuthDeps, code: string): Promise<SecondFactorOn> {
  const user = await findCredentials(ctx.db, ctx.place);
  const sealed = user?.totpSecretSealed ?? null;
  if (user === undefined || sealed === null || user.totpConfirmed) throw new Refusal("not_found");
  const secret = deps.secretBox.open(sealed, totpRecord(ctx.place));
  const step = findTotpStep(secret, code, ctx.now());
  if (step === undefined) throw new Refusal("second_factor_failed");
  const codes = newRecoveryCodes();
  const hashes = codes.flatMap((made) => hashRecoveryCode(ctx.place.userId, made) ?? []);
  const token = await inAuditedTransaction(ctx, async (inside) => {
    if (!(await confirmTotp(inside.db, ctx.place, sealed, ctx.now()))) throw new Refusal("changed_meanwhile");
    if (!(await takeTotpStep(inside.db, ctx.place, step))) throw new Refusal("second_factor_failed");
    await replaceRecoveryCodes(inside.db, ctx.place, hashes);
    await endSessions(inside, ctx.place.userId, { except: ctx.place.sessionId });
    await appendSettingsChange(inside, { action: "user.second_factor_on", subject: ctx.by.name });
    return await rotateToken(inside, ctx.place);
  });
  tellUser(deps, user, "second_factor_on");
  return { codes, token };
}

/** Back to the password alone; asks for it. Returns this session's new token. */
export async function endSecondFactor(ctx: SessionCtx, deps: AuthDeps, password: string): Promise<string> {
  const user = await confirmPassword(ctx, deps, ctx.place, { password, address: ctx.by.address });
  const token = await inAuditedTransaction(ctx, async (inside) => {
    await clearTotp(inside.db, ctx.place);
    await replaceRecoveryCodes(inside.db, ctx.place, []);
    await endSessions(inside, ctx.place.userId, { except: ctx.place.sessionId });
    await appendSettingsChange(inside, { action: "user.second_factor_off", subject: ctx.by.name });
    return await rotateToken(inside, ctx.place);
  });
  tellUser(deps, user, "second_factor_off");
  return token;
}
