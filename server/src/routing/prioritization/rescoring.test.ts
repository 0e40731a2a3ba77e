import type { ConversationId } from "@guichet/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type House, openHouse } from "../../contacts/contacts.test-kit.ts";
import { rescoreNext } from "../../conversations/index.ts";
import { prioritizationListener } from "./prioritization.listeners.ts";
import { createRescoringWork } from "./work-on-rescorings.ts";

const FAR = new Date("2100-01-01T00:00:00Z");
let house: House;
beforeAll(async () => {
  house = await openHouse();
  for (const name of ["Ada", "Ben", "Cleo", "Dora", "Emil"]) await house.writes(name);
});
afterAll(async () => await house?.test.stop());
const system = () => house.test.app.parts.database.system;
const ctx = () => {
  const { database, log } = house.test.app.parts;
  const { organizationId } = house.test;
  const actor = { type: "system", name: "Guichet" } as const;
  return { db: database.of(organizationId), organizationId, actor, now: () => new Date(), log };
};

/** Each has a score that nothing gives it; in the order of the job. */
async function spoil(): Promise<{ id: ConversationId; identity_id: string }[]> {
  const { organizationId } = house.test;
  await system()
    .updateTable("conversations")
    .set({ priority: 7 })
    .where("organization_id", "=", organizationId)
    .execute();
  return (await visited()).map(({ id, identity_id }) => ({ id, identity_id }));
}

async function scores(): Promise<number[]> {
  return (await visited()).map((row) => row.priority);
}

async function visited(): Promise<{ id: ConversationId; identity_id: string; priority: number }[]> {
  const rows = system().selectFrom("conversations").select(["id", "identity_id", "priority"]);
  const { organizationId } = house.test;
  return await rows.where("organization_id", "=", organizationId).orderBy("identity_id").orderBy("id").execute();
}

/** As a process that begins now, in a far future: the job of this app has nothing to do until then. */
async function work(wake = () => undefined): Promise<void> {
  const { database, log } = house.test.app.parts;
  await createRescoringWork({ database, log, now: () => FAR, wake })();
}

it("R79 killed half-way it goes on where it stood, tells once, and ends", async () => {
  const rows = await spoil();
  const { organizationId } = house.test;
  const at = { at_identity: rows[1]?.identity_id as never, at_id: rows[1]?.id as never };
  await system()
    .insertInto("rescorings")
    .values({ organization_id: organizationId, due_at: FAR, ...at })
    .execute();
  let told = 0;
  const wake = () => {
    told += 1;
    return undefined;
  };
  await work(wake);
  expect(await scores()).toEqual([7, 7, 0, 0, 0]);
  expect(told).toBe(1);
  expect(await system().selectFrom("rescorings").selectAll().execute()).toEqual([]);
  await work(wake);
  expect(told).toBe(1);
  const toldOf = async () => {
    const rows = system().selectFrom("event_log").select("conversation_id");
    return (await rows.where("type", "=", "conversation.prioritized").execute())
      .map((row) => row.conversation_id)
      .sort();
  };
  const behind = rows.slice(2).map(({ id }) => id);
  await expect.poll(toldOf).toEqual(behind.sort());
});

it("R79 step by step each open one is visited once, whatever the size of a step", async () => {
  await spoil();
  let changed = 0;
  let steps = 0;
  for (let next = await rescoreNext(ctx(), undefined, 2); ; next = await rescoreNext(ctx(), next.last, 2)) {
    changed += next.changed;
    steps += 1;
    if (next.last === undefined) break;
  }
  expect({ changed, steps }).toEqual({ changed: 5, steps: 3 });
  expect(await scores()).toEqual([0, 0, 0, 0, 0]);
});

it("R79 news of what is not among what is answered sooner sets nothing in motion; a new wish begins from the beginning", async () => {
  const made = await house.admin("POST", "/topics", { name: "Plain", description: "" });
  const topicId = (made.body as { id: string }).id;
  const hear = async () =>
    await prioritizationListener.handle(
      { type: "topic.changed", data: { topicId, change: "deleted" }, actor: ctx().actor } as never,
      ctx(),
    );
  const wishes = async () => await system().selectFrom("rescorings").select(["at_id"]).execute();
  await hear();
  expect(await wishes()).toEqual([]);
  const { organizationId } = house.test;
  await system()
    .insertInto("prioritized")
    .values({ organization_id: organizationId, kind: "topic", id: topicId as never, visibility: null })
    .execute();
  const [one] = await spoil();
  const at = { at_identity: one?.identity_id as never, at_id: one?.id as never };
  await system()
    .insertInto("rescorings")
    .values({ organization_id: organizationId, due_at: FAR, ...at })
    .execute();
  await hear();
  expect(await wishes()).toEqual([{ at_id: null }]);
  await work();
  expect(await scores()).toEqual([0, 0, 0, 0, 0]);
});
