import type { AuditView, ConversationView, MessageView } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { receiveMessages } from "../conversations/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { type AutomationWorld, heard, rule, startAutomationWorld } from "./automations.test-kit.ts";

let world: AutomationWorld;
beforeAll(async () => {
  world = await startAutomationWorld();
});
const asked = (automation: boolean) =>
  world.call("PATCH", "/organization", { reasonsAsked: { bulk: false, autoResolve: true, automation } });
beforeEach(async () => {
  await asked(false);
  await world.clear();
});
afterAll(async () => await world?.stop());

let contacts = 0;
const somebody = () => `contact ${++contacts}`;
const ANY = rule([["none_of", "never said"]]);
const topic = async (name: string) => ({ type: "topic" as const, topicId: await world.topic(name) });
const tag = async (name: string) => ({ type: "tag" as const, tagId: await world.tag(name) });
const resolve = { type: "resolve", reasonId: null } as const;
const messagesOf = ({ entries }: ConversationView): MessageView[] =>
  entries.flatMap((entry) => (entry.type === "message" ? [entry] : []));
const linesOf = ({ entries }: ConversationView): AuditView[] =>
  entries.flatMap((entry) => (entry.type === "audit" ? [entry] : []));

describe("automations on what contacts write, through the public door", () => {
  it("R30 R33 R36 a tag on the message, a topic on the conversation, on any message, and the trail says which automation", async () => {
    const [refund, unhappy] = [await topic("Refund"), await tag("Unhappy")];
    await world.add("Refunds", rule([["any_of", "refund", "money back"]]), [refund, unhappy]);
    const from = somebody();
    const id = await world.write(from, "Hello there");
    expect((await world.conversation(id)).conversation.topicIds).toEqual([]);
    expect(await world.write(from, "I want my MONEY  back")).toBe(id);
    const seen = await world.conversation(id);
    expect(seen.conversation).toMatchObject({ topicIds: [refund.topicId], status: "new" });
    expect(messagesOf(seen).map(({ tagIds }) => tagIds)).toEqual([[], [unhappy.tagId]]);
    expect(linesOf(seen).map(({ action, actor, subject }) => [action, actor, subject.topicName])).toEqual([
      ["topic_added", { type: "automation", name: "Refunds" }, "Refund"],
    ]);
    // Once more is a no-op for the topic; the tag is on that message, too.
    await world.write(from, "refund!");
    const again = await world.conversation(id);
    expect(linesOf(again)).toHaveLength(1);
    expect(messagesOf(again).map(({ tagIds }) => tagIds.length)).toEqual([0, 1, 1]);
  });

  it("T11 R31 R32 R36 resolving with its reason is for the first message alone, and what comes later begins another conversation", async () => {
    await asked(true);
    const reasonId = await world.reason("Only goodbye");
    await world.add("Goodbyes", rule([["begins_with", "goodbye", "bye"]]), [{ type: "resolve", reasonId }]);
    const from = somebody();
    const first = await world.write(from, "Bye, and thanks");
    const resolved = await world.conversation(first);
    expect(resolved.conversation).toMatchObject({ status: "resolved", waitingSince: null });
    expect(linesOf(resolved)).toMatchObject([
      { action: "resolved", actor: { type: "automation", name: "Goodbyes" }, subject: { reason: "Only goodbye" } },
    ]);
    const second = await world.write(from, "One more question");
    expect(second).not.toBe(first);
    expect(await world.write(from, "bye now")).toBe(second);
    expect((await world.conversation(second)).conversation.status).toBe("new");
    const reason = await world.test.app.parts.database.system
      .selectFrom("conversations")
      .select(["resolution_reason", "resolution_reason_id"])
      .where("id", "=", first)
      .executeTakeFirstOrThrow();
    expect(reason).toEqual({ resolution_reason: "Only goodbye", resolution_reason_id: reasonId });
  });

  it("W66 R31 where automations are not asked for a reason, or it is out of use, resolving goes on without", async () => {
    await asked(true);
    const reasonId = await world.reason("Soon unused");
    await world.add("Byes", rule([["any_of", "bye"]]), [{ type: "resolve", reasonId }]);
    const reasonOf = async () => {
      await heard(world.test);
      const seen = await world.conversation(await world.write(somebody(), "bye"));
      expect(seen.conversation.status).toBe("resolved");
      return linesOf(seen)[0]?.subject.reason;
    };
    expect(await reasonOf()).toBe("Soon unused");
    await asked(false);
    expect(await reasonOf()).toBeUndefined();
    await asked(true);
    await world.call("PATCH", `/resolution-reasons/${reasonId}`, { name: "Renamed" });
    expect(await reasonOf()).toBe("Renamed");
    await world.call("PATCH", `/resolution-reasons/${reasonId}`, { active: false });
    expect(await reasonOf()).toBeUndefined();
  });

  it("R34 R22 one acts on its channels alone, and not while it is switched off", async () => {
    const press = await world.channel("Press");
    await world.call("PUT", `/channels/${press.channelId}/access`, {
      ...{ users: [{ userId: world.sue.id, role: "supervisor" }], teamIds: [] },
    });
    const here = await topic("Here");
    const one = await world.add("Shop alone", ANY, [here], { allChannels: false, channelIds: [world.channelId] });
    const topicsOf = async (door?: typeof press) =>
      (await world.conversation(await world.write(somebody(), "hello", door))).conversation.topicIds;
    expect(await topicsOf()).toEqual([here.topicId]);
    expect(await topicsOf(press)).toEqual([]);
    await world.call("PATCH", `/automations/${one.id}`, { enabled: false });
    await heard(world.test);
    expect(await topicsOf()).toEqual([]);
    await world.call("PATCH", `/automations/${one.id}`, { enabled: true, allChannels: true });
    await heard(world.test);
    expect(await topicsOf(press)).toEqual([here.topicId]);
  });

  it("R35 R30 all that match apply, in their order, and resolving comes last whatever its place", async () => {
    const [one, two, both] = [await topic("One"), await topic("Two"), await tag("Both")];
    const first = await world.add("Resolver", ANY, [resolve, both]);
    await world.add("A", rule([["any_of", "hello"]]), [one, both]);
    await world.add("Silent", rule([["any_of", "goodbye"]]), [await topic("Never")]);
    const last = await world.add("B", ANY, [two, one]);
    const seen = await world.conversation(await world.write(somebody(), "hello"));
    expect(seen.conversation).toMatchObject({ status: "resolved", topicIds: [one.topicId, two.topicId] });
    expect(messagesOf(seen)[0]?.tagIds).toEqual([both.tagId]);
    expect(linesOf(seen).map(({ action, actor }) => `${action} ${actor.name}`)).toEqual([
      ...["topic_added A", "topic_added B", "resolved Resolver"],
    ]);
    const rest = (await world.list()).map(({ id }) => id).filter((id) => id !== first.id && id !== last.id);
    await world.call("PUT", "/automation-order", { ids: [last.id, ...rest, first.id] });
    await heard(world.test);
    const turned = await world.conversation(await world.write(somebody(), "hello"));
    expect(turned.conversation.topicIds).toEqual([two.topicId, one.topicId]);
  });

  it("R24 R25 R26 R29 conditions join with AND within a group and with OR between groups", async () => {
    const urgent = await topic("Urgent");
    const when = rule(
      [
        ["any_of", "urgent", "asap"],
        ["not_all_of", "not urgent"],
      ],
      [
        ["word_count", "1"],
        ["ends_with", "!"],
      ],
    );
    await world.add("Urgency", when, [urgent]);
    const fits = async (text: string) =>
      (await world.conversation(await world.write(somebody(), text))).conversation.topicIds.length === 1;
    expect(await fits("This is urgent")).toBe(true);
    expect(await fits("This is not urgent")).toBe(false);
    expect(await fits("Help!")).toBe(true);
    expect(await fits("Help me!")).toBe(false);
    expect(await fits("Help")).toBe(false);
    expect(await fits("urgently")).toBe(false);
  });

  it("R16 a conversation without a topic is resolved by an automation though a topic is required of people", async () => {
    await world.call("PATCH", "/organization", { topicRequired: true });
    await world.add("Resolver", ANY, [resolve]);
    const seen = await world.conversation(await world.write(somebody(), "hello"));
    expect(seen.conversation.status).toBe("resolved");
    await world.call("PATCH", "/organization", { topicRequired: false });
  });

  it("W102 a deleted topic is put on nothing any more, from the next message on", async () => {
    const [gone, kept] = [await topic("Deleted soon"), await topic("Stays")];
    await world.add("Both", ANY, [gone, kept]);
    await world.call("DELETE", `/topics/${gone.topicId}`);
    await heard(world.test);
    const topics = async () => (await world.conversation(await world.write(somebody(), "hello"))).conversation.topicIds;
    expect(await topics()).toEqual([kept.topicId]);
    await world.call("POST", `/topics/${gone.topicId}/restoration`);
    await heard(world.test);
    expect(await topics()).toEqual([gone.topicId, kept.topicId]);
  });

  it("R33 what agents and others write is no matter of automations", async () => {
    const said = await topic("Said");
    const from = somebody();
    const id = await world.write(from, "hello");
    await world.add("Any", ANY, [said]);
    await world.call("POST", `/conversations/${id}/open`, {}, world.sue);
    const sent = { id: uuidV7(), text: "refund", kind: "reply", afterwards: "stay" };
    await world.call("POST", `/conversations/${id}/messages`, sent, world.sue);
    await receiveMessages([{ ...inbound(from, "written elsewhere"), direction: "echo" }], {
      ...{ database: world.test.app.parts.database, organizationId: world.test.organizationId, now: () => new Date() },
      steps: await world.test.app.parts.automations.stepsOf(world.test.organizationId),
    });
    expect((await world.conversation(id)).conversation.topicIds).toEqual([]);
    await world.write(from, "hello again");
    expect((await world.conversation(id)).conversation.topicIds).toEqual([said.topicId]);
  });
});

