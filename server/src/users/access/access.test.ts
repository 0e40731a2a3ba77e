import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AuthWorld, addUser } from "../../auth/auth.test-kit.ts";
import { channelRolesOf } from "../channel-access.ts";
import { addChannel, addTeam, eventsOf, openOrganization, openUsersWorld, refusal } from "../users.test-kit.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openUsersWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

test("W16 W17 seed S23 access is given one by one or through several teams, and switched", async () => {
  const { admin, ctx } = await openOrganization(world);
  const [mail, shop] = [await addChannel(admin, "Mail"), await addChannel(admin, "Shop")];
  const [east, west] = [await addTeam(admin, "East"), await addTeam(admin, "West")];
  await admin.put(`/teams/${east}/channels`, { channelIds: [mail, shop] });
  await admin.put(`/teams/${west}/channels`, { channelIds: [shop] });
  const { id } = await addUser(world, admin);
  const roles = async () => Object.fromEntries(await channelRolesOf(ctx, id));

  const byName = await admin.put(`/users/${id}/access`, {
    accessMode: "channels",
    channels: [{ channelId: mail, role: "contributor" }],
  });
  expect(byName.body).toMatchObject({ accessMode: "channels", channels: [{ channelId: mail, role: "contributor" }] });
  expect(await roles()).toEqual({ [mail]: "contributor" });

  const teams = [
    { teamId: east, role: "viewer" },
    { teamId: west, role: "supervisor" },
  ];
  const throughTeams = await admin.put(`/users/${id}/access`, { accessMode: "teams", teams });
  expect(throughTeams.body.accessMode).toBe("teams");
  expect(throughTeams.body.teams).toHaveLength(2);
  expect(await roles()).toEqual({ [mail]: "viewer", [shop]: "supervisor" });
  expect((await admin.get(`/teams/${east}`)).body).toMatchObject({
    memberCount: 1,
    members: [{ userId: id, role: "viewer" }],
  });

  await admin.put(`/users/${id}/access`, { accessMode: "channels", channels: [] });
  expect(await roles()).toEqual({});
  expect((await admin.get(`/teams/${east}`)).body.memberCount).toBe(0);
});

test("3.3 access is edited from both ends, and the last editor wins", async () => {
  const { admin, ctx, userId } = await openOrganization(world);
  const channelId = await addChannel(admin);
  const teamId = await addTeam(admin, "East");
  const { id } = await addUser(world, admin);
  const roles = async () => Object.fromEntries(await channelRolesOf(ctx, id));

  const users = [
    { userId, role: "supervisor" },
    { userId: id, role: "viewer" },
  ];
  const granted = await admin.put(`/channels/${channelId}/access`, { users, teamIds: [teamId] });
  expect(granted.body.users).toEqual(expect.arrayContaining(users));
  expect(granted.body.teamIds).toEqual([teamId]);
  expect((await admin.get(`/users/${id}`)).body.channels).toEqual([{ channelId, role: "viewer" }]);
  expect((await admin.get(`/teams/${teamId}`)).body.channelIds).toEqual([channelId]);

  await admin.put(`/teams/${teamId}/members`, { members: [{ userId: id, role: "contributor" }] });
  expect(await roles()).toEqual({ [channelId]: "contributor" });
  expect((await admin.get(`/channels/${channelId}`)).body.users).toEqual([{ userId, role: "supervisor" }]);
  // What was given by name sleeps while the channel's editor saves what it shows.
  await admin.put(`/channels/${channelId}/access`, { users: [{ userId, role: "supervisor" }], teamIds: [] });
  expect(await roles()).toEqual({});
  await admin.put(`/channels/${channelId}/access`, { users, teamIds: [] });
  expect(await roles()).toEqual({ [channelId]: "viewer" });
  expect((await admin.get(`/users/${id}`)).body.accessMode).toBe("channels");
});

