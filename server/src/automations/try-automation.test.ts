import {
  type AutomationAction,
  type AutomationRule,
  type AutomationTryOut,
  automationTryOutLine,
  type ConversationId,
} from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import type { TestPerson } from "../testing/test-app.ts";
import { type ApiDoor, type AutomationWorld, rule, startAutomationWorld } from "./automations.test-kit.ts";

const DAY = 86_400_000;
let world: AutomationWorld;
let door: ApiDoor;
let name = 0;

beforeAll(async () => {
  world = await startAutomationWorld();
});
beforeEach(async () => {
  door = await world.channel(`Door ${++name}`);
});
afterAll(async () => await world?.stop());

type Line = z.output<typeof automationTryOutLine>;

async function lines(body: object, as = world.test.admin): Promise<Line[]> {
  const answer = await world.call("POST", "/automations/try-out", body, as);
  expect(answer.status).toBe(200);
  const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
  return text
    .trim()
    .split("\n")
    .map((line) => automationTryOutLine.parse(JSON.parse(line)));
}

async function tryOut(given: AutomationRule, actions: AutomationAction[] = [], over: object = {}, as?: TestPerson) {
  const body = { rule: given, actions, allChannels: false, channelIds: [door.channelId], days: 7, ...over };
  const last = (await lines(body, as)).at(-1);
  if (last?.type !== "done") throw new Error(`It ended with ${JSON.stringify(last)}`);
  return last.result;
}

async function backdate(id: ConversationId, days: number): Promise<void> {
  const at = new Date(Date.now() - days * DAY);
  await sql`update messages set created_at = ${at} where conversation_id = ${id}`.execute(
    world.test.app.parts.database.system,
  );
}

const counted = ({ looked, matched, conversations }: AutomationTryOut) => [looked, matched, conversations.total];

