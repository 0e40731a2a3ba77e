import { Refusal } from "@guichet/contract";
import type { AuthDeps } from "./auth-deps.ts";
import { acceptLink, type NewPassword, readLink } from "./link-to-password.ts";

/** Whose invitation this is; refuses with `link_expired`. */
export async function readInvitation(deps: AuthDeps, token: string) {
  const { user, organizationName } = await readLink(deps, "invitation", token);
  return { email: user.email, firstName: user.firstName, organizationName };
}

/** The first password of an invited user (W30). Signing in comes after, by the one door there is. */
export async function acceptInvitation(deps: AuthDeps, given: NewPassword): Promise<void> {
  const user = await acceptLink(deps, "invitation", given, "user.invitation_accepted");
  if (user === undefined) throw new Refusal("link_expired");
}
