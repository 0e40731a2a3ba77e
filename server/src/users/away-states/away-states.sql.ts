import type { AwayStateId, OrganizationId } from "@guichet/contract";
import type { Db } from "../../db/index.ts";

export type AwayStateRow = {
  readonly id: AwayStateId;
  readonly name: string;
  readonly enabled: boolean;
  readonly deletedAt: Date | null;
  readonly people: number;
};

/** In the order in which they were made; deleted ones left out. */
export async function listAwayStateRows(db: Db, organizationId: OrganizationId): Promise<AwayStateRow[]> {
  return await awayStateQuery(db, organizationId).where("s.deleted_at", "is", null).execute();
}

/** A deleted one too. */
export async function findAwayStateRow(
  db: Db,
  organizationId: OrganizationId,
  id: AwayStateId,
): Promise<AwayStateRow | undefined> {
  return await awayStateQuery(db, organizationId).where("s.id", "=", id).executeTakeFirst();
}

function awayStateQuery(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom("away_states as s")
    .where("s.organization_id", "=", organizationId)
    .select(["s.id", "s.name", "s.enabled", "s.deleted_at as deletedAt"])
    .select((eb) =>
      eb
        .selectFrom("users as u")
        .whereRef("u.organization_id", "=", "s.organization_id")
        .whereRef("u.away_state_id", "=", "s.id")
        .where("u.presence", "=", "away")
        .select(({ fn }) => fn.countAll<number>().as("people"))
        .$asScalar()
        .$castTo<number>()
        .as("people"),
    )
    .orderBy("s.created_at")
    .orderBy("s.id");
}

/** What can be chosen. */
export async function listEnabledAwayStates(
  db: Db,
  organizationId: OrganizationId,
): Promise<{ id: AwayStateId; name: string }[]> {
  return await db
    .selectFrom("away_states")
    .where("organization_id", "=", organizationId)
    .where("enabled", "=", true)
    .where("deleted_at", "is", null)
    .select(["id", "name"])
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

/** Fails with the unique key `away_states_name` when one has this name. */
export async function insertAwayState(
  db: Db,
  organizationId: OrganizationId,
  state: { readonly id: AwayStateId; readonly name: string; readonly at: Date },
): Promise<void> {
  await db
    .insertInto("away_states")
    .values({ organization_id: organizationId, id: state.id, name: state.name, created_at: state.at })
    .execute();
}

/** Fails with the unique key `away_states_name` when another has this name. */
export async function updateAwayState(
  db: Db,
  organizationId: OrganizationId,
  id: AwayStateId,
  change: { readonly name?: string; readonly enabled?: boolean; readonly deletedAt?: Date | null },
): Promise<void> {
  const { name, enabled, deletedAt } = change;
  if (name === undefined && enabled === undefined && deletedAt === undefined) return;
  await db
    .updateTable("away_states")
    .set({ name, enabled, deleted_at: deletedAt })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}
