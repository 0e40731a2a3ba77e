import type { AutoResponderUses, BusinessHoursId, ChannelId, OrganizationId, VirtualAgentId } from "@guichet/contract";
import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import { type Ctx, type Db, readRows, type Tables } from "../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
type Table = Tables["virtual_agents"];
export type AgentRow = Selectable<Table> & { channel_ids: ChannelId[] };
/** Channels that are gone keep their place, unseen. */
const CHANNELS = sql<ChannelId[]>`array(
  select k.channel_id from virtual_agent_channels k
  join channels c on c.organization_id = k.organization_id and c.id = k.channel_id and c.deleted_at is null
  where k.organization_id = a.organization_id and k.virtual_agent_id = a.id order by lower(c.name), c.id)`;

export async function listAgentRows({ db, organizationId }: Scope): Promise<AgentRow[]> {
  return await db
    .selectFrom("virtual_agents as a")
    .selectAll("a")
    .select(CHANNELS.as("channel_ids"))
    .where("a.organization_id", "=", organizationId)
    .where("a.kind", "=", "auto_responder")
    .where("a.deleted_at", "is", null)
    .orderBy(sql`lower(a.name)`)
    .execute();
}

/** A deleted one, too. */
export async function findAgentRow({ db, organizationId }: Scope, id: VirtualAgentId): Promise<AgentRow | undefined> {
  return await db
    .selectFrom("virtual_agents as a")
    .selectAll("a")
    .select(CHANNELS.as("channel_ids"))
    .where("a.organization_id", "=", organizationId)
    .where("a.id", "=", id)
    .executeTakeFirst();
}

/** Fails with the unique key `virtual_agents_name` when there is one of that name. */
export async function insertAgent(db: Db, row: Insertable<Table>): Promise<void> {
  await db.insertInto("virtual_agents").values(row).execute();
}

export async function updateAgent(
  { db, organizationId }: Scope,
  id: VirtualAgentId,
  set: Updateable<Table>,
): Promise<void> {
  await db
    .updateTable("virtual_agents")
    .set({ ...set, version: sql`version + 1` })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** Who takes already what begins on one of these channels, other than this one. */
export async function findTaker(
  { db, organizationId }: Scope,
  id: VirtualAgentId,
  channelIds: readonly ChannelId[],
): Promise<{ channel: string; holder: string } | undefined> {
  return await db
    .selectFrom("virtual_agent_channels as k")
    .innerJoin("virtual_agents as a", (join) =>
      join.onRef("a.organization_id", "=", "k.organization_id").onRef("a.id", "=", "k.virtual_agent_id"),
    )
    .innerJoin("channels as c", (join) =>
      join.onRef("c.organization_id", "=", "k.organization_id").onRef("c.id", "=", "k.channel_id"),
    )
    .select(["c.name as channel", "a.name as holder"])
    .where("k.organization_id", "=", organizationId)
    .where("k.takes", "=", true)
    .where("a.id", "<>", id)
    .where(sql<boolean>`k.channel_id = any(${[...channelIds]}::uuid[])`)
    .orderBy(sql`lower(c.name)`)
    .executeTakeFirst();
}

export async function isChannel({ db, organizationId }: Scope, id: ChannelId): Promise<boolean> {
  const found = await db
    .selectFrom("channels")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return found !== undefined;
}

export async function addChannel(
  { db, organizationId }: Scope,
  agentId: VirtualAgentId,
  channelId: ChannelId,
  takes: boolean,
): Promise<void> {
  const keys = { organization_id: organizationId, virtual_agent_id: agentId, channel_id: channelId };
  await db
    .insertInto("virtual_agent_channels")
    .values({ ...keys, takes })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function removeChannel(
  { db, organizationId }: Scope,
  agentId: VirtualAgentId,
  channelId: ChannelId,
): Promise<void> {
  await db
    .deleteFrom("virtual_agent_channels")
    .where("organization_id", "=", organizationId)
    .where("virtual_agent_id", "=", agentId)
    .where("channel_id", "=", channelId)
    .execute();
}

/** On all of its channels. */
export async function writeTakes(
  { db, organizationId }: Scope,
  agentId: VirtualAgentId,
  takes: boolean,
): Promise<void> {
  await db
    .updateTable("virtual_agent_channels")
    .set({ takes })
    .where("organization_id", "=", organizationId)
    .where("virtual_agent_id", "=", agentId)
    .where("takes", "<>", takes)
    .execute();
}

const USES = `
  select distinct a.id, a.name from virtual_agents a
  join virtual_agent_channels k on k.organization_id = a.organization_id and k.virtual_agent_id = a.id
  left join business_hours_channels b on b.organization_id = k.organization_id and b.channel_id = k.channel_id
  where a.organization_id = $1 and a.deleted_at is null and (k.channel_id = $2 or b.hours_id = $3)
  order by a.name, a.id`;

/** Who works on a channel, or on one with these business hours. */
export async function listUses(
  { db, organizationId }: Scope,
  channelId: ChannelId | null,
  hoursId: BusinessHoursId | null,
): Promise<AutoResponderUses["items"]> {
  return await readRows(db, USES, [organizationId, channelId, hoursId]);
}

export type Taker = Pick<AgentRow, "id" | "kind" | "name"> & { readonly channelId: ChannelId };
const TAKERS = `
  select k.channel_id as "channelId", a.id, a.kind, a.name from virtual_agent_channels k
  join virtual_agents a on a.organization_id = k.organization_id and a.id = k.virtual_agent_id
  where k.organization_id = $1 and k.takes`;

/** Who takes what begins on which channel. */
export async function listTakers(db: Db, organizationId: OrganizationId): Promise<Taker[]> {
  return await readRows<Taker>(db, TAKERS, [organizationId]);
}

/** To whom conversations of a channel may be delegated, by name; with an id, that one alone. */
export async function listDelegates(
  { db, organizationId }: Scope,
  channelId: ChannelId,
  id?: VirtualAgentId,
): Promise<Pick<AgentRow, "id" | "kind" | "name" | "hand_off">[]> {
  return await db
    .selectFrom("virtual_agents as a")
    .innerJoin("virtual_agent_channels as k", (join) =>
      join.onRef("k.organization_id", "=", "a.organization_id").onRef("k.virtual_agent_id", "=", "a.id"),
    )
    .select(["a.id", "a.kind", "a.name", "a.hand_off"])
    .where("a.organization_id", "=", organizationId)
    .where("k.channel_id", "=", channelId)
    .where("a.activation", "=", "delegation")
    .where("a.enabled", "=", true)
    .where("a.deleted_at", "is", null)
    .$if(id !== undefined, (query) => query.where("a.id", "=", id as VirtualAgentId))
    .orderBy(sql`lower(a.name)`)
    .execute();
}
