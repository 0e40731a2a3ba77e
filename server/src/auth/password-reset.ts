import { Refusal } from "@guichet/contract";
import { renderPasswordReset } from "../mail/index.ts";
import { findAccountByEmail, findCredentials, makeLink, RESET_MINUTES } from "../users/index.ts";
import type { AuthDeps } from "./auth-deps.ts";
import { takeMail } from "./guessing/guess-guard.ts";
import { acceptLink, type NewPassword, readLink, resetBinding } from "./link-to-password.ts";
import { tellUser } from "./tell-user.ts";

/**
 * Sends a link for a new password, if there is such an account. Everything happens after the answer, so that neither its
 * words nor its time tell whether there is one (S20). At most three mails in a quarter of an hour.
 */
export function askPasswordReset(deps: AuthDeps, email: string): void {
  deps.background.run("password reset", async () => {
    const system = deps.database.system;
    if (!(await takeMail({ system, now: deps.now, log: deps.log }, email))) return;
    const place = await findAccountByEmail(system, email);
    const user = place && (await findCredentials(deps.database.of(place.organizationId), place));
    if (place === undefined || user === undefined || user.deactivated || user.passwordHash === null) return;
    const link = await makeLink(
      { system, publicUrl: deps.publicUrl, now: deps.now },
      { purpose: "password_reset", ...place, boundTo: resetBinding(user) },
    );
    const { locale, firstName } = user;
    const mail = renderPasswordReset({ locale, name: firstName, link, validMinutes: RESET_MINUTES });
    const { delivered } = await deps.mailer.send({ to: user.email, ...mail });
    if (!delivered) deps.log.warn("a mail for a new password could not be sent");
  });
}

/** Whose link this is; refuses with `link_expired`. */
export async function readPasswordReset(deps: AuthDeps, token: string) {
  const { user, organizationName } = await readLink(deps, "password_reset", token);
  return { email: user.email, firstName: user.firstName, organizationName };
}

/** The new password, by a link that works once. Every session ends; a second factor is still asked for at sign-in. */
export async function resetPassword(deps: AuthDeps, given: NewPassword): Promise<void> {
  const user = await acceptLink(deps, "password_reset", given, "user.password_reset");
  if (user === undefined) throw new Refusal("link_expired");
  tellUser(deps, user, "password_changed");
}
