import { afterAll, beforeAll, expect, it } from "vitest";
import { type AuthWorld, openAuthWorld } from "../auth/auth.test-kit.ts";
import type { Database } from "../db/index.ts";
import { listColleagues, sweepPresence } from "../users/index.ts";
import { collectSignsOfLife } from "./signs-of-life.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openAuthWorld();
});
afterAll(() => world?.close());

function collect(database: Database = world.database) {
  const woken: true[] = [];
  const signs = collectSignsOfLife({
    database,
    now: () => world.clock.now(),
    log: world.deps.log,
    wake: () => void woken.push(true),
  });
  return { ...signs, woken };
}

async function signedIn() {
  const place = await world.found();
  const browser = world.browser();
  const { body } = await browser.signIn(place.email);
  const ctx = world.ctx(place.organizationId, place.userId);
  const presence = async () => (await listColleagues(ctx)).find(({ id }) => id === place.userId)?.presence;
  const sign = (active: boolean) => ({
    organizationId: place.organizationId,
    userId: place.userId,
    sessionId: body.sessionId,
    active,
  });
  return { ...place, browser, presence, sign };
}
const sweep = () => sweepPresence(world.deps, world.clock.now());

it("W38 signs of life written together keep people online, bring back who was offline, and nobody who has signed out", async () => {
  const [ann, bob] = [await signedIn(), await signedIn()];
  const signs = collect();
  try {
    for (let i = 0; i < 6; i++) {
      world.clock.pass(30_000);
      for (let tab = 0; tab < 3; tab++) signs.note(ann.sign(false));
      await signs.write();
      await sweep();
    }
    expect([await ann.presence(), await bob.presence()]).toEqual(["away", "offline"]);
    expect(signs.woken).toEqual([]);
    signs.note(bob.sign(false));
    await signs.write();
    expect(await bob.presence()).toBe("away");
    expect(signs.woken).toEqual([true]);
    signs.note(ann.sign(false));
    await ann.browser.remove("/session");
    await signs.write();
    expect(await ann.presence()).toBe("offline");
  } finally {
    signs.stop();
  }
});

it("W24 only what a person did moves the limit of inactivity, and never one that has run out", async () => {
  const [busy, idle] = [await signedIn(), await signedIn()];
  const signs = collect();
  try {
    for (let i = 0; i < 3; i++) {
      world.clock.pass(14 * 60_000);
      signs.note(busy.sign(true));
      signs.note(idle.sign(false));
      await signs.write();
    }
    expect([(await busy.browser.get("/session")).status, (await idle.browser.get("/session")).status]).toEqual([
      200, 401,
    ]);
    signs.note(idle.sign(true));
    await signs.write();
    expect((await idle.browser.get("/session")).status).toBe(401);
  } finally {
    signs.stop();
  }
});

it("F-05 signs that could not be written stop no later ones", async () => {
  const ann = await signedIn();
  let away = true;
  const faltering = {
    ...world.database,
    of: (id: Parameters<Database["of"]>[0]) => {
      if (away) throw new Error("The database is away.");
      return world.database.of(id);
    },
  };
  const signs = collect(faltering);
  try {
    world.clock.pass(3 * 60_000);
    await sweep();
    signs.note(ann.sign(false));
    await expect(signs.write()).resolves.toBeUndefined();
    expect(await ann.presence()).toBe("offline");
    away = false;
    signs.note(ann.sign(false));
    await signs.write();
    expect(await ann.presence()).toBe("away");
  } finally {
    signs.stop();
  }
});
