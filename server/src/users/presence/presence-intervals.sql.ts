import type { AwayStateId, OrganizationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";

export type NewInterval = {
  readonly presence: "available" | "away";
  readonly awayStateId: AwayStateId | null;
  readonly at: Date;
};

/** Ends what goes on and begins the next, in the transaction that changes the presence: no gap, no overlap. */
export async function beginInterval(
  db: Db,
  organizationId: OrganizationId,
  userId: UserId,
  next: NewInterval,
): Promise<void> {
  await endIntervals(db, organizationId, [userId], next.at);
  await db
    .insertInto("presence_intervals")
    .values({
      organization_id: organizationId,
      id: uuidV7(),
      user_id: userId,
      presence: next.presence,
      away_state_id: next.awayStateId,
      started_at: next.at,
    })
    .execute();
}

/** These people are signed out from now on. A clock that was set back ends an interval where it began. */
export async function endIntervals(
  db: Db,
  organizationId: OrganizationId,
  userIds: readonly UserId[],
  at: Date,
): Promise<void> {
  if (userIds.length === 0) return;
  await db
    .updateTable("presence_intervals")
    .set({ ended_at: sql<Date>`greatest(started_at, ${at}::timestamptz)` })
    .where("organization_id", "=", organizationId)
    .where("user_id", "in", userIds)
    .where("ended_at", "is", null)
    .execute();
}
