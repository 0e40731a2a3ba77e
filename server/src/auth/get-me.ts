import { type Me, type PresenceAtSignIn, Refusal, type SessionId, type UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { getOrganization } from "../organizations/index.ts";
import { awayStateOf, getUserRow, photoUrl, type UserRow } from "../users/index.ts";
import { listSessionsOfUser, type SessionListRow } from "./sessions.sql.ts";

/** The signed-in person, as their own browser needs it. */
export async function getMe(
  ctx: Pick<Ctx, "db" | "organizationId">,
  who: { readonly userId: UserId; readonly sessionId: SessionId },
): Promise<Me> {
  const user = await getUserRow(ctx, who.userId);
  const sessions = await listSessionsOfUser(ctx.db, ctx.organizationId, who.userId);
  const session = sessions.find((found) => found.id === who.sessionId);
  if (session === undefined) throw new Refusal("not_signed_in");
  const { inactiveSessionMinutes } = await getOrganization(ctx);
  return toMe(user, session, inactiveSessionMinutes);
}

function toMe(user: UserRow, session: SessionListRow, inactiveMinutes: number): Me {
  return {
    id: user.id,
    email: user.email,
    firstName: user.first_name,
    lastName: user.last_name,
    shortCode: user.short_code,
    photo: photoUrl(user),
    accountRole: user.account_role,
    locale: user.locale,
    colorScheme: user.color_scheme,
    timeZone: user.time_zone,
    twoFactor: user.totp_confirmed_at !== null,
    presence: user.presence,
    awayState: awayStateOf(user),
    presenceAtSignIn: atSignInOf(user),
    preferences: user.preferences,
    sessionId: session.id,
    inactiveMinutes,
    sessionEndsAt: session.endsAt.toISOString(),
  };
}

function atSignInOf({ sign_in_availability: presence, sign_in_away_state_id: awayStateId }: UserRow): PresenceAtSignIn {
  if (presence === null) return { presence: "last" };
  return presence === "away" ? { presence, awayStateId } : { presence };
}
