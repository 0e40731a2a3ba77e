import { renderSignInChanged, type SignInChange } from "../mail/index.ts";
import type { Credentials } from "../users/index.ts";
import type { AuthDeps } from "./auth-deps.ts";

type Told = Pick<Credentials, "email" | "firstName" | "locale" | "timeZone">;

/** Tells a user by mail that the way of signing in is another now. The answer does not wait for it. */
export function tellUser(
  deps: Pick<AuthDeps, "background" | "mailer" | "now" | "publicUrl">,
  user: Told,
  change: SignInChange,
): void {
  const { email, firstName: name, locale, timeZone } = user;
  const link = new URL("profile", deps.publicUrl.replace(/\/?$/, "/")).href;
  const mail = renderSignInChanged({ locale, name, change, at: deps.now(), timeZone, link });
  deps.background.run("sign-in mail", async () => {
    await deps.mailer.send({ to: email, ...mail });
  });
}
