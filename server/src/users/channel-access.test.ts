import type { ChannelId, ChannelRole, EndpointId, TeamId, UserId } from "@guichet/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ctx, readRows } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { openTestWorld } from "../organizations/organization.test-kit.ts";
import { type AccessPath, decideChannelRoles } from "./access-path.ts";
import { ROLE_OF_USER_IN_CHANNEL, visibleChannelIds, visibleChannels } from "./channel-access.sql.ts";
import { channelRolesOf } from "./channel-access.ts";
import { usersWithAccess } from "./colleague.ts";

let world: Awaited<ReturnType<typeof openTestWorld>>;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());

const channel = "0192-a" as ChannelId;
const path = (mode: AccessPath["mode"], through: AccessPath["through"], role: ChannelRole): AccessPath => ({
  mode,
  through,
  role,
  channelId: channel,
});

test.each<[string, AccessPath[], ChannelRole | undefined]>([
  ["W16 a role given by name counts with channel-based access", [path("channels", "direct", "viewer")], "viewer"],
  ["W16 a role given by name sleeps while access goes through teams", [path("teams", "direct", "viewer")], undefined],
  ["W16 a team's channel counts through teams", [path("teams", "team", "contributor")], "contributor"],
  ["W16 a team's channel sleeps with channel-based access", [path("channels", "team", "contributor")], undefined],
  ["W20 an open channel makes Contributors", [path("channels", "everyone", "contributor")], "contributor"],
  ["W20 an open channel means nothing through teams", [path("teams", "everyone", "contributor")], undefined],
  [
    "W20 a role given by name wins over the one everybody has",
    [path("channels", "everyone", "contributor"), path("channels", "direct", "viewer")],
    "viewer",
  ],
  [
    "seed S23 of several teams the highest role wins",
    [path("teams", "team", "viewer"), path("teams", "team", "supervisor"), path("teams", "team", "contributor")],
    "supervisor",
  ],
])("%s", (_title, paths, expected) => {
  expect(decideChannelRoles(paths).get(channel)).toBe(expected);
});

const role = fc.constantFrom<ChannelRole>("viewer", "contributor", "supervisor");
const randomWorld = fc.record({
  users: fc.array(
    fc.record({ mode: fc.constantFrom("channels" as const, "teams" as const), deactivated: fc.boolean() }),
    { minLength: 1, maxLength: 4 },
  ),
  channels: fc.array(fc.record({ open: fc.boolean(), deleted: fc.boolean() }), { minLength: 1, maxLength: 5 }),
  teams: fc.integer({ min: 1, max: 4 }),
  access: fc.array(fc.tuple(fc.nat(3), fc.nat(4), role), { maxLength: 12 }),
  members: fc.array(fc.tuple(fc.nat(3), fc.nat(3), role), { maxLength: 10 }),
  teamChannels: fc.array(fc.tuple(fc.nat(3), fc.nat(4)), { maxLength: 10 }),
});

test("S10 the rule in TypeScript and in SQL agree on random worlds, and nothing crosses organizations", async () => {
  await fc.assert(
    fc.asyncProperty(randomWorld, randomWorld, async (first, second) => {
      const one = await build(first);
      const other = await build(second);
      for (const { ctx, users, channels } of [one, other]) await compare(ctx, users, channels);
      const stranger = other.users[0] ?? ("" as UserId);
      expect((await channelRolesOf(one.ctx, stranger)).size).toBe(0);
    }),
    { numRuns: 40 },
  );
}, 120_000);

const EXPRESSED = `
  select h.id, ${ROLE_OF_USER_IN_CHANNEL} as role from users u join channels h on h.organization_id = u.organization_id
  where u.organization_id = $1 and u.id = $2`;

