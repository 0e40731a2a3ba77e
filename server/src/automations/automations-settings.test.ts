import { type AutomationList, type AutomationView, MOST_AUTOMATIONS } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { type AutomationWorld, rule, startAutomationWorld } from "./automations.test-kit.ts";

let world: AutomationWorld;
beforeAll(async () => {
  world = await startAutomationWorld();
});
beforeEach(async () => await world.clear());
afterAll(async () => await world?.stop());

const REFUND = rule([["any_of", "refund", "money back"]]);
const resolve = { type: "resolve", reasonId: null } as const;
const codeOf = (answer: { body: unknown }) => (answer.body as { error?: { code: string } }).error?.code;
const fieldsOf = (answer: { body: unknown }) =>
  (answer.body as { error?: { fields?: { path: string; problem: string }[] } }).error?.fields ?? [];
const namesOf = (items: readonly { name: string }[]) => items.map((one) => one.name);
const lastLines = async (count: number) =>
  ((await world.call("GET", "/settings-changes")).body as { items: object[] }).items.slice(0, count);

describe("automations in Settings", () => {
  it("R22 R27 are added, changed, switched off and deleted, each with a line in the log of settings", async () => {
    const topicId = await world.topic("Refund");
    const actions = [{ type: "topic", topicId }];
    const body = { name: "  Refunds ", rule: REFUND, actions, allChannels: false, channelIds: [world.channelId] };
    const made = await world.call("POST", "/automations", body);
    expect(made.status).toBe(201);
    const one = made.body as AutomationView;
    expect(one).toMatchObject({
      ...{ name: "Refunds", enabled: true, version: 1, rule: REFUND, actions, works: true },
      ...{ allChannels: false, channelIds: [world.channelId] },
      gone: { tagIds: [], topicIds: [], reasonIds: [], channelIds: [] },
    });
    const off = await world.call("PATCH", `/automations/${one.id}`, { enabled: false });
    expect(off.body).toMatchObject({ enabled: false, version: 2 });
    const changed = { name: "Money back", allChannels: true, version: 2 };
    expect((await world.call("PATCH", `/automations/${one.id}`, changed)).body).toMatchObject({
      ...{ name: "Money back", allChannels: true, channelIds: [], version: 3 },
    });
    expect((await world.call("DELETE", `/automations/${one.id}`)).status).toBe(204);
    expect(await world.list()).toEqual([]);
    expect(await lastLines(4)).toMatchObject([
      { action: "automation.deleted", subject: "Money back" },
      {
        ...{ action: "automation.edited", subject: "Refunds" },
        before: { name: "Refunds", allChannels: false, channelIds: [world.channelId] },
        after: { name: "Money back", allChannels: true, channelIds: [] },
      },
      { action: "automation.edited", before: { enabled: true }, after: { enabled: false } },
      {
        ...{ action: "automation.created", subject: "Refunds" },
        after: { name: "Refunds", conditions: ["any_of refund, money back"], actions: [{ topicId }] },
      },
    ]);
  });

  it("R22 saving without a change changes nothing; a name is taken whatever its case, and free again once deleted", async () => {
    const one = await world.add("Thanks", REFUND, [resolve]);
    const same = await world.call("PATCH", `/automations/${one.id}`, { name: "Thanks", enabled: true });
    expect(same.body).toMatchObject({ version: 1 });
    const body = { name: "tHANKS", rule: REFUND, actions: [resolve], allChannels: true, channelIds: [] };
    expect(codeOf(await world.call("POST", "/automations", body))).toBe("already_exists");
    const other = await world.add("Other", REFUND, [resolve]);
    const taken = await world.call("PATCH", `/automations/${other.id}`, { name: "thanks" });
    expect([taken.status, codeOf(taken)]).toEqual([409, "already_exists"]);
    await world.call("DELETE", `/automations/${one.id}`);
    expect((await world.call("POST", "/automations", body)).status).toBe(201);
    expect(codeOf(await world.call("POST", `/automations/${one.id}/restoration`))).toBe("already_exists");
  });

  it("R22 of two Admins who save at once the second is told, and nothing of theirs is written over", async () => {
    const one = await world.add("Shared", REFUND, [resolve]);
    const answers = await Promise.all(
      ["First", "Second"].map((name) => world.call("PATCH", `/automations/${one.id}`, { name, version: 1 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.map(codeOf)).toContain("changed_meanwhile");
    const [kept] = await world.list();
    expect(kept?.version).toBe(2);
    expect(kept?.name).toBe(answers[0]?.status === 200 ? "First" : "Second");
  });

  it("R22 what could not work is refused at its place", async () => {
    const tagId = await world.tag("Praise");
    const foreign = await world.test.organization();
    const body = (over: object) => ({
      ...{ name: "Wrong", rule: REFUND, actions: [{ type: "tag", tagId }], allChannels: true, channelIds: [] },
      ...over,
    });
    const refusals = async (over: object) => {
      const answer = await world.call("POST", "/automations", body(over));
      expect(answer.status, JSON.stringify(over)).toBe(400);
      return fieldsOf(answer).map(({ path, problem }) => `${path} ${problem}`);
    };
    expect(await refusals({ rule: rule([["any_of", " , "]], [["word_count", "two"]]) })).toEqual([
      ...["rule.0.0 no_value", "rule.1.0 wrong_value"],
    ]);
    expect(await refusals({ rule: rule([]) })).toEqual(["rule.0 no_conditions"]);
    expect(await refusals({ rule: rule() })).toEqual(["rule no_conditions"]);
    expect(await refusals({ rule: rule([["contains", "a"]]) })).toEqual(["rule.0.0 wrong_operator"]);
    expect(await refusals({ actions: [] })).toEqual(["actions none"]);
    expect(await refusals({ actions: [resolve, { type: "topic", topicId: uuidV7() }] })).toEqual(["actions.1 gone"]);
    expect(
      await refusals({
        actions: [
          { type: "tag", tagId },
          { type: "tag", tagId },
        ],
      }),
    ).toEqual(["actions.1 twice"]);
    expect(await refusals({ actions: [resolve, resolve] })).toEqual(["actions.1 twice"]);
    expect(await refusals({ allChannels: false })).toEqual(["channelIds none"]);
    const theirs = await world.test.apiChannel(foreign);
    expect(await refusals({ allChannels: false, channelIds: [theirs] })).toEqual(["channelIds gone"]);
    for (const over of [{ name: " " }, { name: "x".repeat(101) }, { extra: 1 }, { rule: { type: "all", nodes: [] } }])
      expect((await world.call("POST", "/automations", body(over))).status, JSON.stringify(over)).toBe(400);
    // A phrase has an end, and so has a list of them.
    const long = [rule([["any_of", "x".repeat(201)]]), rule([["any_of", ...Array(201).fill("x")]])];
    for (const when of long) expect((await world.call("POST", "/automations", body({ rule: when }))).status).toBe(400);
    const deep = { type: "any", nodes: [{ type: "all", nodes: [{ type: "all", nodes: [] }] }] };
    expect((await world.call("POST", "/automations", body({ rule: deep }))).status).toBe(400);
    expect(await world.list()).toEqual([]);
  });

  it("R04 S2 only Admins reach them, and only those of their own organization", async () => {
    const one = await world.add("Ours", REFUND, [resolve]);
    const other = await world.test.person(await world.test.organization(), "admin");
    const requests: [string, string, unknown?][] = [
      ["GET", "/automations"],
      ["GET", `/automation-uses?part=topics&id=${uuidV7()}`],
      ["POST", "/automations", { name: "x", rule: REFUND, actions: [resolve], allChannels: true, channelIds: [] }],
      ["PATCH", `/automations/${one.id}`, { enabled: false }],
      ["POST", `/automations/${one.id}/copy`],
      ["PUT", "/automation-order", { ids: [one.id] }],
      ["DELETE", `/automations/${one.id}`],
      ["POST", `/automations/${one.id}/restoration`],
    ];
    for (const [method, path, body] of requests) {
      expect((await world.call(method, path, body, world.sue)).status, `${method} ${path}`).toBe(403);
      if (!path.includes(one.id)) continue;
      expect((await world.call(method, path, body, other)).status, `${method} ${path} from elsewhere`).toBe(404);
    }
    expect((await world.call("PUT", "/automation-order", { ids: [one.id] }, other)).status).toBe(409);
    expect(await world.list()).toMatchObject([{ id: one.id, enabled: true, version: 1 }]);
  });

  it("R35 they run in the order that Admins give them, and who did not know of all is told", async () => {
    const [a, b, c] = [
      await world.add("A", REFUND, [resolve]),
      await world.add("B", REFUND, [resolve]),
      await world.add("C", REFUND, [resolve]),
    ];
    expect(namesOf(await world.list())).toEqual(["A", "B", "C"]);
    const ordered = await world.call("PUT", "/automation-order", { ids: [c.id, a.id, b.id] });
    expect(namesOf((ordered.body as AutomationList).items)).toEqual(["C", "A", "B"]);
    expect(await lastLines(1)).toMatchObject([
      { action: "automation.order", before: { order: ["A", "B", "C"] }, after: { order: ["C", "A", "B"] } },
    ]);
    for (const ids of [[a.id, b.id], [a.id, b.id, c.id, c.id], [a.id, b.id, uuidV7()], []]) {
      const answer = await world.call("PUT", "/automation-order", { ids });
      expect([answer.status, codeOf(answer)]).toEqual([409, "changed_meanwhile"]);
    }
    expect(namesOf(await world.list())).toEqual(["C", "A", "B"]);
    // Another order is no other version of what they say.
    expect((await world.list()).map(({ version }) => version)).toEqual([1, 1, 1]);
  });

  it("R22 a copy stands right behind, switched off, under a name of its own", async () => {
    const one = await world.add("Refunds", REFUND, [resolve]);
    await world.add("Last", REFUND, [resolve]);
    const copy = (await world.call("POST", `/automations/${one.id}/copy`)).body as AutomationView;
    expect(copy).toMatchObject({ name: "Refunds (2)", enabled: false, rule: REFUND, actions: [resolve], version: 1 });
    await world.call("POST", `/automations/${copy.id}/copy`);
    expect(namesOf(await world.list())).toEqual(["Refunds", "Refunds (2)", "Refunds (3)", "Last"]);
    const long = await world.add("x".repeat(100), REFUND, [resolve]);
    const cut = (await world.call("POST", `/automations/${long.id}/copy`)).body as AutomationView;
    expect(cut.name).toBe(`${"x".repeat(96)} (2)`);
  });

  it("R22 a deletion can be taken back as it was and where it was; twice is once", async () => {
    const topicId = await world.topic("Back");
    const [one] = [
      await world.add("One", REFUND, [{ type: "topic", topicId }]),
      await world.add("Two", REFUND, [resolve]),
    ];
    for (let n = 0; n < 2; n++) expect((await world.call("DELETE", `/automations/${one.id}`)).status).toBe(204);
    expect(codeOf(await world.call("PATCH", `/automations/${one.id}`, { enabled: false }))).toBe("not_found");
    expect(codeOf(await world.call("POST", `/automations/${one.id}/copy`))).toBe("not_found");
    for (let n = 0; n < 2; n++)
      expect((await world.call("POST", `/automations/${one.id}/restoration`)).body).toMatchObject({
        ...{ name: "One", enabled: true, actions: [{ type: "topic", topicId }] },
      });
    expect(namesOf(await world.list())).toEqual(["One", "Two"]);
    expect(await lastLines(2)).toMatchObject([{ action: "automation.restored" }, { action: "automation.deleted" }]);
  });

  it("S37 there is room for so many, also after a deletion was taken back", async () => {
    const one = await world.add("First", REFUND, [resolve]);
    const { organizationId, app } = world.test;
    const row = await app.parts.database.system
      .selectFrom("automations")
      .selectAll()
      .where("id", "=", one.id)
      .executeTakeFirstOrThrow();
    await world.call("DELETE", `/automations/${one.id}`);
    await app.parts.database.system
      .insertInto("automations")
      .values(
        Array.from({ length: MOST_AUTOMATIONS }, (_, n) => ({
          ...row,
          ...{ organization_id: organizationId, id: uuidV7() as typeof row.id, name: `Many ${n}`, position: n },
          ...{ rule: JSON.stringify(row.rule), actions: JSON.stringify(row.actions) },
        })),
      )
      .execute();
    const body = { name: "More", rule: REFUND, actions: [resolve], allChannels: true, channelIds: [] };
    expect(codeOf(await world.call("POST", "/automations", body))).toBe("limit_reached");
    expect(codeOf(await world.call("POST", `/automations/${one.id}/restoration`))).toBe("limit_reached");
    await app.parts.database.system.deleteFrom("automations").where("organization_id", "=", organizationId).execute();
  });
});
