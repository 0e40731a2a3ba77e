import type { AccessMode, OrganizationId, UserId } from "@guichet/contract";
import type { ExpressionBuilder, Insertable, Selectable, Updateable } from "kysely";
import { sql } from "kysely";
import type { Db, Tables } from "../db/index.ts";
import type { WorkingAdmin } from "./users.policy.ts";

/** A user as everything but sign-in sees one: no hash and no sealed secret is ever read along. */
export type UserRow = Omit<
  Selectable<Tables["users"]>,
  "password_hash" | "totp_secret_sealed" | "totp_last_step" | "organization_id"
> & {
  readonly has_password: boolean;
  /** The name of the away state chosen last, deleted ones included. */
  readonly away_state: string | null;
};

export type ColleagueRow = Pick<
  UserRow,
  "id" | "first_name" | "last_name" | "photo_file" | "presence" | "away_state_id" | "away_state" | "deactivated_at"
>;

const COLLEAGUE = [
  "id",
  "first_name",
  "last_name",
  "photo_file",
  "presence",
  "away_state_id",
  "deactivated_at",
] as const;
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
  "sign_in_availability",
  "sign_in_away_state_id",
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
    .select(awayStateName)
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

function awayStateName(eb: ExpressionBuilder<Tables, "users">) {
  return eb
    .selectFrom("away_states as s")
    .whereRef("s.organization_id", "=", "users.organization_id")
    .whereRef("s.id", "=", "users.away_state_id")
    .select("s.name")
    .as("away_state");
}

function userQuery(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom("users")
    .where("organization_id", "=", organizationId)
    .select(USER)
    .select(awayStateName)
    .select((eb) => eb("password_hash", "is not", null).$castTo<boolean>().as("has_password"));
}

/** Written at most every 30 seconds for a session, see `noteActivities`. */
export async function touchUsers(
  db: Db,
  organizationId: OrganizationId,
  ids: readonly UserId[],
  now: Date,
): Promise<void> {
  await sql`
    with due as (
      select id from users where organization_id = ${organizationId} and id = any(${ids}::uuid[])
      for update skip locked
    )
    update users u set last_active_at = ${now} from due where u.organization_id = ${organizationId} and u.id = due.id`.execute(
    db,
  );
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

/** Fails with the unique key `users_email` when somebody has this address. */
export async function insertUser(db: Db, row: Insertable<Tables["users"]>): Promise<void> {
  await db.insertInto("users").values(row).execute();
}

/** What editors may write. Passwords, second factors and presence have their own functions. */
export type UserChanges = Pick<
  Updateable<Tables["users"]>,
  | "first_name"
  | "last_name"
  | "user_reference"
  | "short_code"
  | "account_role"
  | "access_mode"
  | "locale"
  | "color_scheme"
  | "time_zone"
  | "photo_file"
  | "deactivated_at"
  | "sign_in_availability"
  | "sign_in_away_state_id"
>;

export async function updateUser(
  db: Db,
  organizationId: OrganizationId,
  id: UserId,
  changes: UserChanges,
): Promise<void> {
  await db
    .updateTable("users")
    .set(changes)
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** Adds to what is kept for a user; keys that are not given stay. */
export async function mergePreferences(
  db: Db,
  organizationId: OrganizationId,
  id: UserId,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  await db
    .updateTable("users")
    .set({ preferences: sql`preferences || ${JSON.stringify(given)}::jsonb` })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

export async function listWorkingAdmins(db: Db, organizationId: OrganizationId): Promise<WorkingAdmin[]> {
  return await db
    .selectFrom("users")
    .where("organization_id", "=", organizationId)
    .where("account_role", "=", "admin")
    .where("deactivated_at", "is", null)
    .where("password_hash", "is not", null)
    .select("id")
    .execute();
}

/** By which kind of access each of these users reaches channels. */
export async function listAccessModes(
  db: Db,
  organizationId: OrganizationId,
  ids: readonly UserId[],
): Promise<Map<UserId, AccessMode>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("users")
    .where("organization_id", "=", organizationId)
    .where("id", "in", ids)
    .select(["id", "access_mode"])
    .execute();
  return new Map(rows.map((row) => [row.id, row.access_mode]));
}
