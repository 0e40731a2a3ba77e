import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AuthWorld, openAuthWorld } from "../../auth/auth.test-kit.ts";
import { sweepPresence } from "../index.ts";
import { eventsOf, openOrganization, refusal } from "../users.test-kit.ts";
import { awayStateRoutes } from "./away-states.routes.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openAuthWorld({ routes: (deps) => awayStateRoutes(deps) });
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

async function opened() {
  const place = await openOrganization(world);
  const add = async (name: string): Promise<string> => (await place.admin.post("/away-states", { name })).body.id;
  const intervals = async () => {
    const rows = await world.database
      .of(place.organizationId)
      .selectFrom("presence_intervals as i")
      .leftJoin("away_states as s", "s.id", "i.away_state_id")
      .where("i.user_id", "=", place.userId)
      .select(["i.presence", "s.name", "i.started_at", "i.ended_at"])
      .orderBy("i.started_at")
      .execute();
    return rows.map((row) => [
      row.name ?? row.presence,
      row.ended_at === null ? null : (row.ended_at.getTime() - row.started_at.getTime()) / 60_000,
    ]);
  };
  return { ...place, add, intervals };
}

test("R86 W32 an Admin adds, renames, disables, deletes and restores away states; names have at most 25 characters", async () => {
  const { admin, add, organizationId } = await opened();
  const lunch = await add("Lunch");
  const training = await add("  Training ");
  const list = async () =>
    (await admin.get("/away-states")).body.items.map((one: { name: string; enabled: boolean }) => [
      one.name,
      one.enabled,
    ]);
  expect(await list()).toEqual([
    ["Lunch", true],
    ["Training", true],
  ]);
  expect(refusal(await admin.post("/away-states", { name: "LUNCH" }))).toBe("already_exists");
  expect(refusal(await admin.patch(`/away-states/${training}`, { name: "lunch" }))).toBe("already_exists");
  for (const name of ["", "   ", "x".repeat(26), null, 7])
    expect((await admin.post("/away-states", { name })).status).toBe(400);
  expect((await admin.post("/away-states", { name: "x".repeat(25) })).status).toBe(201);
  await admin.patch(`/away-states/${training}`, { name: "Coaching", enabled: false });
  await admin.remove(`/away-states/${lunch}`);
  expect((await list())[0]).toEqual(["Coaching", false]);
  expect((await admin.patch(`/away-states/${lunch}`, { name: "Late" })).status).toBe(404);
  // The name is free meanwhile; whoever takes it keeps it.
  const second = await add("Lunch");
  expect(refusal(await admin.put(`/away-states/${lunch}/restoration`, {}))).toBe("already_exists");
  await admin.remove(`/away-states/${second}`);
  expect((await admin.put(`/away-states/${lunch}/restoration`, {})).body.name).toBe("Lunch");
  const changes = (await eventsOf(world, organizationId, "away_state.changed")).map((event) => event.change);
  expect(changes).toEqual(["created", "created", "created", "edited", "deleted", "created", "deleted", "restored"]);
});

test("W32 W170 each change of an away state stands in the log of settings, a change of nothing does not", async () => {
  const { admin, add, organizationId } = await opened();
  const id = await add("Lunch");
  await admin.patch(`/away-states/${id}`, { name: "Lunch" });
  await admin.patch(`/away-states/${id}`, { enabled: false });
  const lines = await world.database
    .of(organizationId)
    .selectFrom("settings_changes")
    .select(["action", "subject", "after"])
    .where("action", "like", "away_state.%")
    .orderBy("number")
    .execute();
  expect(lines).toMatchObject([
    { action: "away_state.created", subject: "Lunch" },
    { action: "away_state.edited", subject: "Lunch", after: { enabled: false } },
  ]);
});

