import { Refusal } from "@guichet/contract";
import { transact } from "../db/index.ts";
import { hashToken } from "../lib/token.ts";
import { type AuditedCtx, appendSettingsChange, getOrganization } from "../organizations/index.ts";
import {
  type AccountLink,
  type AccountPlace,
  type Credentials,
  findCredentials,
  findLink,
  takeLink,
  writePasswordHash,
} from "../users/index.ts";
import type { AuthDeps } from "./auth-deps.ts";
import { endSessions } from "./end-sessions.ts";
import { checkNewPassword } from "./password/check-new-password.ts";

export type NewPassword = { readonly token: string; readonly password: string; readonly address: string };
type Purpose = "invitation" | "password_reset";
type Found = { readonly place: AccountPlace; readonly user: Credentials; readonly organizationName: string };

/** What a link for a new password is bound to: another password or address in between voids it. */
export function resetBinding(user: Pick<Credentials, "passwordHash" | "email">): string {
  return hashToken(`${user.passwordHash} ${user.email}`);
}

/** Whose link this is. A link that is used, expired, void, or for somebody it no longer fits, is `link_expired`. */
export async function readLink(deps: AuthDeps, purpose: Purpose, token: string): Promise<Found> {
  const link = await findLink(deps.database.system, purpose, token, deps.now());
  const place = placeOf(link);
  if (link === undefined || place === undefined) throw new Refusal("link_expired");
  const db = deps.database.of(place.organizationId);
  const user = await findCredentials(db, place);
  if (user === undefined || !stillFits(purpose, link, user)) throw new Refusal("link_expired");
  const { name } = await getOrganization({ db, organizationId: place.organizationId });
  return { place, user, organizationName: name };
}

/**
 * Sets the password and uses the link up, both or none. Undefined when somebody else was faster. The link is judged before
 * the password is hashed, so that a made-up token costs nothing.
 */
export async function acceptLink(
  deps: AuthDeps,
  purpose: Purpose,
  given: NewPassword,
  action: string,
): Promise<Credentials | undefined> {
  const { place, user, organizationName } = await readLink(deps, purpose, given.token);
  checkNewPassword(given.password, [user.email, user.firstName, user.lastName, organizationName]);
  const hash = await deps.hasher.hash(given.password);
  // Links have no organization of their own, so this transaction goes through the machine's door; it names the user's row.
  return await transact(deps.database.system, async (db) => {
    if ((await takeLink(db, purpose, given.token, deps.now())) === undefined) return undefined;
    const change = { former: user.passwordHash, hash, at: deps.now() };
    if (!(await writePasswordHash(db, place, change))) throw new Refusal("link_expired");
    const name = `${user.firstName} ${user.lastName}`;
    const ctx: AuditedCtx = {
      db,
      organizationId: place.organizationId,
      actor: { type: "user", id: place.userId },
      now: deps.now,
      log: deps.log,
      by: { name, address: given.address },
    };
    await endSessions(ctx, place.userId);
    await appendSettingsChange(ctx, { action, subject: name });
    return user;
  });
}

function placeOf(link: AccountLink | undefined): AccountPlace | undefined {
  const { organization_id: organizationId, user_id: userId } = link ?? {};
  return organizationId && userId ? { organizationId, userId } : undefined;
}

function stillFits(purpose: Purpose, link: AccountLink, user: Credentials): boolean {
  if (user.deactivated) return false;
  return purpose === "invitation" ? user.passwordHash === null : link.bound_to === resetBinding(user);
}
