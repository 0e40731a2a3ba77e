import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AuthWorld, openAuthWorld } from "../../auth/auth.test-kit.ts";
import { heartbeat, listColleagues, sweepPresence } from "../index.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openAuthWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

async function signedIn() {
  const place = await world.found();
  const browser = world.browser();
  await browser.signIn(place.email);
  const ctx = world.ctx(place.organizationId, place.userId);
  const presence = async () => (await listColleagues(ctx)).find((colleague) => colleague.id === place.userId)?.presence;
  return { ...place, browser, ctx, presence };
}
async function intervalsOf(organizationId: string) {
  const rows = await world.database.system
    .selectFrom("event_inbox")
    .where("organization_id", "=", organizationId as never)
    .where("type", "=", "presence.changed")
    .select(["data", "at"])
    .orderBy("ticket")
    .execute();
  return rows.map((row) => [(row.data as { presence: string }).presence, row.at.getTime()]);
}
const sweep = () => sweepPresence(world.deps, world.clock.now());

test("W31 W38 Available and Away exist without configuration, and each change is one event with its time", async () => {
  const { browser, organizationId, presence } = await signedIn();
  const start = world.clock.now().getTime();
  expect(await presence()).toBe("away");
  world.clock.pass(60_000);
  expect((await browser.put("/me/presence", { presence: "available" })).body.presence).toBe("available");
  expect((await browser.put("/me/presence", { presence: "available" })).status).toBe(200);
  world.clock.pass(60_000);
  await browser.put("/me/presence", { presence: "away" });
  expect(await intervalsOf(organizationId)).toEqual([
    ["away", start],
    ["available", start + 60_000],
    ["away", start + 120_000],
  ]);
  for (const value of ["offline", "busy", null, 1])
    expect((await browser.put("/me/presence", { presence: value })).status).toBe(400);
});

test("W38 signing out of the last session is offline; of one of two it is not", async () => {
  const { browser, email, presence } = await signedIn();
  const phone = world.browser();
  await phone.signIn(email);
  await browser.remove("/session");
  expect(await presence()).toBe("away");
  await phone.remove("/session");
  expect(await presence()).toBe("offline");
});

test("W38 a closed browser is offline after two minutes without heartbeat, once", async () => {
  const { ctx, userId, organizationId, presence } = await signedIn();
  for (let i = 0; i < 6; i += 1) {
    world.clock.pass(30_000);
    await heartbeat(ctx, userId);
    await sweep();
  }
  expect(await presence()).toBe("away");
  world.clock.pass(119_000);
  await sweep();
  expect(await presence()).toBe("away");
  world.clock.pass(2_000);
  await Promise.all([sweep(), sweep()]);
  expect(await presence()).toBe("offline");
  expect((await intervalsOf(organizationId)).map(([state]) => state)).toEqual(["away", "offline"]);
});

test("W38 whoever comes back has the availability chosen last", async () => {
  const { browser, ctx, userId, presence } = await signedIn();
  await browser.put("/me/presence", { presence: "available" });
  world.clock.pass(600_000);
  await sweep();
  expect(await presence()).toBe("offline");
  await Promise.all([heartbeat(ctx, userId), heartbeat(ctx, userId)]);
  expect(await presence()).toBe("available");
});

test("heartbeats that come often are written down seldom", async () => {
  const { ctx, userId, organizationId } = await signedIn();
  const at = async () => {
    const row = await world.database
      .of(organizationId)
      .selectFrom("users")
      .where("id", "=", userId)
      .select("heartbeat_at")
      .executeTakeFirst();
    return row?.heartbeat_at?.getTime();
  };
  const first = await at();
  world.clock.pass(19_000);
  await heartbeat(ctx, userId);
  expect(await at()).toBe(first);
  world.clock.pass(1_000);
  await heartbeat(ctx, userId);
  expect(await at()).toBe(world.clock.now().getTime());
});

test("a deactivated user's heartbeat brings nobody back", async () => {
  const { ctx, userId, presence, organizationId } = await signedIn();
  await world.database
    .of(organizationId)
    .updateTable("users")
    .set({ deactivated_at: world.clock.now(), presence: "offline" })
    .where("id", "=", userId)
    .execute();
  await heartbeat(ctx, userId);
  expect(await presence()).toBe("offline");
});
