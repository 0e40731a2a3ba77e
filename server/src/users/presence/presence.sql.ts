import type { OrganizationId, Presence, UserId } from "@guichet/contract";
import type { Db } from "../../db/index.ts";

export type PresenceRow = {
  readonly presence: Presence;
  readonly availability: "available" | "away";
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
    .select(["presence", "availability", "heartbeat_at as heartbeatAt"]);
}

export async function writeHeartbeat(db: Db, organizationId: OrganizationId, id: UserId, now: Date): Promise<void> {
  await user(db, organizationId, id).set({ heartbeat_at: now }).where("presence", "!=", "offline").execute();
}

export async function writeOnline(
  db: Db,
  organizationId: OrganizationId,
  id: UserId,
  change: { readonly availability: "available" | "away"; readonly now: Date; readonly isNew: boolean },
): Promise<void> {
  const { availability, now, isNew } = change;
  await user(db, organizationId, id)
    .set({ availability, presence: availability, heartbeat_at: now, ...(isNew ? { presence_since: now } : {}) })
    .execute();
}

/** False when the user was offline already. */
export async function writeOffline(db: Db, organizationId: OrganizationId, id: UserId, now: Date): Promise<boolean> {
  const result = await user(db, organizationId, id)
    .set({ presence: "offline", presence_since: now, heartbeat_at: null })
    .where("presence", "!=", "offline")
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
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
  return rows.map((row) => row.id);
}
