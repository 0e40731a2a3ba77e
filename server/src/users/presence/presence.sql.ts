import type { AwayStateId, OrganizationId, Presence, SessionId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";
import { beginInterval, endIntervals, type NewInterval } from "./presence-intervals.sql.ts";

export type PresenceRow = {
  readonly presence: Presence;
  readonly availability: "available" | "away";
  readonly awayStateId: AwayStateId | null;
  readonly signInAvailability: "available" | "away" | null;
  readonly signInAwayStateId: AwayStateId | null;
  readonly heartbeatAt: Date | null;
};

export async function findPresence(
  db: Db,
  organizationId: OrganizationId,
  id: UserId,
): Promise<PresenceRow | undefined> {
  return await presenceQuery(db, organizationId, id).executeTakeFirst();
}

/** Held until the transaction ends, so that two tabs cannot announce the same change twice. */
export async function lockPresence(
  db: Db,
  organizationId: OrganizationId,
  id: UserId,
): Promise<PresenceRow | undefined> {
  return await presenceQuery(db, organizationId, id).forUpdate().executeTakeFirst();
}

function presenceQuery(db: Db, organizationId: OrganizationId, id: UserId) {
  return db
    .selectFrom("users")
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .where("deactivated_at", "is", null)
    .select(["presence", "availability", "away_state_id as awayStateId", "heartbeat_at as heartbeatAt"])
    .select(["sign_in_availability as signInAvailability", "sign_in_away_state_id as signInAwayStateId"]);
}

export async function writeHeartbeat(db: Db, organizationId: OrganizationId, id: UserId, now: Date): Promise<void> {
  await user(db, organizationId, id).set({ heartbeat_at: now }).where("presence", "!=", "offline").execute();
}

type Heartbeats = {
  readonly userIds: readonly UserId[];
  readonly sessionIds: readonly SessionId[];
  readonly now: Date;
  readonly before: Date;
};

/**
 * Signs of life of many: written for those whose last is older than `before`; whoever is being written by somebody else at
 * this moment is left out (no two writers can wait for each other). Returns those who are
 * offline although one of these sessions is open.
 */
export async function writeHeartbeats(
  db: Db,
  organizationId: OrganizationId,
  { userIds, sessionIds, now, before }: Heartbeats,
): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    with due as (
      select id from users
      where organization_id = ${organizationId} and id = any(${userIds}::uuid[]) and deactivated_at is null
        and presence <> 'offline' and (heartbeat_at is null or heartbeat_at <= ${before})
      for update skip locked
    ), written as (
      update users u set heartbeat_at = ${now} from due where u.organization_id = ${organizationId} and u.id = due.id
    )
    select u.id from users u
    where u.organization_id = ${organizationId} and u.id = any(${userIds}::uuid[]) and u.deactivated_at is null
      and u.presence = 'offline' and exists (
        select 1 from sessions s
        where s.organization_id = ${organizationId} and s.id = any(${sessionIds}::uuid[]) and s.user_id = u.id)`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

export async function writeOnline(
  db: Db,
  organizationId: OrganizationId,
  id: UserId,
  { presence, awayStateId, at }: NewInterval,
  isNew: boolean,
): Promise<void> {
  await user(db, organizationId, id)
    .set({ availability: presence, away_state_id: awayStateId, presence, heartbeat_at: at })
    .$if(isNew, (query) => query.set({ presence_since: at }))
    .execute();
  if (isNew) await beginInterval(db, organizationId, id, { presence, awayStateId, at });
}

/** False when the user was offline already. */
export async function writeOffline(db: Db, organizationId: OrganizationId, id: UserId, now: Date): Promise<boolean> {
  const result = await user(db, organizationId, id)
    .set({ presence: "offline", presence_since: now, heartbeat_at: null })
    .where("presence", "!=", "offline")
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await endIntervals(db, organizationId, [id], now);
  return true;
}

function user(db: Db, organizationId: OrganizationId, id: UserId) {
  return db.updateTable("users").where("organization_id", "=", organizationId).where("id", "=", id);
}

/** For the machine: organizations where somebody has not been heard of since `before`. */
export async function listOrganizationsWithSilence(system: Db, before: Date): Promise<OrganizationId[]> {
  const rows = await system
    .selectFrom("users")
    .where("presence", "!=", "offline")
    .where((eb) => eb.or([eb("heartbeat_at", "is", null), eb("heartbeat_at", "<", before)]))
    .select("organization_id")
    .distinct()
    .execute();
  return rows.map((row) => row.organization_id);
}

export async function silenceToOffline(
  db: Db,
  organizationId: OrganizationId,
  before: Date,
  now: Date,
): Promise<UserId[]> {
  const rows = await db
    .updateTable("users")
    .set({ presence: "offline", presence_since: now, heartbeat_at: null })
    .where("organization_id", "=", organizationId)
    .where("presence", "!=", "offline")
    .where((eb) => eb.or([eb("heartbeat_at", "is", null), eb("heartbeat_at", "<", before)]))
    .returning("id")
    .execute();
  const ids = rows.map((row) => row.id);
  await endIntervals(db, organizationId, ids, now);
  return ids;
}