test("R86 W33 plain Away cannot be chosen while a custom state is enabled, and returns when none is", async () => {
  const { admin, add } = await opened();
  const choose = (body: unknown) => admin.put("/me/presence", body);
  expect((await choose({ presence: "away" })).status).toBe(200);
  const lunch = await add("Lunch");
  expect((await choose({ presence: "away" })).body.error.fields).toEqual([
    { path: "awayStateId", problem: "not_offered" },
  ]);
  expect((await choose({ presence: "away", awayStateId: lunch })).body.awayState).toEqual({ id: lunch, name: "Lunch" });
  // Whoever is in a state that is disabled, or deleted, stays in it until choosing anew.
  await admin.patch(`/away-states/${lunch}`, { enabled: false });
  expect((await admin.get("/session")).body.awayState.name).toBe("Lunch");
  expect((await choose({ presence: "away", awayStateId: lunch })).status).toBe(400);
  expect((await choose({ presence: "away" })).body.awayState).toBeNull();
  for (const awayStateId of ["x", 1, {}, "00000000-0000-4000-8000-000000000000"])
    expect((await choose({ presence: "away", awayStateId })).status).toBe(400);
  expect((await choose({ presence: "available", awayStateId: lunch })).status).toBe(400);
});

test("I22 an away state of another organization cannot be chosen, changed or restored", async () => {
  const { admin } = await opened();
  const other = await opened();
  const theirs = await other.add("Lunch");
  expect((await admin.put("/me/presence", { presence: "away", awayStateId: theirs })).status).toBe(400);
  expect((await admin.patch(`/away-states/${theirs}`, { name: "Mine" })).status).toBe(404);
  expect((await admin.remove(`/away-states/${theirs}`)).status).toBe(404);
  expect((await admin.put(`/away-states/${theirs}/restoration`, {})).status).toBe(404);
});

test("W34 whoever signs in takes the availability of their preferences, unless at work in another browser", async () => {
  const { admin, add, email } = await opened();
  const lunch = await add("Lunch");
  const arrives = async () => {
    await admin.remove("/session");
    await admin.signIn(email);
    const { presence, awayState } = (await admin.get("/session")).body;
    return awayState?.name ?? presence;
  };
  expect(await arrives()).toBe("away");
  await admin.patch("/me", { presenceAtSignIn: { presence: "available" } });
  expect(await arrives()).toBe("available");
  await admin.patch("/me", { presenceAtSignIn: { presence: "away", awayStateId: lunch } });
  expect((await admin.get("/session")).body.presenceAtSignIn).toEqual({ presence: "away", awayStateId: lunch });
  await world.browser().signIn(email);
  expect((await admin.get("/session")).body.presence).toBe("available");
  await world.database.system.deleteFrom("sessions").execute();
  world.clock.pass(600_000);
  await sweepPresence(world.deps, world.clock.now());
  expect(await arrives()).toBe("Lunch");
  await admin.patch(`/away-states/${lunch}`, { enabled: false });
  expect(await arrives()).toBe("away");
  await admin.patch("/me", { presenceAtSignIn: { presence: "last" } });
  await admin.put("/me/presence", { presence: "available" });
  expect(await arrives()).toBe("available");
  expect((await admin.patch("/me", { presenceAtSignIn: { presence: "away", awayStateId: lunch } })).status).toBe(400);
});

test("W39 time is kept as intervals without gap or overlap, and stays under the name of a deleted state", async () => {
  const { admin, add, intervals, userId } = await opened();
  const [lunch, call] = [await add("Lunch"), await add("Phone call")];
  const choose = async (body: unknown, minutes: number) => {
    expect((await admin.put("/me/presence", body)).status).toBe(200);
    world.clock.pass(minutes * 60_000);
  };
  world.clock.pass(60_000);
  await choose({ presence: "available" }, 1);
  await choose({ presence: "away", awayStateId: lunch }, 1);
  await choose({ presence: "away", awayStateId: call }, 1);
  // The same again is no new interval.
  await choose({ presence: "away", awayStateId: call }, 1);
  await admin.remove(`/away-states/${call}`);
  await choose({ presence: "available" }, 1);
  await admin.remove("/session");
  world.clock.pass(60_000);
  expect(await intervals()).toEqual([
    ["away", 1],
    ["available", 1],
    ["Lunch", 1],
    ["Phone call", 2],
    ["available", 1],
  ]);
  const silent = await opened();
  world.clock.pass(121_000);
  await Promise.all([sweepPresence(world.deps, world.clock.now()), sweepPresence(world.deps, world.clock.now())]);
  expect((await silent.intervals()).map(([name, minutes]) => [name, minutes !== null])).toEqual([["away", true]]);
  expect(userId).not.toBe(silent.userId);
});