function inbound(from: string, text: string) {
  return {
    ...{ channelId: world.channelId, platform: "api" as const, externalId: uuidV7(), direction: "in" as const },
    ...{ occurredAt: Date.now(), party: { externalId: from, displayName: from }, text, visibility: "private" as const },
    ...{ automatic: false, media: [], deliveryId: uuidV7() },
  };
}

describe("what may go wrong", () => {
  it("I1 R35 an automation that is broken costs its own effect alone: the message and the others' stay", async () => {
    const kept = await topic("Kept");
    const broken = await world.add("Broken", ANY, [await topic("Lost")]);
    await world.add("Whole", ANY, [kept]);
    const errors = vi.spyOn(world.test.app.parts.log, "error");
    await sql`update automations set rule = '{"type":"any","nodes":null}' where id = ${broken.id}`.execute(
      world.test.app.parts.database.system,
    );
    await world.call("PATCH", `/automations/${(await world.add("News", ANY, [kept])).id}`, { enabled: false });
    await heard(world.test);
    const seen = await world.conversation(await world.write(somebody(), "hello"));
    expect(seen.conversation.topicIds).toEqual([kept.topicId]);
    expect(errors).toHaveBeenCalledWith(
      "an automation is broken and was passed over",
      { automation: broken.id },
      expect.any(TypeError),
    );
    errors.mockRestore();
    await sql`delete from automations where id = ${broken.id}`.execute(world.test.app.parts.database.system);
  });

  it("I2 R30 the same message delivered again does nothing again", async () => {
    const once = await topic("Once");
    await world.add("Any", ANY, [once, await tag("Once")]);
    const { parts } = world.test.app;
    const message = inbound(somebody(), "hello");
    for (let n = 0; n < 3; n++)
      await receiveMessages([message], {
        ...{ database: parts.database, organizationId: world.test.organizationId, now: () => new Date() },
        steps: await parts.automations.stepsOf(world.test.organizationId),
      });
    const found = await parts.database.system
      .selectFrom("messages")
      .select("conversation_id")
      .where("external_id", "=", message.externalId)
      .execute();
    expect(found).toHaveLength(1);
    const [row] = found;
    if (row === undefined) throw new Error("no message");
    const seen = await world.conversation(row.conversation_id);
    expect(linesOf(seen)).toHaveLength(1);
    expect(messagesOf(seen)[0]?.tagIds).toHaveLength(1);
  });

  it("R22 an automation saved while messages stream in: each message obeys one of its versions, whole", async () => {
    const [before, after, tagBefore, tagAfter] = [
      await topic("Before"),
      await topic("After"),
      await tag("Before"),
      await tag("After"),
    ];
    const one = await world.add("Changing", rule([["any_of", "hello"]]), [before, tagBefore]);
    const people = Array.from({ length: 60 }, somebody);
    const writing = (async () => {
      const ids: Promise<Awaited<ReturnType<typeof world.write>>>[] = [];
      for (const from of people) {
        ids.push(world.write(from, "hello"));
        await new Promise((done) => setTimeout(done, 10));
      }
      return await Promise.all(ids);
    })();
    await new Promise((done) => setTimeout(done, 250));
    await world.call("PATCH", `/automations/${one.id}`, { actions: [after, tagAfter] });
    const versions = new Set<string>();
    for (const id of await writing) {
      const seen = await world.conversation(id);
      versions.add(`${seen.conversation.topicIds} ${messagesOf(seen)[0]?.tagIds}`);
    }
    expect([...versions].sort()).toEqual(
      [`${before.topicId} ${tagBefore.tagId}`, `${after.topicId} ${tagAfter.tagId}`].sort(),
    );
    await heard(world.test);
    const last = await world.conversation(await world.write(somebody(), "hello"));
    expect(last.conversation.topicIds).toEqual([after.topicId]);
  }, 60_000);
});
