import { setTimeout as wait } from "node:timers/promises";
import { bootstrap, type ChannelId } from "@guichet/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setChannelState } from "../../channels/index.ts";
import { startTestApp, type TestApp, type TestPerson } from "../test-app.ts";
import { listen } from "./line.ts";

let test: TestApp;
let channelId: ChannelId;
beforeAll(async () => {
  test = await startTestApp();
  channelId = await test.apiChannel(test.organizationId);
});
afterAll(async () => await test?.stop());

const worldOf = async (person: TestPerson) =>
  bootstrap.parse((await test.call("GET", "/api/v1/bootstrap", { as: person })).body);

async function found(state: "connected" | "silent" | "needs_reconnection", reason: string | null): Promise<void> {
  const { database, log } = test.app.parts;
  const { organizationId } = test;
  const actor = { type: "system", name: "Guichet" } as const;
  const ctx = { db: database.of(organizationId), organizationId, actor, now: () => new Date(), log };
  await setChannelState(ctx, channelId, state, reason);
}

it("I15 whoever works in a channel hears at once that it is in trouble; only Admins hear why", async () => {
  const agent = await test.person(test.organizationId, "agent", { [channelId]: "viewer" });
  const stranger = await test.person(test.organizationId, "agent");
  const before = await worldOf(agent);
  expect(before.troubles).toEqual([]);
  const line = await listen(test.base, agent, BigInt(before.position));
  await found("silent", "connect ETIMEDOUT 10.0.0.7");
  for (const end = Date.now() + 30_000; !line.frames.some((frame) => frame.includes("world_changed")); await wait(20))
    if (Date.now() > end) throw new Error("The live feed said nothing.");
  line.socket.close();
  const trouble = { channelId, platform: "api", name: "Shop", kind: "silent", since: expect.any(String) };
  expect((await worldOf(agent)).troubles).toEqual([{ ...trouble, reason: null, mayMend: false }]);
  expect((await worldOf(stranger)).troubles).toEqual([]);
  const told = { ...trouble, reason: "connect ETIMEDOUT 10.0.0.7", mayMend: true };
  expect((await worldOf(test.admin)).troubles).toEqual([told]);
  await found("needs_reconnection", "token expired");
  expect((await worldOf(agent)).troubles).toMatchObject([{ kind: "needs_reconnection", reason: null }]);
  await found("connected", null);
  for (const person of [agent, test.admin]) expect((await worldOf(person)).troubles).toEqual([]);
});
