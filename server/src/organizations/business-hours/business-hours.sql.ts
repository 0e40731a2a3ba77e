import type { BusinessHoursId, ChannelId, OrganizationId } from "@guichet/contract";
import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import { type Ctx, type Db, readRows, type Tables } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
export type HoursRow = Selectable<Tables["business_hours"]> & { channel_ids: ChannelId[] };
/** Channels that are gone keep their place, unseen. */
const CHANNELS = sql<ChannelId[]>`array(
  select b.channel_id from business_hours_channels b
  join channels c on c.organization_id = b.organization_id and c.id = b.channel_id and c.deleted_at is null
  where b.organization_id = h.organization_id and b.hours_id = h.id order by lower(c.name), c.id)`;

export async function listHoursRows({ db, organizationId }: Scope): Promise<HoursRow[]> {
  return await db
    .selectFrom("business_hours as h")
    .selectAll("h")
    .select(CHANNELS.as("channel_ids"))
    .where("h.organization_id", "=", organizationId)
    .where("h.deleted_at", "is", null)
    .orderBy(sql`lower(h.name)`)
    .execute();
}

/** A deleted one, too. */
export async function findHoursRow({ db, organizationId }: Scope, id: BusinessHoursId): Promise<HoursRow | undefined> {
  return await db
    .selectFrom("business_hours as h")
    .selectAll("h")
    .select(CHANNELS.as("channel_ids"))
    .where("h.organization_id", "=", organizationId)
    .where("h.id", "=", id)
    .executeTakeFirst();
}

/** Fails with the unique key `business_hours_name` when there is one of that name. */
export async function insertHours(db: Db, row: Insertable<Tables["business_hours"]>): Promise<void> {
  await db.insertInto("business_hours").values(row).execute();
}

export async function updateHours(
  { db, organizationId }: Scope,
  id: BusinessHoursId,
  set: Updateable<Tables["business_hours"]>,
): Promise<void> {
  await db
    .updateTable("business_hours")
    .set({ ...set, version: sql`version + 1` })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** Channels of these that are there, with the set that each has; a deleted set has none. */
export async function findChannels(
  { db, organizationId }: Scope,
  ids: readonly ChannelId[],
): Promise<{ id: ChannelId; holderId: BusinessHoursId | null; holder: string | null }[]> {
  return await db
    .selectFrom("channels as c")
    .leftJoin("business_hours_channels as b", (join) =>
      join.onRef("b.organization_id", "=", "c.organization_id").onRef("b.channel_id", "=", "c.id"),
    )
    .leftJoin("business_hours as h", (join) =>
      join
        .onRef("h.organization_id", "=", "b.organization_id")
        .onRef("h.id", "=", "b.hours_id")
        .on("h.deleted_at", "is", null),
    )
    .select(["c.id", "h.id as holderId", "h.name as holder"])
    .where("c.organization_id", "=", organizationId)
    .where("c.deleted_at", "is", null)
    .where(sql<boolean>`c.id = any(${[...ids]}::uuid[])`)
    .execute();
}

/** These channels and no others have the set from now on, whoever had them. */
export async function writeChannels(
  { db, organizationId }: Scope,
  hoursId: BusinessHoursId,
  ids: readonly ChannelId[],
): Promise<void> {
  await db
    .deleteFrom("business_hours_channels")
    .where("organization_id", "=", organizationId)
    .where("hours_id", "=", hoursId)
    .where(sql<boolean>`channel_id <> all(${[...ids]}::uuid[])`)
    .execute();
  if (ids.length === 0) return;
  await db
    .insertInto("business_hours_channels")
    .values(ids.map((channel_id) => ({ organization_id: organizationId, channel_id, hours_id: hoursId })))
    .onConflict((conflict) => conflict.columns(["organization_id", "channel_id"]).doUpdateSet({ hours_id: hoursId }))
    .execute();
}

const OF_CHANNELS = `
  select b.channel_id as "channelId", h.id, h.time_zone as "timeZone", h.week, h.holidays
  from business_hours_channels b
  join business_hours h on h.organization_id = b.organization_id and h.id = b.hours_id and h.deleted_at is null
  where b.organization_id = $1`;
export type HoursOfChannel = { readonly channelId: ChannelId; readonly id: BusinessHoursId } & Pick<
  HoursRow,
  "week" | "holidays"
> & { readonly timeZone: string };

/** Which channel of an organization is open when; those without a set are left out. */
export async function listHoursOfChannels(db: Db, organizationId: OrganizationId): Promise<HoursOfChannel[]> {
  return await readRows<HoursOfChannel>(db, OF_CHANNELS, [organizationId]);
}
