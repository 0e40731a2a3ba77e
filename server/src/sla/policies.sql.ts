import type { ChannelId, OrganizationId, SlaActions, SlaPolicyId } from "@guichet/contract";
import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import { type Ctx, type Db, readRows, type Tables } from "../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
export type PolicyRow = Selectable<Tables["sla_policies"]> & { channel_ids: ChannelId[] };
/** Channels that are gone keep their place, unseen. */
const CHANNELS = sql<ChannelId[]>`array(
  select s.channel_id from sla_policy_channels s
  join channels c on c.organization_id = s.organization_id and c.id = s.channel_id and c.deleted_at is null
  where s.organization_id = p.organization_id and s.policy_id = p.id order by lower(c.name), c.id)`;

export async function listPolicyRows({ db, organizationId }: Scope): Promise<PolicyRow[]> {
  return await db
    .selectFrom("sla_policies as p")
    .selectAll("p")
    .select(CHANNELS.as("channel_ids"))
    .where("p.organization_id", "=", organizationId)
    .where("p.deleted_at", "is", null)
    .orderBy(sql`lower(p.name)`)
    .execute();
}

/** A deleted one, too. */
export async function findPolicyRow({ db, organizationId }: Scope, id: SlaPolicyId): Promise<PolicyRow | undefined> {
  return await db
    .selectFrom("sla_policies as p")
    .selectAll("p")
    .select(CHANNELS.as("channel_ids"))
    .where("p.organization_id", "=", organizationId)
    .where("p.id", "=", id)
    .executeTakeFirst();
}

/** Fails with the unique key `sla_policies_name` when there is one of that name. */
export async function insertPolicy(db: Db, row: Insertable<Tables["sla_policies"]>): Promise<void> {
  await db.insertInto("sla_policies").values(row).execute();
}

export async function updatePolicy(
  { db, organizationId }: Scope,
  id: SlaPolicyId,
  set: Updateable<Tables["sla_policies"]>,
): Promise<void> {
  await db
    .updateTable("sla_policies")
    .set({ ...set, version: sql`version + 1` })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** Channels of these that are there, with the policy that each has; a deleted policy has none. */
export async function findChannels(
  { db, organizationId }: Scope,
  ids: readonly ChannelId[],
): Promise<{ id: ChannelId; holderId: SlaPolicyId | null; holder: string | null }[]> {
  return await db
    .selectFrom("channels as c")
    .leftJoin("sla_policy_channels as s", (join) =>
      join.onRef("s.organization_id", "=", "c.organization_id").onRef("s.channel_id", "=", "c.id"),
    )
    .leftJoin("sla_policies as p", (join) =>
      join
        .onRef("p.organization_id", "=", "s.organization_id")
        .onRef("p.id", "=", "s.policy_id")
        .on("p.deleted_at", "is", null),
    )
    .select(["c.id", "p.id as holderId", "p.name as holder"])
    .where("c.organization_id", "=", organizationId)
    .where("c.deleted_at", "is", null)
    .where(sql<boolean>`c.id = any(${[...ids]}::uuid[])`)
    .execute();
}

/** These channels and no others have the policy from now on, whoever had them. */
export async function writeChannels(
  { db, organizationId }: Scope,
  policyId: SlaPolicyId,
  ids: readonly ChannelId[],
): Promise<void> {
  await db
    .deleteFrom("sla_policy_channels")
    .where("organization_id", "=", organizationId)
    .where("policy_id", "=", policyId)
    .where(sql<boolean>`channel_id <> all(${[...ids]}::uuid[])`)
    .execute();
  if (ids.length === 0) return;
  await db
    .insertInto("sla_policy_channels")
    .values(ids.map((channel_id) => ({ organization_id: organizationId, channel_id, policy_id: policyId })))
    .onConflict((conflict) => conflict.columns(["organization_id", "channel_id"]).doUpdateSet({ policy_id: policyId }))
    .execute();
}

/** What follows it: its channels, and how many wait for an answer under it. */
export async function listPolicyUses(
  { db, organizationId }: Scope,
  id: SlaPolicyId,
): Promise<{ channels: { id: ChannelId; name: string }[]; open: number }> {
  const channels = await db
    .selectFrom("sla_policy_channels as s")
    .innerJoin("channels as c", (join) =>
      join.onRef("c.organization_id", "=", "s.organization_id").onRef("c.id", "=", "s.channel_id"),
    )
    .select(["c.id", "c.name"])
    .where("s.organization_id", "=", organizationId)
    .where("s.policy_id", "=", id)
    .where("c.deleted_at", "is", null)
    .orderBy(sql`lower(c.name)`)
    .execute();
  const counted = await sql<{ open: number }>`
    select count(*)::int as open from sla_clocks
    where organization_id = ${organizationId} and channel_id = any(${channels.map((channel) => channel.id)}::uuid[])
      and policy_id = ${id} and ended_at is null`.execute(db);
  return { channels, open: counted.rows[0]?.open ?? 0 };
}

const OF_CHANNELS = `
  select s.channel_id as "channelId", p.id, p.name, p.first_response_minutes as "firstResponseMinutes",
    p.conversation_response_minutes as "conversationResponseMinutes", p.warning_percent as "warningPercent",
    p.on_warning as "onWarning", p.on_breach as "onBreach"
  from sla_policy_channels s
  join sla_policies p on p.organization_id = s.organization_id and p.id = s.policy_id and p.deleted_at is null
  where s.organization_id = $1`;

/** A policy as clocks need it. */
export type Policy = {
  readonly id: SlaPolicyId;
  readonly name: string;
  readonly firstResponseMinutes: number | null;
  readonly conversationResponseMinutes: number | null;
  readonly warningPercent: number;
  readonly onWarning: SlaActions;
  readonly onBreach: SlaActions;
};
export type PoliciesOfChannels = ReadonlyMap<ChannelId, Policy>;

/** Which policy holds on which channel; channels without one are left out. */
export async function readPolicies(db: Db, organizationId: OrganizationId): Promise<PoliciesOfChannels> {
  const rows = await readRows<Policy & { channelId: ChannelId }>(db, OF_CHANNELS, [organizationId]);
  return new Map(rows.map(({ channelId, ...policy }) => [channelId, policy]));
}
