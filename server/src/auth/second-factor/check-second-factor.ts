import { Refusal } from "@guichet/contract";
import type { Db } from "../../db/index.ts";
import type { SecretBox } from "../../lib/secret-box.ts";
import { type AccountPlace, type Credentials, takeTotpStep } from "../../users/index.ts";
import { takeRecoveryCode } from "./recovery-codes.sql.ts";
import { hashRecoveryCode } from "./recovery-codes.ts";
import { findTotpStep } from "./totp.ts";

/** The seal of a secret opens for this user alone. */
export function totpRecord(place: Pick<AccountPlace, "userId">): string {
  return `${place.userId}/totp`;
}

export type SecondFactor = "none" | "app" | "recovery_code";

/**
 * After the right password: the second factor, where it is switched on. Refuses with `second_factor_required` when the code
 * is missing and `second_factor_failed` when it is wrong, old, or used before.
 */
export async function checkSecondFactor(
  deps: { readonly db: Db; readonly secretBox: SecretBox; readonly now: () => Date },
  place: AccountPlace,
  credentials: Pick<Credentials, "totpSecretSealed" | "totpConfirmed">,
  code: string | undefined,
): Promise<SecondFactor> {
  if (!credentials.totpConfirmed || credentials.totpSecretSealed === null) return "none";
  if (code === undefined || code === "") throw new Refusal("second_factor_required");
  const secret = deps.secretBox.open(credentials.totpSecretSealed, totpRecord(place));
  const step = findTotpStep(secret, code, deps.now());
  if (step !== undefined && (await takeTotpStep(deps.db, place, step))) return "app";
  const hash = hashRecoveryCode(place.userId, code);
  if (hash !== undefined && (await takeRecoveryCode(deps.db, place, hash, deps.now()))) return "recovery_code";
  throw new Refusal("second_factor_failed");
}
