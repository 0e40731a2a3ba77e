import type { Db } from "../../db/index.ts";
import type { AccountPlace } from "../../users/index.ts";

export async function replaceRecoveryCodes(db: Db, place: AccountPlace, hashes: readonly string[]): Promise<void> {
  await db
    .deleteFrom("recovery_codes")
    .where("organization_id", "=", place.organizationId)
    .where("user_id", "=", place.userId)
    .execute();
  if (hashes.length === 0) return;
  await db
    .insertInto("recovery_codes")
    .values(hashes.map((code_hash) => ({ organization_id: place.organizationId, user_id: place.userId, code_hash })))
    .execute();
}

/** True once for each code. */
export async function takeRecoveryCode(db: Db, place: AccountPlace, hash: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable("recovery_codes")
    .set({ used_at: now })
    .where("organization_id", "=", place.organizationId)
    .where("user_id", "=", place.userId)
    .where("code_hash", "=", hash)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
