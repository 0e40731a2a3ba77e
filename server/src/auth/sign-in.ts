import { type OrganizationId, Refusal, type signInBody, type UserId } from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../db/index.ts";
import {
  type AccountPlace,
  type Credentials,
  channelRolesOf,
  findAccountByEmail,
  findCredentials,
  writePasswordHash,
} from "../users/index.ts";
import type { AuthDeps } from "./auth-deps.ts";
import { takeGuess } from "./guessing/guess-guard.ts";
import { checkSecondFactor, type SecondFactor } from "./second-factor/check-second-factor.ts";
import { type StartedSession, startSession } from "./start-session.ts";
import { tellUser } from "./tell-user.ts";

export type SignInFrom = { readonly address: string; readonly userAgent: string };
export type SignedIn = { readonly ctx: Ctx; readonly userId: UserId; readonly session: StartedSession };

/** Reads for an address nobody has go to the same places as for one that somebody has (S20). */
const NOBODY: AccountPlace = {
  organizationId: "00000000-0000-0000-0000-000000000000" as OrganizationId,
  userId: "00000000-0000-0000-0000-000000000000" as UserId,
};

/**
 * Signs in with a password and, where it is switched on, a second factor. One answer, `sign_in_failed`, for an unknown
 * address, a wrong password, an invitation that was not accepted and a deactivated user; each costs exactly one hash.
 * An Agent without any channel gets `no_channel_access` (S12, W18); an Admin may enter, to Settings (decision 10).
 */
export async function signIn(
  deps: AuthDeps,
  attempt: z.output<typeof signInBody>,
  from: SignInFrom,
): Promise<SignedIn> {
  const { email, password, code } = attempt;
  const system = deps.database.system;
  const guess = await takeGuess({ system, now: deps.now, log: deps.log }, email, from.address);
  const place = (await findAccountByEmail(system, email)) ?? NOBODY;
  const db = deps.database.of(place.organizationId);
  const credentials = await findCredentials(db, place);
  const encoded = mayTry(credentials) ? credentials.passwordHash : null;
  const right = await deps.hasher.verify(password, encoded);
  if (credentials === undefined || encoded === null || !right) throw new Refusal("sign_in_failed");

  const factor = await passSecondFactor(deps, place, credentials, code, guess);
  await guess.wasRight();
  const ctx = userCtx(deps, place);
  if (credentials.accountRole === "agent" && (await channelRolesOf(ctx, place.userId)).size === 0)
    throw new Refusal("no_channel_access");
  await raiseHash(deps, place, password, encoded);
  if (factor === "recovery_code") tellUser(deps, credentials, "recovery_code_used");
  return { ctx, userId: place.userId, session: await startSession(ctx, place.userId, from) };
}

function mayTry(credentials: Credentials | undefined): credentials is Credentials {
  return credentials !== undefined && !credentials.deactivated;
}

/** A missing code is no guess; a wrong one counts like a wrong password, so codes cannot be tried through (S21). */
async function passSecondFactor(
  deps: AuthDeps,
  place: AccountPlace,
  credentials: Credentials,
  code: string | undefined,
  guess: { wasNoGuess(): Promise<void> },
): Promise<SecondFactor> {
  const db = deps.database.of(place.organizationId);
  try {
    return await checkSecondFactor({ db, secretBox: deps.secretBox, now: deps.now }, place, credentials, code);
  } catch (error) {
    if (error instanceof Refusal && error.code === "second_factor_required") await guess.wasNoGuess();
    throw error;
  }
}

/** Makes the hash anew when today's parameters are higher; the password itself does not change. */
async function raiseHash(deps: AuthDeps, place: AccountPlace, password: string, former: string): Promise<void> {
  if (!deps.hasher.isOutdated(former)) return;
  const hash = await deps.hasher.hash(password);
  await writePasswordHash(deps.database.of(place.organizationId), place, { former, hash, at: undefined });
}

/** The ctx of somebody who acts before there is a session. */
export function userCtx(deps: AuthDeps, place: AccountPlace): Ctx {
  const { organizationId, userId } = place;
  return {
    db: deps.database.of(organizationId),
    organizationId,
    actor: { type: "user", id: userId },
    now: deps.now,
    log: deps.log,
  };
}
