import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AuthWorld, addUser, PASSWORD } from "../auth/auth.test-kit.ts";
import {
  addChannel,
  addTeam,
  eventsOf,
  openOrganization,
  openUsersWorld,
  refusal,
  userFields,
} from "./users.test-kit.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openUsersWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

test("W10 an Admin creates a user with name, address, reference, account role and short code", async () => {
  const { admin, organizationId } = await openOrganization(world);
  const created = await admin.post("/users", { ...userFields, email: "Bo.Reed@Example.org", locale: "fr" });
  expect(created).toMatchObject({ status: 201, body: { mailed: true, link: null } });
  expect(created.body.user).toMatchObject({
    email: "bo.reed@example.org",
    firstName: "Bo",
    userReference: "P-17",
    shortCode: "BR",
    accountRole: "agent",
    accessMode: "channels",
    channels: [],
    teams: [],
    state: "invited",
    presence: "offline",
    twoFactor: false,
  });
  expect(world.mails.at(-1)?.subject).toMatch(/invite/);
  expect((await admin.get("/users")).body.items).toHaveLength(2);
  expect((await eventsOf(world, organizationId, "user.changed")).at(-1)).toMatchObject({ change: "created" });
  const actions = (await admin.get("/settings-changes")).body.items.map((item: { action: string }) => item.action);
  expect(actions.slice(0, 2)).toEqual(["user.invited", "user.created"]);
});

test("decision 19 an address belongs to one user of the installation", async () => {
  const { admin } = await openOrganization(world);
  const other = await openOrganization(world);
  const user = await addUser(world, admin, { accept: false });
  for (const browser of [admin, other.admin]) {
    const answer = await browser.post("/users", { ...userFields, email: user.email.toUpperCase() });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: "already_exists" } } });
  }
});

test("W10 an Admin changes a user; empty texts become nothing", async () => {
  const { admin } = await openOrganization(world);
  const { id } = await addUser(world, admin, { accept: false });
  const changed = await admin.patch(`/users/${id}`, { firstName: "Bea", userReference: "", shortCode: "BE" });
  expect(changed.body).toMatchObject({ firstName: "Bea", lastName: "Reed", userReference: null, shortCode: "BE" });
  const [line] = (await admin.get("/settings-changes")).body.items;
  expect(line).toMatchObject({
    action: "user.changed",
    before: { firstName: "Bo" },
    after: { firstName: "Bea", shortCode: "BE" },
  });
});

test("W11 an Agent cannot open Settings by any route, and nothing changes", async () => {
  const { admin, userId } = await openOrganization(world);
  const channelId = await addChannel(admin);
  const teamId = await addTeam(admin, "Team");
  const agent = await addUser(world, admin);
  await admin.patch(`/channels/${channelId}`, { grantToAll: true });
  const browser = world.browser();
  expect((await browser.signIn(agent.email)).status).toBe(200);
  const calls: ["get" | "post" | "put" | "patch" | "remove", string, unknown?][] = [
    ["get", "/organization"],
    ["patch", "/organization", { name: "Mine" }],
    ["get", "/settings-changes"],
    ["get", "/users"],
    ["post", "/users", { ...userFields, email: "eve@example.org" }],
    ["get", `/users/${userId}`],
    ["get", `/users/${agent.id}`],
    ["patch", `/users/${agent.id}`, { accountRole: "admin" }],
    ["put", `/users/${agent.id}/access`, { accessMode: "channels", channels: [{ channelId, role: "supervisor" }] }],
    ["post", `/users/${agent.id}/invitation`],
    ["put", `/users/${userId}/deactivation`],
    ["remove", `/users/${userId}/deactivation`],
    ["put", `/users/${userId}/photo`, Buffer.from("x")],
    ["get", "/teams"],
    ["post", "/teams", { name: "Mine" }],
    ["get", `/teams/${teamId}`],
    ["patch", `/teams/${teamId}`, { name: "Mine" }],
    ["remove", `/teams/${teamId}`],
    ["put", `/teams/${teamId}/members`, { members: [{ userId: agent.id, role: "supervisor" }] }],
    ["put", `/teams/${teamId}/channels`, { channelIds: [channelId] }],
    ["get", "/channels"],
    ["post", "/channels", { platform: "api", name: "Mine" }],
    ["get", `/channels/${channelId}`],
    ["patch", `/channels/${channelId}`, { name: "Mine" }],
    ["put", `/channels/${channelId}/access`, { users: [{ userId: agent.id, role: "supervisor" }], teamIds: [] }],
    ["post", `/channels/${channelId}/test`],
    ["post", `/channels/${channelId}/secrets`],
    ["remove", `/channels/${channelId}`, { name: "API" }],
  ];
  const before = (await admin.get("/settings-changes")).text;
  for (const [verb, path, body] of calls)
    expect(await browser[verb](path, body)).toMatchObject({ status: 403, body: { error: { code: "not_allowed" } } });
  expect((await admin.get("/settings-changes")).text).toBe(before);
});

