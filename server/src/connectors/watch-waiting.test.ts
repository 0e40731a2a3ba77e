import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { createLog } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { watchWaiting } from "./watch-waiting.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

async function store(minutesAgo: number, state: "stored" | "done" | "dead"): Promise<void> {
  const at = new Date(Date.now() - minutesAgo * 60_000);
  await world.database.system
    .insertInto("deliveries")
    .values({
      ...{ organization_id: world.organizationId, id: uuidV7() as never, endpoint_id: world.endpointId },
      ...{ platform: "api", headers: "{}", body: Buffer.from("{}"), state, received_at: at, next_attempt_at: at },
    })
    .execute();
}

it("I16 I21 the watch turns red when the oldest delivery waits too long, and green when it is done", async () => {
  const watch = watchWaiting(world.database, createLog("silent"));
  await store(60, "done");
  await store(60, "dead");
  await watch.look();
  expect([watch.oldestMs(), watch.isGreen()]).toEqual([0, true]);
  await store(2, "stored");
  await watch.look();
  expect(watch.isGreen()).toBe(true);
  expect(watch.oldestMs()).toBeGreaterThanOrEqual(120_000);
  await store(6, "stored");
  await watch.look();
  expect(watch.isGreen()).toBe(false);
  expect(watch.oldestMs()).toBeGreaterThanOrEqual(360_000);
  await world.database.system.updateTable("deliveries").set({ state: "done" }).execute();
  await watch.look();
  expect([watch.oldestMs(), watch.isGreen()]).toEqual([0, true]);
});
