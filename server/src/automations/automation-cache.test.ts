import type { OrganizationId } from "@guichet/contract";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Database, openDatabase } from "../db/index.ts";
import { createLog } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createTestDatabase } from "../testing/test-database.ts";
import { type AutomationCache, createAutomationCache } from "./automation-cache.ts";
import { rule } from "./automations.test-kit.ts";

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const created = await createTestDatabase();
  drop = created.drop;
  database = await openDatabase({ url: created.url, connections: 2 });
});
afterAll(async () => {
  await database?.close();
  await drop?.();
});

const log = createLog("silent");
const makeCache = (of: Pick<Database, "of"> = database): AutomationCache =>
  createAutomationCache({ database: { ...database, of: of.of }, log });

async function organization(): Promise<OrganizationId> {
  const id = uuidV7() as OrganizationId;
  await database.system.insertInto("organizations").values({ id, name: "Test" }).execute();
  return id;
}

async function add(organizationId: OrganizationId, enabled = true): Promise<void> {
  const id = uuidV7();
  const row = { name: id, enabled, position: 1, all_channels: true, channel_ids: [] };
  await database.system
    .insertInto("automations")
    .values({
      ...{ ...row, organization_id: organizationId, id: id as never },
      rule: JSON.stringify(rule([["any_of", "hello"]])),
      actions: JSON.stringify([{ type: "resolve", reasonId: null }]),
    })
    .execute();
}

it("R22 the database is asked once, and again after the news of a change, of that organization alone", async () => {
  const cache = makeCache();
  const [ours, theirs] = [await organization(), await organization()];
  expect(await cache.stepsOf(ours)).toEqual([]);
  await add(ours);
  await add(theirs);
  expect(await cache.stepsOf(theirs)).toHaveLength(1);
  await add(theirs);
  expect(await cache.stepsOf(ours)).toEqual([]);
  for (const type of ["conversation.opened", "message.received"] as const) cache.hear([{ type, organizationId: ours }]);
  expect(await cache.stepsOf(ours)).toEqual([]);
  for (const type of ["automation.changed", "topic.changed", "organization.changed"] as const) {
    cache.hear([{ type, organizationId: ours }]);
    const steps = await cache.stepsOf(ours);
    expect(steps, type).toHaveLength(1);
    expect(await cache.stepsOf(ours), type).toBe(steps);
  }
  expect(await cache.stepsOf(theirs)).toHaveLength(1);
});

it("R22 should the news be lost, a minute later they are asked for anew", async () => {
  const cache = makeCache();
  const ours = await organization();
  expect(await cache.stepsOf(ours)).toEqual([]);
  await add(ours);
  const begun = performance.now();
  const clock = vi.spyOn(performance, "now");
  clock.mockReturnValue(begun + 59_000);
  expect(await cache.stepsOf(ours)).toEqual([]);
  clock.mockReturnValue(begun + 61_000);
  expect(await cache.stepsOf(ours)).toHaveLength(1);
  clock.mockRestore();
});

it("I1 a database that is away is no organization without automations: it is told, and asked again", async () => {
  let away = true;
  const cache = makeCache({
    of: (id) => {
      if (away) throw new Error("the database is away");
      return database.of(id);
    },
  });
  const ours = await organization();
  await add(ours);
  await expect(cache.stepsOf(ours)).rejects.toThrow("away");
  away = false;
  expect(await cache.stepsOf(ours)).toHaveLength(1);
});

it("R22 what changed while it was being read is read again", async () => {
  const cache = makeCache();
  const ours = await organization();
  const early = cache.stepsOf(ours);
  cache.hear([{ type: "automation.changed", organizationId: ours }]);
  await add(ours);
  await early;
  expect(await cache.stepsOf(ours)).toHaveLength(1);
});
