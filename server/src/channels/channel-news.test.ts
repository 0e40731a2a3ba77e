import type { ChannelId, EndpointId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addUser } from "../auth/auth.test-kit.ts";
import { getChannelValue, noteChannelTraffic, setChannelState, setChannelValue } from "./channel-news.ts";
import { type ChannelsWorld, eventsOf, openChannelsWorld, openOrganization, refusal } from "./channels.test-kit.ts";
import { listConnectedChannels } from "./get-channel.ts";
import { findEndpoint, listChannelsOfEndpoint } from "./index.ts";

let world: ChannelsWorld;
beforeAll(async () => {
  world = await openChannelsWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

test("an endpoint is found by platform and id alone, and a wrong platform finds nothing", async () => {
  const { admin, organizationId, ctx } = await openOrganization(world);
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
  const { admin, ctx, organizationId } = await openOrganization(world);
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
  expect(await eventsOf(world, organizationId)).toEqual(["created", "state", "state", "edited", "state", "edited"]);
});

test("I15 a silent channel is told once, may get worse, and its silence never hides that a person is needed", async () => {
  const { admin, ctx, organizationId } = await openOrganization(world);
  const { body } = await admin.post("/channels", { platform: "api", name: "API" });
  const id = body.channel.id as ChannelId;
  const look = async () => {
    const { state, silent, stateReason } = (await admin.get(`/channels/${id}`)).body;
    const row = await ctx.db.selectFrom("channels").select("trouble_since").where("id", "=", id).executeTakeFirst();
    return [state, silent, stateReason, row?.trouble_since?.getTime() ?? null];
  };
  const began = world.clock.now().getTime();
  await setChannelState(ctx, id, "silent", "timed out");
  world.clock.pass(1000);
  await setChannelState(ctx, id, "silent", "refused");
  expect(await look()).toEqual(["connected", true, "timed out", began]);
  await setChannelState(ctx, id, "needs_reconnection", "password refused");
  world.clock.pass(1000);
  await setChannelState(ctx, id, "needs_reconnection", "account closed");
  await setChannelState(ctx, id, "silent", "timed out");
  expect(await look()).toEqual(["needs_reconnection", false, "account closed", began + 1000]);
  await setChannelState(ctx, id, "connected", null);
  expect(await look()).toEqual(["connected", false, null, null]);
  await setChannelState(ctx, id, "silent", "timed out");
  await admin.patch(`/channels/${id}`, { paused: true });
  expect(await look()).toEqual(["paused", false, null, null]);
  expect((await eventsOf(world, organizationId)).filter((change) => change === "state")).toHaveLength(6);
});

test("the test button asks the connector and keeps what it found", async () => {
  const { admin } = await openOrganization(world);
  const { body } = await admin.post("/channels", { platform: "api", name: "API" });
  world.health.answer = { state: "needs_reconnection", checks: [{ name: "address", ok: false, detail: "refused" }] };
  expect((await admin.post(`/channels/${body.channel.id}/test`)).body).toEqual({
    ok: false,
    checks: [{ name: "address", ok: false, detail: "refused" }],
  });
  expect((await admin.get(`/channels/${body.channel.id}`)).body).toMatchObject({
    state: "needs_reconnection",
    stateReason: "refused",
  });
  world.health.answer = { state: "ok", checks: [{ name: "address", ok: true }] };
  expect((await admin.post(`/channels/${body.channel.id}/test`)).body.ok).toBe(true);
  expect((await admin.get(`/channels/${body.channel.id}`)).body).toMatchObject({
    state: "connected",
    stateReason: null,
  });
});

test("times of the last messages are kept, and a connector's values", async () => {
  const { admin, ctx } = await openOrganization(world);
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
  const { admin, organizationId } = await openOrganization(world);
  const { body } = await admin.post("/channels", { platform: "api", name: "API" });
  const agent = await addUser(world, admin);
  expect(refusal(await world.browser().signIn(agent.email))).toBe("no_channel_access");
  await admin.patch(`/channels/${body.channel.id}`, { grantToAll: true });
  expect((await world.browser().signIn(agent.email)).status).toBe(200);
  await admin.patch(`/channels/${body.channel.id}`, { grantToAll: false });
  expect(refusal(await world.browser().signIn(agent.email))).toBe("no_channel_access");
  expect((await eventsOf(world, organizationId)).filter((change) => change === "access")).toHaveLength(2);
});