describe("an automation tried on the past", () => {
  it("R22 R24 R33 tells how many messages and conversations it fits, without changing anything", async () => {
    const [topicId, tagId] = [await world.topic(`Refunds ${name}`), await world.tag(`Unhappy ${name}`)];
    const anna = await world.write("Anna", "I want a refund", door);
    await world.write("Anna", "A REFUND, please", door);
    await world.write("Bert", "Good morning", door);
    const before = await world.conversation(anna).catch(() => undefined);
    const told = await tryOut(rule([["any_of", "refund"]]), [
      { type: "topic", topicId },
      { type: "tag", tagId },
    ]);
    expect(counted(told)).toEqual([3, 2, 1]);
    expect(told.effects).toEqual([
      { count: 1, already: 0 },
      { count: 2, already: 0 },
    ]);
    expect(told.stoppedAt).toBeNull();
    expect(await world.conversation(anna).catch(() => undefined)).toEqual(before);
    const { system } = world.test.app.parts.database;
    const row = await system.selectFrom("conversations").selectAll().where("id", "=", anna).executeTakeFirstOrThrow();
    expect([row.topic_ids, row.tag_ids]).toEqual([[], []]);
  });

  it("R32 resolving is counted for conversations whose first message fits, and told beside them", async () => {
    const first = await world.write("Cora", "Thanks", door);
    const later = await world.write("Dirk", "Where is it?", door);
    await world.write("Dirk", "Thanks", door);
    const told = await tryOut(rule([["any_of", "thanks"]]), [{ type: "resolve", reasonId: null }]);
    expect(counted(told)).toEqual([3, 2, 2]);
    expect(told.effects).toEqual([{ count: 1, already: 0 }]);
    const items = told.conversations.items.map(({ id, resolved }) => [id, resolved]);
    expect(items).toEqual([
      [later, false],
      [first, true],
    ]);
  });

  it("R30 what a conversation or a message has already is told apart", async () => {
    const [topicId, tagId] = [await world.topic(`Delivery ${name}`), await world.tag(`Late ${name}`)];
    const id = await world.write("Eve", "My parcel", door);
    const { system } = world.test.app.parts.database;
    await sql`update conversations set topic_ids = array[${topicId}::uuid] where id = ${id}`.execute(system);
    await sql`update messages set tag_ids = array[${tagId}::uuid] where conversation_id = ${id}`.execute(system);
    await world.write("Fay", "My parcel", door);
    const told = await tryOut(rule([["any_of", "parcel"]]), [
      { type: "topic", topicId },
      { type: "tag", tagId },
    ]);
    expect(told.effects).toEqual([
      { count: 2, already: 1 },
      { count: 2, already: 1 },
    ]);
  });

  it("R22 conditions and phrases that never came true are named, also where another one decides", async () => {
    await world.write("Gil", "refund for my order", door);
    await world.write("Hal", "Bonjour", door);
    const told = await tryOut(
      rule(
        [
          ["any_of", "refund, money back"],
          ["word_count", "99"],
        ],
        [["begins_with", "hello, bonjour"]],
      ),
    );
    expect(told.groups).toEqual([
      {
        held: 0,
        conditions: [
          { held: 1, never: ["money back"] },
          { held: 0, never: [] },
        ],
      },
      { held: 1, conditions: [{ held: 1, never: ["hello"] }] },
    ]);
    expect(told.matched).toBe(1);
  });

  it("R34 only the days and channels that were chosen count, each message on the day of the time zone", async () => {
    const old = await world.write("Ida", "refund", door);
    const recent = await world.write("Jon", "refund", door);
    await world.write("Kim", "refund", await world.channel(`Elsewhere ${name}`));
    await backdate(old, 8);
    await backdate(recent, 2);
    const told = await tryOut(rule([["any_of", "refund"]]));
    expect(counted(told)).toEqual([1, 1, 1]);
    expect(told.days).toHaveLength(7);
    expect(told.days.map(({ matched }) => matched)).toEqual([0, 0, 0, 0, 1, 0, 0]);
    expect(told.days.at(-1)?.day).toBe(new Date().toISOString().slice(0, 10));
    expect(counted(await tryOut(rule([["any_of", "refund"]]), [], { days: 30 }))).toEqual([2, 2, 2]);
    const everywhere = await tryOut(rule([["any_of", "refund"]]), [], { allChannels: true, channelIds: [] });
    expect(everywhere.looked).toBeGreaterThan(told.looked);
  });

  it("R53 R60 R63 where what it fits would go with its topics and without them, what would fall back, and what it resolves gets no team", async () => {
    const topicId = await world.topic(`Bills ${name}`);
    const resolving: AutomationAction[] = [{ type: "resolve", reasonId: null }];
    const later = await world.write("Pia", "Hello", door);
    await world.write("Pia", "my bill", door);
    const first = await world.write("Quentin", "my bill", door);
    const bills = rule([["any_of", "bill"]]);
    expect((await tryOut(bills, [{ type: "topic", topicId }])).places).toBeNull();
    const [desk, rest] = [await team("Bill desk"), await team("Rest")];
    await world.call("PUT", `/fallback-teams/${rest}`, { on: true });
    const groups = { type: "any", nodes: [{ type: "all", nodes: [{ type: "all", nodes: [asksFor(topicId)] }] }] };
    const made = await world.call("POST", "/skill-sets", { name: `Bills ${name}`, rule: groups });
    await world.call("PUT", `/skill-sets/${(made.body as { id: string }).id}/teams/${desk}`);
    const told = await tryOut(bills, [{ type: "topic", topicId }]);
    expect(told.places).toEqual({
      ...{ compared: 2, resolved: 0, moved: 2, fallback: { before: 2, after: 0 } },
      teams: [
        { teamId: desk, before: 0, after: 2 },
        { teamId: rest, before: 2, after: 0 },
      ],
    });
    expect(told.conversations.items.map(({ team }) => team)).toEqual([
      { before: rest, after: desk },
      { before: rest, after: desk },
    ]);
    const closed = await tryOut(bills, [{ type: "topic", topicId }, ...resolving]);
    expect(closed.places).toMatchObject({ compared: 2, resolved: 1, moved: 1 });
    expect(closed.conversations.items.map(({ id, resolved, team }) => [id, resolved, team?.after])).toEqual([
      [first, true, null],
      [later, false, desk],
    ]);
    // Tags alone lead nowhere else.
    expect((await tryOut(bills)).places).toMatchObject({ moved: 0, fallback: { before: 2, after: 2 } });
  });

  it("R04 R56 what the Admin may not see is counted and not listed", async () => {
    const id = await world.write("Lea", "refund", door);
    const blind = await world.test.person(world.test.organizationId, "admin");
    const unseen = await tryOut(rule([["any_of", "refund"]]), [], {}, blind);
    expect(unseen.conversations).toEqual({ items: [], total: 1, hidden: 1 });
    const seen = await tryOut(rule([["any_of", "refund"]]));
    expect(seen.conversations).toMatchObject({ total: 1, hidden: 0 });
    expect(seen.conversations.items).toMatchObject([
      { id, contactName: "Lea", text: "refund", status: "new", channelId: door.channelId, resolved: false },
    ]);
    const agent = await world.call("POST", "/automations/try-out", {}, world.sue);
    expect(agent.status).toBe(403);
  });

  it("R22 a rule that is not whole is refused at its place, and so is a time zone that nobody knows", async () => {
    const broken = { rule: rule([["any_of", ","]]), actions: [], allChannels: true, channelIds: [] };
    const answer = await world.call("POST", "/automations/try-out", broken);
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { error: { code: "invalid_input", fields: [{ path: "rule.0.0", problem: "no_value" }] } },
    ]);
    const zone = { ...broken, rule: rule([["any_of", "x"]]), timeZone: "Moon/Sea of Tranquility" };
    expect((await world.call("POST", "/automations/try-out", zone)).status).toBe(400);
    expect((await world.call("POST", "/automations/try-out", { ...zone, timeZone: "UTC", days: 91 })).status).toBe(400);
  });

  it("R22 two at once are done, a third is asked to wait, and whoever goes away leaves a free place", async () => {
    for (const from of ["Mia", "Noa", "Oda"]) await world.write(from, "refund", door);
    const body = { rule: rule([["any_of", "refund"]]), actions: [], allChannels: true, channelIds: [] };
    const statuses = await Promise.all(
      [1, 2, 3, 4, 5].map(async () => (await world.call("POST", "/automations/try-out", body)).status),
    );
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    for (let n = 0; n < 6; n += 1) await leave(body);
    await vi.waitUntil(async () => (await world.call("POST", "/automations/try-out", body)).status === 200, {
      timeout: 10_000,
    });
  });
});

const asksFor = (topicId: string) => ({ type: "condition", field: "topics", operator: "any_of", values: [topicId] });

/** A team with the door of this test and somebody in it. */
async function team(called: string): Promise<string> {
  const { id } = (await world.call("POST", "/teams", { name: `${called} ${name}` })).body as { id: string };
  const member = await world.test.person(world.test.organizationId, "agent");
  await world.call("PUT", `/teams/${id}/members`, { members: [{ userId: member.id, role: "contributor" }] });
  await world.call("PUT", `/teams/${id}/channels`, { channelIds: [door.channelId] });
  return id;
}

/** Asks and goes away before the answer is there. */
async function leave(body: object): Promise<void> {
  const { base, admin } = world.test;
  const gone = new AbortController();
  const asked = fetch(`${base}/api/v1/automations/try-out`, {
    method: "POST",
    signal: gone.signal,
    headers: { origin: base, cookie: admin.cookie, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  setTimeout(() => gone.abort(), 3);
  await asked.catch(() => undefined);
}
