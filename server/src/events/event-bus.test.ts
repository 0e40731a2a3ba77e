import { afterAll, beforeAll, expect, it } from "vitest";
import { createLog } from "../lib/log.ts";
import { createTestDatabase } from "../testing/test-database.ts";
import { createEventBus, type EventBus } from "./event-bus.ts";

let bus: EventBus;
let drop: () => Promise<void>;
beforeAll(async () => {
  const made = await createTestDatabase();
  drop = made.drop;
  bus = await createEventBus(made.url, createLog("silent"));
});
afterAll(async () => {
  await bus.close();
  await drop();
});

it("I13 what was read in one conversation is told although another is read in the same moment", async () => {
  const heard: string[] = [];
  bus.subscribe("guichet_read", (payload) => heard.push(payload));
  for (const payload of ["a 1", "a 2", "a 3", "a 4"]) bus.publish("guichet_read", payload);
  await expect.poll(() => heard.toSorted()).toEqual(["a 1", "a 2", "a 3", "a 4"]);
});