test("W19 seed S11 every loss of access is announced, for whoever removes assignments", async () => {
  const { admin, organizationId, userId } = await openOrganization(world);
  const channelId = await addChannel(admin);
  const teamId = await addTeam(admin, "East");
  const { id } = await addUser(world, admin);
  await admin.put(`/users/${id}/access`, { accessMode: "channels", channels: [{ channelId, role: "viewer" }] });
  await admin.put(`/users/${id}/access`, { accessMode: "channels", channels: [] });
  expect(
    (await eventsOf(world, organizationId, "user.changed")).filter((event) => event.change === "access"),
  ).toHaveLength(2);
  await admin.put(`/channels/${channelId}/access`, { users: [{ userId, role: "viewer" }], teamIds: [teamId] });
  await admin.put(`/channels/${channelId}/access`, { users: [], teamIds: [] });
  expect((await eventsOf(world, organizationId, "channel.changed")).map((event) => event.change)).toEqual([
    "created",
    "access",
    "access",
  ]);
  await admin.put(`/teams/${teamId}/members`, { members: [{ userId: id, role: "viewer" }] });
  await admin.put(`/teams/${teamId}/channels`, { channelIds: [channelId] });
  await admin.put(`/teams/${teamId}/members`, { members: [] });
  await admin.patch(`/teams/${teamId}`, { name: "Far East" });
  expect((await admin.remove(`/teams/${teamId}`)).status).toBe(204);
  const changes = (await eventsOf(world, organizationId, "team.changed")).map((event) => event.change);
  expect(changes).toEqual(["created", "members", "channels", "members", "edited", "deleted"]);
});

test("saving what is there already changes and announces nothing", async () => {
  const { admin, organizationId } = await openOrganization(world);
  const channelId = await addChannel(admin);
  const access = { accessMode: "channels", channels: [{ channelId, role: "viewer" }] };
  const { id } = await addUser(world, admin);
  await admin.put(`/users/${id}/access`, access);
  const lines = (await admin.get("/settings-changes")).text;
  const events = await eventsOf(world, organizationId, "user.changed");
  await admin.put(`/users/${id}/access`, access);
  await admin.patch(`/users/${id}`, { firstName: "Bo", lastName: "Reed" });
  const { users, teamIds } = (await admin.get(`/channels/${channelId}`)).body;
  await admin.put(`/channels/${channelId}/access`, { users, teamIds });
  expect((await admin.get("/settings-changes")).text).toBe(lines);
  expect(await eventsOf(world, organizationId, "user.changed")).toEqual(events);
});

test("team names are unique whatever their case, and what is named twice or unknown is refused", async () => {
  const { admin } = await openOrganization(world);
  const other = await openOrganization(world);
  const foreignChannel = await addChannel(other.admin);
  const foreignUser = other.userId;
  const teamId = await addTeam(admin, "East");
  expect(refusal(await admin.post("/teams", { name: " EAST " }))).toBe("already_exists");
  expect((await other.admin.post("/teams", { name: "East" })).status).toBe(201);
  const west = await addTeam(admin, "West");
  expect(refusal(await admin.patch(`/teams/${west}`, { name: "east" }))).toBe("already_exists");
  const { id } = await addUser(world, admin);
  const twice = [
    { userId: id, role: "viewer" },
    { userId: id, role: "supervisor" },
  ];
  expect(refusal(await admin.put(`/teams/${teamId}/members`, { members: twice }))).toBe("invalid_input");
  expect(
    refusal(await admin.put(`/teams/${teamId}/members`, { members: [{ userId: foreignUser, role: "viewer" }] })),
  ).toBe("not_found");
  expect(refusal(await admin.put(`/teams/${teamId}/channels`, { channelIds: [foreignChannel] }))).toBe("not_found");
  const foreignAccess = { accessMode: "channels", channels: [{ channelId: foreignChannel, role: "viewer" }] };
  expect(refusal(await admin.put(`/users/${id}/access`, foreignAccess))).toBe("not_found");
  expect(refusal(await admin.put(`/users/${foreignUser}/access`, { accessMode: "channels", channels: [] }))).toBe(
    "not_found",
  );
  expect(refusal(await admin.get(`/users/${foreignUser}`))).toBe("not_found");
  expect(refusal(await admin.put(`/users/${foreignUser}/deactivation`))).toBe("not_found");
});
