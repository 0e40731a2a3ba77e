import type { ChannelId, EndpointId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { allConnectors } from "../connectors/connectors.ts";
import { type ChannelsWorld, eventsOf, openChannelsWorld, openOrganization, refusal } from "./channels.test-kit.ts";
import { getChannelForConnector, listConnectedChannels } from "./get-channel.ts";
import { createChannel, findEndpoint, listChannelsOfEndpoint } from "./index.ts";

let world: ChannelsWorld;
beforeAll(async () => {
  world = await openChannelsWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

const mailbox = (address: string, password: string | null = "canary-password-1") => ({
  address,
  imap: { host: "imap.example.org", port: 993, security: "tls", user: "u", password },
  smtp: { host: "smtp.example.org", port: 465, security: "tls", user: "u", password },
});

test("W150 decision 23 an Admin adds a channel, sees its secret once, and becomes its Supervisor", async () => {
  const { admin, userId, organizationId } = await openOrganization(world);
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
  expect(await eventsOf(world, organizationId)).toEqual(["created"]);
  expect((await admin.get("/settings-changes")).body.items[0]).toMatchObject({
    action: "channel.created",
    subject: "Shop API",
  });
});

test("S46 passwords of a mailbox are sealed, write-only, and kept when they are not sent again", async () => {
  const { admin, organizationId, ctx } = await openOrganization(world);
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
  const { admin } = await openOrganization(world);
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
  const { admin } = await openOrganization(world);
  const { body } = await admin.post("/channels", { platform: "api", name: "n".repeat(255) });
  expect(body.channel.name).toHaveLength(255);
  expect(refusal(await admin.patch(`/channels/${body.channel.id}`, { name: "n".repeat(256) }))).toBe("invalid_input");
  expect(refusal(await admin.patch(`/channels/${body.channel.id}`, { name: " " }))).toBe("invalid_input");
  expect((await admin.patch(`/channels/${body.channel.id}`, { name: "nul\0" })).body.name).toBe("nul\uFFFD");
  expect((await admin.patch(`/channels/${body.channel.id}`, {})).status).toBe(200);
});

test("one account is connected once in an organization, and again after it was deleted", async () => {
  const { admin } = await openOrganization(world);
  const other = await openOrganization(world);
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
  const { admin } = await openOrganization(world);
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
  const { admin } = await openOrganization(world);
  const { body } = await admin.post("/channels", {
    platform: "email",
    name: "Mail",
    settings: mailbox("x@example.org"),
  });
  expect(body.secrets).toEqual({});
  expect(refusal(await admin.post(`/channels/${body.channel.id}/secrets`))).toBe("not_found");
});

test("W150 deleting asks for the name; afterwards the channel is gone and its address opens nothing", async () => {
  const { admin, ctx, organizationId } = await openOrganization(world);
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
  expect(await eventsOf(world, organizationId)).toEqual(["created", "deleted"]);
});

test("a channel may be made for the product itself, which becomes nobody's Supervisor", async () => {
  const { organizationId, admin } = await openOrganization(world);
  const ctx = { ...world.ctx(organizationId), by: { name: "Guichet", address: "" } };
  const deps = { connectors: allConnectors(), secretBox: world.deps.secretBox };
  const made = await createChannel(ctx, deps, { platform: "loopback", name: "Probe", settings: {} });
  expect(made.channelId).toBeDefined();
  expect((await admin.get("/channels")).body.items).toEqual([]);
});

test("foreign and unknown channels are equally unknown, on every route", async () => {
  const one = await openOrganization(world);
  const two = await openOrganization(world);
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
  const { admin } = await openOrganization(world);
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
