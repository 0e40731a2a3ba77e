import type { TeamId } from "@guichet/contract";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { buildWorld, type World } from "../../conversations/conversations.test-kit.ts";
import { routingIn } from "../routing.test-kit.ts";
import { createLoads } from "./loads.ts";

let world: World;
const at = routingIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());

/** The same database, and how often an organization's door was asked for. */
function counted() {
  const database = { ...world.database, of: vi.fn(world.database.of) };
  return { database, asked: () => database.of.mock.calls.length };
}

it("R58 how busy teams are is asked once for many at once and at most once a second; what is decided here counts at once", async () => {
  const [a, b] = [await at.team("A", { members: [await at.member(), await at.member("away")] }), await at.team("B")];
  const { database, asked } = counted();
  const loads = createLoads({ database });
  const { organizationId } = world;
  const of = (id: TeamId) => loads.of(organizationId)(id);
  expect(of(a.id)).toEqual({ waiting: 0, available: 0, receivedAt: 0 });
  await Promise.all([loads.refresh(organizationId), loads.refresh(organizationId)]);
  await loads.refresh(organizationId);
  expect(asked()).toBe(1);
  expect(of(a.id)).toEqual({ waiting: 0, available: 1, receivedAt: 0 });
  const when = new Date();
  loads.moved(organizationId, null, a.id, when);
  loads.moved(organizationId, a.id, b.id, when);
  loads.moved(organizationId, b.id, b.id, when);
  expect([of(a.id).waiting, of(b.id).waiting]).toEqual([0, 1]);
  expect(of(b.id).receivedAt).toBe(when.getTime());
  loads.forget(organizationId);
  await loads.refresh(organizationId);
  expect(asked()).toBe(2);
  // Nothing was written: what is in the database counts again.
  expect(of(b.id).waiting).toBe(0);
});

it("R58 what stands in New with a team, and when it was last given something, is what the database says", async () => {
  const c = await at.team("C");
  await at.fallback(c.id);
  await at.hear();
  const row = await at.receive("somebody");
  const loads = createLoads(world);
  await loads.refresh(world.organizationId);
  const load = loads.of(world.organizationId)(c.id);
  expect(load).toMatchObject({ waiting: 1, receivedAt: row.routed_at?.getTime() });
});
