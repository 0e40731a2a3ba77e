import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { createAcceptor } from "./accept-delivery.ts";
import type { NewDelivery } from "./deliveries.sql.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

it("I1 I27 bodies beyond what may be held are refused and not stored; every one that was acknowledged is", async () => {
  const handedOn: NewDelivery[] = [];
  const accept = createAcceptor({
    database: world.database,
    now: () => new Date(),
    onStored: (delivery) => handedOn.push(delivery),
    mostBytes: 3_000_000,
  });
  const body = Buffer.alloc(1_000_000, "a");
  const offer = (n: number) =>
    accept({
      organizationId: world.organizationId,
      endpointId: world.endpointId,
      platform: "api",
      path: "",
      headers: {},
      body,
      key: `big-${n}`,
    });
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => offer(n)));
  const taken = outcomes.filter((one) => one.status === "fulfilled");
  expect(taken.length).toBeGreaterThan(0);
  expect(taken.length).toBeLessThanOrEqual(3);
  const stored = await world.database.system.selectFrom("deliveries").select("id").execute();
  expect(new Set(stored.map(({ id }) => id))).toEqual(new Set(taken.map((one) => one.value.id)));
  expect(handedOn).toHaveLength(taken.length);
  // It goes on as soon as there is room.
  expect((await offer(21)).stored).toBe(true);
});
