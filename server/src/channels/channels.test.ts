import type { ChannelId, EndpointId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AuthWorld, addUser, openAuthWorld } from "../auth/auth.test-kit.ts";
import { allConnectors } from "../connectors/connectors.ts";
import { getChannelValue, noteChannelTraffic, setChannelState, setChannelValue } from "./channel-news.ts";
import { getChannelForConnector, listConnectedChannels } from "./get-channel.ts";
import { type ChannelHealth, channelRoutes, createChannel, findEndpoint, listChannelsOfEndpoint } from "./index.ts";

let world: AuthWorld;
const health: { answer: ChannelHealth } = { answer: { state: "ok", checks: [] } };
beforeAll(async () => {
  world = await openAuthWorld({
    routes: (deps) =>
      channelRoutes({
        ...deps,
        connectors: allConnectors(),
        hasWebhook: (platform) => platform === "api",
        checkHealth: async () => health.answer,
      }),
  });
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

async function openOrganization() {
  const place = await world.found();
  const admin = world.browser();
  await admin.signIn(place.email);
  return { ...place, admin, ctx: world.ctx(place.organizationId, place.userId) };
}
const refusal = (answer: { body: { error?: { code: string } } }) => answer.body?.error?.code;
const mailbox = (address: string, password: string | null = "canary-password-1") => ({
  address,
  imap: { host: "imap.example.org", port: 993, security: "tls", user: "u", password },
  smtp: { host: "smtp.example.org", port: 465, security: "tls", user: "u", password },
});
async function eventsOf(organizationId: string) {
  const rows = await world.database.system
    .selectFrom("event_inbox")
    .where("organization_id", "=", organizationId as never)
    .where("type", "like", "channel.%")
    .select(["data", "actor"])
    .orderBy("ticket")
    .execute();
  return rows.map((row) => (row.data as { change: string }).change);
}

test("W150 decision 23 an Admin adds a channel, sees its secret once, and becomes its Supervisor", async () => {
  const { admin, userId, organizationId } = await openOrganization();
  const created = await admin.post("/channels", { platform: "api", name: "  Shop API " });
  expect(created.status).toBe(201);
  const { channel, secrets } = created.body;
  expect(channel).toMatchObject({
    platform: "api",
    name: "Shop API",
    state: "connected",
    users: [{ userId, role: "supervisor" }],
    teamIds: [],
    settings: { outboundUrl: "" },
  });
  expect(channel.webhookUrl).toMatch(/^http:\/\/guichet\.test\/webhooks\/api\/[0-9a-f-]{36}$/);
  const [secret = ""] = Object.values<string>(secrets);
  expect(secret.length).toBeGreaterThan(20);
  for (const path of ["/channels", `/channels/${channel.id}`, "/settings-changes"])
    expect((await admin.get(path)).text).not.toContain(secret);
  const rows = await world.database.system.selectFrom("endpoints").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(await eventsOf(organizationId)).toEqual(["created"]);
  expect((await admin.get("/settings-changes")).body.items[0]).toMatchObject({
    action: "channel.created",
    subject: "Shop API",
  });
});

test("S46 passwords of a mailbox are sealed, write-only, and kept when they are not sent again", async () => {
  const { admin, organizationId, ctx } = await openOrganization();
  const { body } = await admin.post("/channels", {
    platform: "email",
    name: "Mail",
    settings: mailbox("Help@Example.org"),
  });
  expect(body.channel).toMatchObject({ address: "help@example.org", webhookUrl: null });
  expect(body.channel.settings.imap.password).toBeNull();
  const path = `/channels/${body.channel.id}`;
  const changed = await admin.patch(path, {
    settings: { ...mailbox("help@example.org", null), senderName: "Help desk" },
  });
  expect(changed.body.settings).toMatchObject({ senderName: "Help desk", smtp: { password: null } });
  const box = world.deps.secretBox;
  const kept = await getChannelForConnector(ctx, box, body.channel.id);
  expect(kept.secrets).toEqual({ imapPassword: "canary-password-1", smtpPassword: "canary-password-1" });
  await admin.patch(path, { settings: mailbox("help@example.org", "canary-password-2") });
  expect((await getChannelForConnector(ctx, box, body.channel.id)).secrets).toMatchObject({
    imapPassword: "canary-password-2",
  });
  const seen = [await admin.get("/channels"), await admin.get(path), await admin.get("/settings-changes"), changed];
  for (const answer of seen) expect(answer.text).not.toContain("canary-password");
  expect((await admin.get("/settings-changes")).body.items[0].after).toMatchObject({
    newSecrets: ["imapPassword", "smtpPassword"],
  });
  for (const table of ["channels", "endpoints", "event_inbox", "settings_changes"] as const) {
    const rows = await world.database.of(organizationId).selectFrom(table).selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain("canary-password");
  }
});

test("settings are checked by the connector, with the path of the field", async () => {
  const { admin } = await openOrganization();
  const bad = await admin.post("/channels", { platform: "email", name: "Mail", settings: { address: "x" } });
  expect(bad.status).toBe(400);
  const paths = bad.body.error.fields.map((field: { path: string }) => field.path);
  expect(paths).toEqual(expect.arrayContaining(["settings.address", "settings.imap", "settings.smtp"]));
  const odd = await admin.post("/channels", { platform: "api", name: "A", settings: { outboundUrl: "", secret: "x" } });
  expect(odd.body.error.fields[0].path).toBe("settings");
  expect(refusal(await admin.post("/channels", { platform: "loopback", name: "A" }))).toBe("invalid_input");
  expect(refusal(await admin.post("/channels", { platform: "carrier-pigeon", name: "A" }))).toBe("invalid_input");
});

test("W151 a display name has up to 255 characters", async () => {
  const { admin } = await openOrganization();
  const { body } = await admin.post("/channels", { platform: "api", name: "n".repeat(255) });
  expect(body.channel.name).toHaveLength(255);
  expect(refusal(await admin.patch(`/channels/${body.channel.id}`, { name: "n".repeat(256) }))).toBe("invalid_input");
  expect(refusal(await admin.patch(`/channels/${body.channel.id}`, { name: " " }))).toBe("invalid_input");
  expect((await admin.patch(`/channels/${body.channel.id}`, { name: "nul\0" })).body.name).toBe("nul\uFFFD");
  expect((await admin.patch(`/channels/${body.channel.id}`, {})).status).toBe(200);
});

test("one account is connected once in an organization, and again after it was deleted", async () => {
  const { admin } = await openOrganization();
  const other = await openOrganization();
  const form = { platform: "email", name: "Mail", settings: mailbox("one@example.org") };
  const first = await admin.post("/channels", form);
  expect(refusal(await admin.post("/channels", { ...form, settings: mailbox("ONE@example.org") }))).toBe(
    "already_exists",
  );
  expect((await other.admin.post("/channels", form)).status).toBe(201);
  const second = await admin.post("/channels", { ...form, settings: mailbox("two@example.org") });
  const taken = await admin.patch(`/channels/${second.body.channel.id}`, {
    settings: mailbox("one@example.org", null),
  });
  expect(refusal(taken)).toBe("already_exists");
  expect((await admin.remove(`/channels/${first.body.channel.id}`, { name: "Mail" })).status).toBe(204);
  expect((await admin.post("/channels", form)).status).toBe(201);
});

test("S46 after a rotation both secrets are good for a day, then the new one alone", async () => {
  const { admin } = await openOrganization();
  const { body } = await admin.post("/channels", { platform: "api", name: "API" });
  const [first = ""] = Object.values<string>(body.secrets);
  const rotated = await admin.post(`/channels/${body.channel.id}/secrets`);
  const [second = ""] = Object.values<string>(rotated.body.secrets);
  expect(second).not.toBe(first);
  const endpointId = body.channel.webhookUrl.split("/").at(-1) as EndpointId;
  const look = async () => {
    const deps = { system: world.database.system, secretBox: world.deps.secretBox, now: world.clock.now };
    return Object.values((await findEndpoint(deps, "api", endpointId))?.secrets ?? {})[0];
  };
  expect(await look()).toEqual([second, first]);
  world.clock.pass(24 * 3_600_000);
  expect(await look()).toEqual([second]);
});

test("a mailbox has no secrets to exchange", async () => {
  const { admin } = await openOrganization();
  const { body } = await admin.post("/channels", {
    platform: "email",
    name: "Mail",
    settings: mailbox("x@example.org"),
  });
  expect(body.secrets).toEqual({});
  expect(refusal(await admin.post(`/channels/${body.channel.id}/secrets`))).toBe("not_found");
});

test("W150 deleting asks for the name; afterwards the channel is gone and its address opens nothing", async () => {
  const { admin, ctx, organizationId } = await openOrganization();
  const { body } = await admin.post("/channels", { platform: "api", name: "Old API" });
  const id = body.channel.id as ChannelId;
  const endpointId = body.channel.webhookUrl.split("/").at(-1) as EndpointId;
  expect(refusal(await admin.remove(`/channels/${id}`, { name: "old api" }))).toBe("invalid_input");
  expect((await admin.remove(`/channels/${id}`, { name: "Old API" })).status).toBe(204);
  expect(refusal(await admin.get(`/channels/${id}`))).toBe("not_found");
  expect((await admin.get("/channels")).body.items).toEqual([]);
  for (const again of [
    await admin.remove(`/channels/${id}`, { name: "Old API" }),
    await admin.patch(`/channels/${id}`, { name: "x" }),
  ])
    expect(refusal(again)).toBe("not_found");
  const { secretBox } = world.deps;
  const found = await findEndpoint(
    { system: world.database.system, secretBox, now: world.clock.now },
    "api",
    endpointId,
  );
  expect(found?.secrets).toEqual({});
  expect(await listChannelsOfEndpoint(ctx, secretBox, endpointId)).toEqual([]);
  expect((await listConnectedChannels(world.database.system)).map((place) => place.channelId)).not.toContain(id);
  expect(await eventsOf(organizationId)).toEqual(["created", "deleted"]);
});

test("an endpoint is found by platform and id alone, and a wrong platform finds nothing", async () => {
  const { admin, organizationId, ctx } = await openOrganization();
  const { body } = await admin.post("/channels", { platform: "api", name: "API" });
  const endpointId = body.channel.webhookUrl.split("/").at(-1) as EndpointId;
  const deps = { system: world.database.system, secretBox: world.deps.secretBox, now: world.clock.now };
  expect(await findEndpoint(deps, "api", endpointId)).toMatchObject({ organizationId, platform: "api" });
  expect(await findEndpoint(deps, "email", endpointId)).toBeUndefined();
  const [channel] = await listChannelsOfEndpoint(ctx, world.deps.secretBox, endpointId);
  expect(channel).toMatchObject({ id: body.channel.id, externalId: body.channel.id, state: "connected" });
  expect(Object.values(channel?.endpointSecrets ?? {})).toEqual([Object.values(body.secrets)]);
});

test("I15 health may ask for reconnection, and only a person ends a pause", async () => {
  const { admin, ctx, organizationId } = await openOrganization();
  const { body } = await admin.post("/channels", { platform: "api", name: "API" });
  const id = body.channel.id as ChannelId;
  const state = async () => {
    const found = (await admin.get(`/channels/${id}`)).body;
    return [found.state, found.stateReason];
  };
  await setChannelState(ctx, id, "needs_reconnection", "password refused");
  await setChannelState(ctx, id, "needs_reconnection", "password refused");
  expect(await state()).toEqual(["needs_reconnection", "password refused"]);
  await admin.patch(`/channels/${id}`, { paused: true });
  await setChannelState(ctx, id, "connected", null);
  expect(await state()).toEqual(["paused", null]);
  expect((await listConnectedChannels(world.database.system)).map((place) => place.channelId)).not.toContain(id);
  await admin.patch(`/channels/${id}`, { paused: false });
  expect(await state()).toEqual(["connected", null]);
  expect(await eventsOf(organizationId)).toEqual(["created", "state", "state", "edited", "state", "edited"]);
});

test("the test button asks the connector and keeps what it found", async () => {
  const { admin } = await openOrganization();
  const { body } = await admin.post("/channels", { platform: "api", name: "API" });
  health.answer = { state: "needs_reconnection", checks: [{ name: "address", ok: false, detail: "refused" }] };
  expect((await admin.post(`/channels/${body.channel.id}/test`)).body).toEqual({
    ok: false,
    checks: [{ name: "address", ok: false, detail: "refused" }],
  });
  expect((await admin.get(`/channels/${body.channel.id}`)).body).toMatchObject({
    state: "needs_reconnection",
    stateReason: "refused",
  });
  health.answer = { state: "ok", checks: [{ name: "address", ok: true }] };
  expect((await admin.post(`/channels/${body.channel.id}/test`)).body.ok).toBe(true);
  expect((await admin.get(`/channels/${body.channel.id}`)).body).toMatchObject({
    state: "connected",
    stateReason: null,
  });
});

test("times of the last messages are kept, and a connector's values", async () => {
  const { admin, ctx } = await openOrganization();
  const { body } = await admin.post("/channels", { platform: "api", name: "API" });
  const id = body.channel.id as ChannelId;
  const at = world.clock.now();
  await noteChannelTraffic(ctx, id, "in", at);
  await noteChannelTraffic(ctx, id, "in", new Date(at.getTime() + 5000));
  await noteChannelTraffic(ctx, id, "out", new Date(at.getTime() + 1000));
  await noteChannelTraffic(ctx, id, "out", new Date(at.getTime() - 60_000));
  expect((await admin.get(`/channels/${id}`)).body).toMatchObject({
    lastInboundAt: at.toISOString(),
    lastOutboundAt: new Date(at.getTime() + 1000).toISOString(),
  });
  expect(await getChannelValue(ctx, id, "cursor")).toBeNull();
  await setChannelValue(ctx, id, "cursor", "1");
  await setChannelValue(ctx, id, "cursor", "2");
  expect(await getChannelValue(ctx, id, "cursor")).toBe("2");
});

test("W20 opening a channel to everybody and closing it again is a change of access", async () => {
  const { admin, organizationId } = await openOrganization();
  const { body } = await admin.post("/channels", { platform: "api", name: "API" });
  const agent = await addUser(world, admin);
  expect(refusal(await world.browser().signIn(agent.email))).toBe("no_channel_access");
  await admin.patch(`/channels/${body.channel.id}`, { grantToAll: true });
  expect((await world.browser().signIn(agent.email)).status).toBe(200);
  await admin.patch(`/channels/${body.channel.id}`, { grantToAll: false });
  expect(refusal(await world.browser().signIn(agent.email))).toBe("no_channel_access");
  expect((await eventsOf(organizationId)).filter((change) => change === "access")).toHaveLength(2);
});

test("a channel may be made for the product itself, which becomes nobody's Supervisor", async () => {
  const { organizationId, admin } = await openOrganization();
  const ctx = { ...world.ctx(organizationId), by: { name: "Guichet", address: "" } };
  const deps = { connectors: allConnectors(), secretBox: world.deps.secretBox };
  const made = await createChannel(ctx, deps, { platform: "loopback", name: "Probe", settings: {} });
  expect(made.channelId).toBeDefined();
  expect((await admin.get("/channels")).body.items).toEqual([]);
});

test("foreign and unknown channels are equally unknown, on every route", async () => {
  const one = await openOrganization();
  const two = await openOrganization();
  const { body } = await two.admin.post("/channels", { platform: "api", name: "API" });
  const ids = [body.channel.id, "0192aaaa-0000-7000-8000-000000000001"];
  for (const id of ids) {
    const answers = [
      await one.admin.get(`/channels/${id}`),
      await one.admin.patch(`/channels/${id}`, { name: "mine" }),
      await one.admin.put(`/channels/${id}/access`, { users: [], teamIds: [] }),
      await one.admin.post(`/channels/${id}/test`),
      await one.admin.post(`/channels/${id}/secrets`),
      await one.admin.remove(`/channels/${id}`, { name: "API" }),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 404, text: '{"error":{"code":"not_found"}}' });
  }
  expect((await two.admin.get(`/channels/${body.channel.id}`)).body.name).toBe("API");
});

test("S12 a channel takes nothing that is not in its forms", async () => {
  const { admin } = await openOrganization();
  const { body } = await admin.post("/channels", { platform: "api", name: "API" });
  const foreign = [
    "id",
    "organizationId",
    "endpointId",
    "externalId",
    "state",
    "stateReason",
    "secrets",
    "deletedAt",
    "platform",
    "users",
    "webhookUrl",
  ];
  for (const name of foreign) {
    expect((await admin.patch(`/channels/${body.channel.id}`, { [name]: "x" })).status).toBe(400);
    if (name !== "platform")
      expect((await admin.post("/channels", { platform: "api", name: "A", [name]: "x" })).status).toBe(400);
  }
});