test("W11 S14 an Admin who becomes an Agent is out of Settings at once, and has to sign in again", async () => {
  const { admin } = await openOrganization(world);
  const second = await addUser(world, admin, { accountRole: "admin" });
  const browser = world.browser();
  await browser.signIn(second.email);
  expect((await browser.get("/users")).status).toBe(200);
  await admin.patch(`/users/${second.id}`, { accountRole: "agent" });
  expect((await browser.get("/users")).status).toBe(401);
});

test("W29 S14 deactivating ends sessions at once, says so, and the person cannot come back in", async () => {
  const { admin, organizationId } = await openOrganization(world);
  const user = await addUser(world, admin, { accountRole: "admin" });
  const [browser, phone] = [world.browser(), world.browser()];
  await browser.signIn(user.email);
  await phone.signIn(user.email);
  const answer = await admin.put(`/users/${user.id}/deactivation`);
  expect(answer.body).toMatchObject({ state: "deactivated", presence: "offline" });
  for (const gone of [browser, phone]) expect((await gone.get("/session")).status).toBe(401);
  expect(refusal(await world.browser().signIn(user.email))).toBe("sign_in_failed");
  expect((await eventsOf(world, organizationId, "user.changed")).at(-1)).toMatchObject({
    userId: user.id,
    change: "deactivated",
  });
  expect((await eventsOf(world, organizationId, "presence.changed")).at(-1)).toMatchObject({
    userId: user.id,
    presence: "offline",
  });
  expect((await admin.put(`/users/${user.id}/deactivation`)).status).toBe(200);
  expect((await admin.remove(`/users/${user.id}/deactivation`)).body.state).toBe("active");
  expect((await browser.get("/session")).status).toBe(401);
  expect((await world.browser().signIn(user.email)).status).toBe(200);
});

test("W29 the last Admin stays, also when two go at the same moment", async () => {
  const { admin, userId, email } = await openOrganization(world);
  expect(refusal(await admin.put(`/users/${userId}/deactivation`))).toBe("last_admin");
  expect(refusal(await admin.patch(`/users/${userId}`, { accountRole: "agent" }))).toBe("last_admin");
  const invited = await addUser(world, admin, { accountRole: "admin", accept: false });
  expect(refusal(await admin.put(`/users/${userId}/deactivation`))).toBe("last_admin");
  expect((await admin.put(`/users/${invited.id}/deactivation`)).status).toBe(200);
  const second = await addUser(world, admin, { accountRole: "admin" });
  const other = world.browser();
  await other.signIn(second.email);
  const answers = await Promise.all([
    admin.put(`/users/${userId}/deactivation`),
    other.patch(`/users/${second.id}`, { accountRole: "agent" }),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const left = [await world.browser().signIn(email), await world.browser().signIn(second.email)];
  expect(left.filter((answer) => answer.body.accountRole === "admin")).toHaveLength(1);
});

test("S12 the forms of users take nothing but their own fields", async () => {
  const { admin } = await openOrganization(world);
  const { id } = await addUser(world, admin, { accept: false });
  const foreign = [
    "id",
    "organizationId",
    "passwordHash",
    "password",
    "deactivatedAt",
    "totpSecretSealed",
    "photo",
    "state",
    "presence",
    "createdAt",
    "accessMode",
    "twoFactor",
  ];
  for (const name of foreign) {
    expect((await admin.patch(`/users/${id}`, { [name]: "x" })).status).toBe(400);
    expect((await admin.post("/users", { ...userFields, email: "more@example.org", [name]: "x" })).status).toBe(400);
  }
  expect((await admin.patch(`/users/${id}`, { email: "other@example.org" })).status).toBe(400);
  expect((await admin.patch("/organization", { id: "x" })).status).toBe(400);
  expect((await admin.post("/teams", { name: "A", id: "x" })).status).toBe(400);
});

test("S27 wrong types are refused by name and never break anything", async () => {
  const { admin } = await openOrganization(world);
  const { id } = await addUser(world, admin, { accept: false });
  for (const value of [null, [], {}, true, 1e308, { $ne: "" }, "\0"]) {
    for (const name of ["firstName", "accountRole"]) {
      const answer = await admin.patch(`/users/${id}`, { [name]: value });
      expect([200, 400]).toContain(answer.status);
    }
    expect([400, 404]).toContain((await admin.put(`/users/${id}/access`, { accessMode: value })).status);
    expect([201, 400]).toContain((await admin.post("/teams", { name: value })).status);
    expect((await admin.patch("/organization", { inactiveSessionMinutes: value })).status).toBe(400);
  }
  for (const odd of ["null", "1", "%00", "..%2f", "0192aaaa"]) {
    expect([400, 404]).toContain((await admin.get(`/users/${odd}`)).status);
    expect([400, 404]).toContain((await admin.get(`/settings-changes?after=${odd}9999999999999999999`)).status);
  }
});

test("an Admin is not told more than an invitation: nobody else's password can be set", async () => {
  const { admin } = await openOrganization(world);
  const { id } = await addUser(world, admin);
  expect((await admin.patch(`/users/${id}`, { password: PASSWORD })).status).toBe(400);
  expect(refusal(await admin.post(`/users/${id}/invitation`))).toBe("already_exists");
});
