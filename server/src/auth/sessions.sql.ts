import type { AccountRole, Locale, OrganizationId, SessionId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import { ACTIVITY_STEP_MS, type SessionLife } from "./session-life.ts";

export type SessionPlace = { readonly organizationId: OrganizationId; readonly sessionId: SessionId };
export type NewSession = {
  readonly id: SessionId;
  readonly userId: UserId;
  readonly tokenHash: string;
  readonly at: Date;
  readonly endsAt: Date;
  readonly address: string;
  readonly userAgent: string;
};
export type SessionListRow = {
  readonly id: SessionId;
  readonly createdAt: Date;
  readonly lastActiveAt: Date;
  readonly endsAt: Date;
  readonly address: string;
  readonly userAgent: string;
};

export type SessionRow = SessionLife & {
  readonly id: SessionId;
  readonly userId: UserId;
  readonly firstName: string;
  readonly lastName: string;
  readonly accountRole: AccountRole;
  readonly locale: Locale;
};

/** The narrow look-up outside the organizations' doors: a token names its organization, nothing else is read. */
export async function findSessionPlace(system: Db, tokenHash: string): Promise<SessionPlace | undefined> {
  return await system
    .selectFrom("sessions")
    .where("token_hash", "=", tokenHash)
    .select(["organization_id as organizationId", "id as sessionId"])
    .executeTakeFirst();
}

/** `tokenHash` again: the session may have got another token since its place was looked up. */
export async function findSessionRow(db: Db, place: SessionPlace, tokenHash: string): Promise<SessionRow | undefined> {
  return await liveSessions(db, place.organizationId)
    .where("s.id", "=", place.sessionId)
    .where("s.token_hash", "=", tokenHash)
    .executeTakeFirst();
}

export async function listSessionRows(
  db: Db,
  organizationId: OrganizationId,
  ids: readonly SessionId[],
): Promise<SessionRow[]> {
  return ids.length === 0 ? [] : await liveSessions(db, organizationId).where("s.id", "in", ids).execute();
}

function liveSessions(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom("sessions as s")
    .innerJoin("users as u", (join) =>
      join.onRef("u.organization_id", "=", "s.organization_id").onRef("u.id", "=", "s.user_id"),
    )
    .innerJoin("organizations as o", "o.id", "s.organization_id")
    .where("s.organization_id", "=", organizationId)
    .select((eb) => [
      "s.id",
      "s.user_id as userId",
      "s.last_active_at as lastActiveAt",
      "s.ends_at as endsAt",
      "o.inactive_session_minutes as inactiveMinutes",
      eb("u.deactivated_at", "is not", null).$castTo<boolean>().as("deactivated"),
      "u.first_name as firstName",
      "u.last_name as lastName",
      "u.account_role as accountRole",
      "u.locale",
    ]);
}

/** Moves the limit of inactivity of a session that is still open; a session that has run out is never revived. */
export async function touchSession(db: Db, place: SessionPlace, now: Date): Promise<boolean> {
  const before = new Date(now.getTime() - ACTIVITY_STEP_MS);
  const result = await db
    .updateTable("sessions")
    .set({ last_active_at: now })
    .where("organization_id", "=", place.organizationId)
    .where("id", "=", place.sessionId)
    .where("ends_at", ">", now)
    .where("last_active_at", "<", before)
    .where(
      sql<boolean>`last_active_at > ${now}::timestamptz - interval '1 minute' *
        (select inactive_session_minutes from organizations where id = ${place.organizationId})`,
    )
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function insertSession(db: Db, organizationId: OrganizationId, session: NewSession): Promise<void> {
  await db
    .insertInto("sessions")
    .values({
      organization_id: organizationId,
      id: session.id,
      user_id: session.userId,
      token_hash: session.tokenHash,
      created_at: session.at,
      last_active_at: session.at,
      ends_at: session.endsAt,
      address: session.address,
      user_agent: session.userAgent,
    })
    .execute();
}

/** The newest first. */
export async function listSessionsOfUser(
  db: Db,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<SessionListRow[]> {
  return await db
    .selectFrom("sessions")
    .where("organization_id", "=", organizationId)
    .where("user_id", "=", userId)
    .select([
      "id",
      "created_at as createdAt",
      "last_active_at as lastActiveAt",
      "ends_at as endsAt",
      "address",
      "user_agent as userAgent",
    ])
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** Which of a user's sessions: one, all but one, or all. */
export type WhichSessions = { readonly only: SessionId } | { readonly except: SessionId } | "all";

/** Returns how many there were. */
export async function deleteSessions(
  db: Db,
  organizationId: OrganizationId,
  userId: UserId,
  which: WhichSessions,
): Promise<number> {
  let query = db.deleteFrom("sessions").where("organization_id", "=", organizationId).where("user_id", "=", userId);
  if (which !== "all")
    query = "only" in which ? query.where("id", "=", which.only) : query.where("id", "!=", which.except);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

export async function writeSessionToken(db: Db, place: SessionPlace, tokenHash: string): Promise<void> {
  await db
    .updateTable("sessions")
    .set({ token_hash: tokenHash })
    .where("organization_id", "=", place.organizationId)
    .where("id", "=", place.sessionId)
    .execute();
}

/** For the machine: rows of sessions that ran out; they open nothing any more. */
export async function deleteExpiredSessions(system: Db, now: Date): Promise<number> {
  const result = await system
    .deleteFrom("sessions")
    .where((eb) =>
      eb.or([
        eb("ends_at", "<=", now),
        sql<boolean>`last_active_at <= ${now}::timestamptz - interval '1 minute' *
          (select o.inactive_session_minutes from organizations as o where o.id = sessions.organization_id)`,
      ]),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
