import type { OrganizationId, UserId } from "@guichet/contract";
import type { Selectable } from "kysely";
import type { Db, Tables } from "../db/index.ts";

/** A user as everything but sign-in sees one: no hash and no sealed secret is ever read along. */
export type UserRow = Omit<
  Selectable<Tables["users"]>,
  "password_hash" | "totp_secret_sealed" | "totp_last_step" | "organization_id"
> & { readonly has_password: boolean };

export type ColleagueRow = Pick<
  UserRow,
  "id" | "first_name" | "last_name" | "photo_file" | "presence" | "deactivated_at"
>;

const COLLEAGUE = ["id", "first_name", "last_name", "photo_file", "presence", "deactivated_at"] as const;
const USER = [
  ...COLLEAGUE,
  "email",
  "user_reference",
  "short_code",
  "account_role",
  "access_mode",
  "locale",
  "color_scheme",
  "time_zone",
  "preferences",
  "password_changed_at",
  "totp_confirmed_at",
  "availability",
  "presence_since",
  "heartbeat_at",
  "last_active_at",
  "created_at",
] as const;

/** Sorted by name. `ids` absent: everybody. */
export async function listColleagueRows(
  db: Db,
  organizationId: OrganizationId,
  ids?: readonly UserId[],
): Promise<ColleagueRow[]> {
  if (ids?.length === 0) return [];
  return await db
    .selectFrom("users")
    .where("organization_id", "=", organizationId)
    .$if(ids !== undefined, (query) => query.where("id", "in", ids ?? []))
    .select(COLLEAGUE)
    .orderBy("first_name")
    .orderBy("last_name")
    .orderBy("id")
    .execute();
}

export async function listUserRows(db: Db, organizationId: OrganizationId): Promise<UserRow[]> {
  return await userQuery(db, organizationId).orderBy("first_name").orderBy("last_name").orderBy("id").execute();
}

export async function findUserRow(db: Db, organizationId: OrganizationId, id: UserId): Promise<UserRow | undefined> {
  return await userQuery(db, organizationId).where("id", "=", id).executeTakeFirst();
}

function userQuery(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom("users")
    .where("organization_id", "=", organizationId)
    .select(USER)
    .select((eb) => eb("password_hash", "is not", null).$castTo<boolean>().as("has_password"));
}

/** Written at most every 30 seconds for a session, see `noteActivity`. */
export async function touchUser(db: Db, organizationId: OrganizationId, id: UserId, now: Date): Promise<void> {
  await db
    .updateTable("users")
    .set({ last_active_at: now })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

export async function listDeactivatedIds(
  db: Db,
  organizationId: OrganizationId,
  ids: readonly UserId[],
): Promise<UserId[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("users")
    .where("organization_id", "=", organizationId)
    .where("id", "in", ids)
    .where("deactivated_at", "is not", null)
    .select("id")
    .execute();
  return rows.map((row) => row.id);
}
