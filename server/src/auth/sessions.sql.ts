import type { AccountRole, Locale, OrganizationId, SessionId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import { ACTIVITY_STEP_MS, type SessionLife } from "./session-life.ts";

export type SessionPlace = { readonly organizationId: OrganizationId; readonly sessionId: SessionId };

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

export async function findSessionRow(db: Db, place: SessionPlace): Promise<SessionRow | undefined> {
  return await liveSessions(db, place.organizationId).where("s.id", "=", place.sessionId).executeTakeFirst();
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
