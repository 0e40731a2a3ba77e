import { automationUses } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AutomationWorld, rule, startAutomationWorld } from "./automations.test-kit.ts";

let world: AutomationWorld;
beforeAll(async () => {
  world = await startAutomationWorld();
});
beforeEach(async () => await world.clear());
afterAll(async () => await world?.stop());

const REFUND = rule([["any_of", "refund", "money back"]]);
const resolve = { type: "resolve", reasonId: null } as const;
const fieldsOf = (answer: { body: unknown }) =>
  (answer.body as { error?: { fields?: { path: string; problem: string }[] } }).error?.fields ?? [];

describe("what automations name", () => {
  it("W102 W105 what is deleted drops out, the list shows it, and what is restored is back", async () => {
    const [topicId, tagId, reasonId] = [await world.topic("Gone"), await world.tag("Left"), await world.reason("Old")];
    const press = await world.channel("Press");
    await world.call("PATCH", "/organization", { reasonsAsked: { bulk: false, autoResolve: true, automation: true } });
    const over = { allChannels: false, channelIds: [press.channelId] };
    const all = await world.add(
      "All",
      REFUND,
      [
        { type: "topic", topicId },
        { type: "tag", tagId },
        { type: "resolve", reasonId },
      ],
      over,
    );
    const only = await world.add("Only the topic", REFUND, [{ type: "topic", topicId }]);
    await world.call("DELETE", `/topics/${topicId}`);
    await world.call("DELETE", `/tags/${tagId}`);
    await world.call("PATCH", `/resolution-reasons/${reasonId}`, { active: false });
    const gone = { topicIds: [topicId], tagIds: [tagId], reasonIds: [reasonId], channelIds: [] };
    expect(await world.list()).toMatchObject([
      { id: all.id, gone, works: true },
      { id: only.id, gone: { topicIds: [topicId] }, works: false },
    ]);
    await world.call("DELETE", `/channels/${press.channelId}`, { name: "Press" });
    expect((await world.list())[0]).toMatchObject({ gone: { channelIds: [press.channelId] }, works: false });
    // What is there already may stay, though it is gone; what is new must be there.
    const named = await world.call("PATCH", `/automations/${all.id}`, {
      name: "Renamed",
      channelIds: [press.channelId],
    });
    expect(named.status).toBe(200);
    const added = [...all.actions, { type: "topic", topicId: await world.topic("Fresh") }];
    expect((await world.call("PATCH", `/automations/${all.id}`, { actions: added })).status).toBe(200);
    const again = await world.call("PATCH", `/automations/${only.id}`, { actions: [{ type: "tag", tagId }] });
    expect(fieldsOf(again)).toEqual([{ path: "actions.0", problem: "gone" }]);
    await world.call("POST", `/topics/${topicId}/restoration`);
    expect((await world.list())[1]).toMatchObject({ gone: { topicIds: [] }, works: true });
  });

  it("W66 R31 where automations are asked for a reason, resolving without one is refused; what was there before stays", async () => {
    const asked = (automation: boolean) =>
      world.call("PATCH", "/organization", { reasonsAsked: { bulk: false, autoResolve: true, automation } });
    await asked(false);
    const before = await world.add("Before", REFUND, [resolve]);
    await asked(true);
    const body = { name: "After", rule: REFUND, actions: [resolve], allChannels: true, channelIds: [] };
    const refused = await world.call("POST", "/automations", body);
    expect(fieldsOf(refused)).toEqual([{ path: "actions.0", problem: "reason_missing" }]);
    const renamed = await world.call("PATCH", `/automations/${before.id}`, { rule: rule([["any_of", "bye"]]) });
    expect(renamed.status).toBe(200);
    expect((await world.call("GET", "/automations")).body).toMatchObject({ reasonAsked: true });
  });

  it("W102 which automations name a thing is told before it is deleted", async () => {
    const [topicId, tagId, reasonId] = [await world.topic("Used"), await world.tag("Used"), await world.reason("Used")];
    const one = await world.add("One", REFUND, [
      { type: "topic", topicId },
      { type: "tag", tagId },
    ]);
    const two = await world.add(
      "Two",
      REFUND,
      [
        { type: "resolve", reasonId },
        { type: "topic", topicId },
      ],
      {
        ...{ enabled: false, allChannels: false, channelIds: [world.channelId] },
      },
    );
    await world.call("DELETE", `/automations/${(await world.add("Away", REFUND, [{ type: "topic", topicId }])).id}`);
    const usesOf = async (part: string, id: string) =>
      automationUses.parse((await world.call("GET", `/automation-uses?part=${part}&id=${id}`)).body).items;
    const [first, second] = [
      { id: one.id, name: "One", enabled: true },
      { id: two.id, name: "Two", enabled: false },
    ];
    expect(await usesOf("topics", topicId)).toEqual([first, second]);
    expect(await usesOf("tags", tagId)).toEqual([first]);
    expect(await usesOf("reasons", reasonId)).toEqual([second]);
    expect(await usesOf("channels", world.channelId)).toEqual([second]);
    expect(await usesOf("tags", topicId)).toEqual([]);
    expect((await world.call("GET", `/automation-uses?part=teams&id=${topicId}`)).status).toBe(400);
  });
});