async function compare(ctx: Ctx, users: UserId[], channels: ChannelId[]): Promise<void> {
  const byChannel = new Map(
    await Promise.all(channels.map(async (id) => [id, await usersWithAccess(ctx, id)] as const)),
  );
  for (const userId of users) {
    const roles = await channelRolesOf(ctx, userId);
    const rows = await visibleChannels(ctx.db, ctx.organizationId, userId).execute();
    expect(new Map(rows.map((row) => [row.channel_id, row.role]))).toEqual(roles);
    expect(rows).toHaveLength(roles.size);
    const ids = await visibleChannelIds(ctx.db, ctx.organizationId, userId).execute();
    expect(new Set(ids.map((row) => row.channel_id))).toEqual(new Set(roles.keys()));
    const expressed = await readRows<{ id: ChannelId; role: ChannelRole | null }>(ctx.db, EXPRESSED, [
      ctx.organizationId,
      userId,
    ]);
    expect(new Map(expressed.map((row) => [row.id, row.role]))).toEqual(
      new Map(channels.map((id) => [id, roles.get(id) ?? null])),
    );
    for (const id of channels) {
      const found = byChannel.get(id)?.filter((colleague) => colleague.id === userId);
      expect(found?.map((colleague) => colleague.role)).toEqual(roles.has(id) ? [roles.get(id)] : []);
    }
  }
}

async function build(plan: {
  users: { mode: "channels" | "teams"; deactivated: boolean }[];
  channels: { open: boolean; deleted: boolean }[];
  teams: number;
  access: [number, number, ChannelRole][];
  members: [number, number, ChannelRole][];
  teamChannels: [number, number][];
}) {
  const organizationId = await world.buildOrganization();
  const ctx = world.ctx(organizationId);
  const base = { organization_id: organizationId };
  const now = world.clock.now();
  const users = plan.users.map(() => uuidV7() as UserId);
  const channels = plan.channels.map(() => uuidV7() as ChannelId);
  const teams = Array.from({ length: plan.teams }, () => uuidV7() as TeamId);
  const endpointId = uuidV7() as EndpointId;
  await ctx.db
    .insertInto("users")
    .values(
      plan.users.map((user, i) => ({
        ...base,
        id: users[i] as UserId,
        email: `${users[i]}@example.org`,
        first_name: "A",
        last_name: `${i}`,
        account_role: "agent" as const,
        access_mode: user.mode,
        deactivated_at: user.deactivated ? now : null,
      })),
    )
    .execute();
  await ctx.db
    .insertInto("endpoints")
    .values({ ...base, id: endpointId, platform: "api", secrets: "{}" })
    .execute();
  await ctx.db
    .insertInto("channels")
    .values(
      plan.channels.map((found, i) => ({
        ...base,
        id: channels[i] as ChannelId,
        endpoint_id: endpointId,
        platform: "api" as const,
        external_id: `${channels[i]}`,
        name: `Channel ${i}`,
        grant_to_all: found.open,
        settings: "{}",
        secrets: "{}",
        deleted_at: found.deleted ? now : null,
      })),
    )
    .execute();
  await ctx.db
    .insertInto("teams")
    .values(teams.map((id, i) => ({ ...base, id, name: `Team ${i}` })))
    .execute();
  const access = plan.access.flatMap(([u, c, given]) => row({ user_id: users[u], channel_id: channels[c] }, given));
  const members = plan.members.flatMap(([t, u, given]) => row({ team_id: teams[t], user_id: users[u] }, given));
  const links = plan.teamChannels.flatMap(([t, c]) => row({ team_id: teams[t], channel_id: channels[c] }, undefined));
  for (const value of access)
    await ctx.db
      .insertInto("channel_access")
      .values({ ...base, ...value, role: value.role ?? "viewer" })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  for (const value of members)
    await ctx.db
      .insertInto("team_members")
      .values({ ...base, ...value, role: value.role ?? "viewer" })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  for (const { role: _role, ...value } of links)
    await ctx.db
      .insertInto("team_channels")
      .values({ ...base, ...value })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return { ctx, users, channels };
}

/** Index beyond what exists: no row. */
function row<Keys extends Record<string, string | undefined>>(keys: Keys, given: ChannelRole | undefined) {
  if (Object.values(keys).includes(undefined)) return [];
  return [{ ...keys, role: given } as { [K in keyof Keys]: NonNullable<Keys[K]> } & { role: ChannelRole | undefined }];
}
