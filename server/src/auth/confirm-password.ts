import { Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { type AccountPlace, type Credentials, findCredentials } from "../users/index.ts";
import type { AuthDeps } from "./auth-deps.ts";
import { takeGuess } from "./guessing/guess-guard.ts";

export type Confirmed = Credentials & { readonly passwordHash: string };

/** Asks for the current password before something about signing in changes (W22). Guesses are limited as at sign-in. */
export async function confirmPassword(
  ctx: Ctx,
  deps: AuthDeps,
  place: AccountPlace,
  given: { readonly password: string; readonly address: string },
): Promise<Confirmed> {
  const limits = { system: deps.database.system, now: deps.now, log: deps.log };
  const guess = await takeGuess(limits, `confirm ${place.userId}`, given.address);
  const credentials = await findCredentials(ctx.db, place);
  const encoded = credentials?.passwordHash ?? null;
  const right = await deps.hasher.verify(given.password, encoded);
  if (credentials === undefined || encoded === null || !right) throw new Refusal("password_wrong");
  await guess.wasRight();
  return { ...credentials, passwordHash: encoded };
}
