import type { AccountRole, Locale, OrganizationId, SessionId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { type Db, readRows } from "../db/index.ts";
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

const SESSIONS = `
  select s.id, s.user_id as "userId", s.last_active_at as "lastActiveAt", s.ends_at as "endsAt",
    o.inactive_session_minutes as "inactiveMinutes", u.deactivated_at is not null as deactivated,
    u.first_name as "firstName", u.last_name as "lastName", u.account_role as "accountRole", u.locale
  from sessions s
  join users u on u.organization_id = s.organization_id and u.id = s.user_id
  join organizations o on o.id = s.organization_id
  where s.organization_id = $1`;
const LIVE_SESSION = `${SESSIONS} and s.id = $2 and s.token_hash = $3`;
/** `least(…)` is `sessionEnd`: it only narrows, whoever reads them judges. */
const DOUBTFUL_SESSIONS = `
  select w.id as "sessionId", s.* from unnest((select $2::uuid[])) as w(id)
  left join lateral (${SESSIONS} and s.id = w.id) s on true
  where s.id is null or s.deactivated
    or least(s."endsAt", s."lastActiveAt" + make_interval(mins => s."inactiveMinutes")) <= $3::timestamptz + interval '1 millisecond'`;

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
  const rows = await readRows<SessionRow>(db, LIVE_SESSION, [place.organizationId, place.sessionId, tokenHash]);
  return rows[0];
}

type DoubtfulSession = { readonly sessionId: SessionId } & (SessionRow | { readonly id: null });

/** Which of these sessions are there no more, or may have ended: of two thousand that are open, nothing has to be carried here. */
export async function listDoubtfulSessions(
  db: Db,
  organizationId: OrganizationId,
  ids: readonly SessionId[],
  now: Date,
): Promise<DoubtfulSession[]> {
  return ids.length === 0 ? [] : await readRows<DoubtfulSession>(db, DOUBTFUL_SESSIONS, [organizationId, ids, now]);
}

/**
 * Moves the limit of inactivity of those of these sessions that are still open and were not moved just before; a session that
 * has run out is never revived. Returns whose were moved.
 */
export async function touchSessions(
  db: Db,
  organizationId: OrganizationId,
  ids: readonly SessionId[],
  now: Date,
): Promise<UserId[]> {
  const before = new Date(now.getTime() - ACTIVITY_STEP_MS);
  const { rows } = await sql<{ userId: UserId }>`
    with due as (
      select id from sessions
      where organization_id = ${organizationId} and id = any(${ids}::uuid[]) and ends_at > ${now}
        and last_active_at < ${before}
        and last_active_at > ${now}::timestamptz - interval '1 minute' *
          (select inactive_session_minutes from organizations where id = ${organizationId})
      for update skip locked
    )
    update sessions s set last_active_at = ${now} from due
    where s.organization_id = ${organizationId} and s.id = due.id
    returning s.user_id as "userId"`.execute(db);
  return [...new Set(rows.map(({ userId }) => userId))];
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
