import type { AccountRole, Locale, OrganizationId, UserId } from "@guichet/contract";
import type { Db } from "../../db/index.ts";

/** What signing in compares with. Only `auth` reads this; no view ever carries it. */
export type Credentials = {
  readonly userId: UserId;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly accountRole: AccountRole;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly passwordHash: string | null;
  readonly totpSecretSealed: string | null;
  readonly totpConfirmed: boolean;
  readonly deactivated: boolean;
};

export type AccountPlace = { readonly organizationId: OrganizationId; readonly userId: UserId };

/** The narrow look-up outside the organizations' doors (decision 19): an address names its account, nothing else is read. */
export async function findAccountByEmail(system: Db, email: string): Promise<AccountPlace | undefined> {
  return await system
    .selectFrom("users")
    .where("email", "=", email)
    .select(["organization_id as organizationId", "id as userId"])
    .executeTakeFirst();
}

export async function findCredentials(db: Db, place: AccountPlace): Promise<Credentials | undefined> {
  return await db
    .selectFrom("users")
    .where("organization_id", "=", place.organizationId)
    .where("id", "=", place.userId)
    .select((eb) => [
      "id as userId",
      "email",
      "first_name as firstName",
      "last_name as lastName",
      "account_role as accountRole",
      "locale",
      "time_zone as timeZone",
      "password_hash as passwordHash",
      "totp_secret_sealed as totpSecretSealed",
      eb("totp_confirmed_at", "is not", null).$castTo<boolean>().as("totpConfirmed"),
      eb("deactivated_at", "is not", null).$castTo<boolean>().as("deactivated"),
    ])
    .executeTakeFirst();
}

/** `former`: only if this is still the hash; of two changes at once, one is refused. */
export async function writePasswordHash(
  db: Db,
  place: AccountPlace,
  change: { readonly former: string | null; readonly hash: string; readonly at: Date | undefined },
): Promise<boolean> {
  const result = await user(db, place)
    .set({ password_hash: change.hash, ...(change.at === undefined ? {} : { password_changed_at: change.at }) })
    .where("password_hash", "is not distinct from", change.former)
    .where("deactivated_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Fails with the unique key `users_email` when somebody has this address. */
export async function writeEmail(db: Db, place: AccountPlace, email: string): Promise<void> {
  await user(db, place).set({ email }).execute();
}

/** A new secret that counts only once a code made from it was given back. */
export async function writeTotpSecret(db: Db, place: AccountPlace, sealed: string): Promise<boolean> {
  const result = await user(db, place)
    .set({ totp_secret_sealed: sealed, totp_last_step: null })
    .where("totp_confirmed_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** `sealed`: the secret the code was made from; another one made meanwhile is not confirmed by it. */
export async function confirmTotp(db: Db, place: AccountPlace, sealed: string, at: Date): Promise<boolean> {
  const result = await user(db, place)
    .set({ totp_confirmed_at: at })
    .where("totp_secret_sealed", "=", sealed)
    .where("totp_confirmed_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes a time step: true once for each step and never for an earlier one, so a code works once. */
export async function takeTotpStep(db: Db, place: AccountPlace, step: number): Promise<boolean> {
  const result = await user(db, place)
    .set({ totp_last_step: String(step) })
    .where((eb) => eb.or([eb("totp_last_step", "is", null), eb("totp_last_step", "<", String(step))]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function clearTotp(db: Db, place: AccountPlace): Promise<void> {
  await user(db, place).set({ totp_secret_sealed: null, totp_confirmed_at: null, totp_last_step: null }).execute();
}

function user(db: Db, place: AccountPlace) {
  return db.updateTable("users").where("organization_id", "=", place.organizationId).where("id", "=", place.userId);
}

/** Has this installation an Admin? Then set-up is over for ever (S49). */
export async function hasAdmin(system: Db): Promise<boolean> {
  const row = await system
    .selectFrom("users")
    .where("account_role", "=", "admin")
    .select("id")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
