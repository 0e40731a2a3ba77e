import type { AutomationId, ConversationId, LoggedEvent, ResolutionReasonId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildMessage } from "../conversations/conversations.test-kit.ts";
import { receiveMessages } from "../conversations/index.ts";
import { setStatus } from "../conversations/set-status.ts";
import { undoStatus } from "../conversations/undo/undo-status.ts";
import { withdrawMessage } from "../conversations/undo/withdraw-message.ts";
import { buildSlaWorld, MINUTE, type SlaWorld } from "./sla.test-kit.ts";

let world: SlaWorld;
beforeAll(async () => {
  world = await buildSlaWorld();
  world.at("2026-11-16T09:00:00Z");
  await world.office();
  await world.policy({ name: "Quick" });
});
afterAll(async () => await world?.close());
beforeEach(() => world.at("2026-11-18T10:00:00Z"));

const pass = (minutes: number) => world.clock.pass(minutes * MINUTE);
async function waiting(): Promise<{ from: string; id: ConversationId }> {
  const from = world.newContact();
  return { from, id: await world.write(from) };
}
const newest = async (id: ConversationId) => {
  await world.hear();
  return await world.newest(id);
};
const all = async (id: ConversationId) => {
  await world.hear();
  const rows = await world.database.system
    .selectFrom("sla_clocks")
    .select(["kind", "state", "elapsed_seconds as seconds"])
    .where("conversation_id", "=", id)
    .orderBy("began_at")
    .orderBy("id")
    .execute();
  return rows.map(({ kind, state, seconds }) => [kind, state, seconds]);
};

describe("R82 R89 R90 clocks from the event log", () => {
  it("a first message begins one, a person's reply meets it, and what the contact writes then begins the next", async () => {
    const { from, id } = await waiting();
    expect(await newest(id)).toMatchObject({ kind: "first_response", state: "open" });
    expect((await world.row(id)).sla).toEqual({
      ...{ kind: "first_response", policyName: "Quick", targetMinutes: 30, breached: false },
      ...{ dueAt: "2026-11-18T10:30:00.000Z", warnAt: "2026-11-18T10:24:00.000Z" },
    });
    pass(5);
    await world.reply(id);
    expect(await newest(id)).toMatchObject({ state: "met", elapsedSeconds: 300, userId: world.kai });
    expect((await world.row(id)).sla).toBeNull();
    pass(60);
    await world.write(from);
    expect((await newest(id))?.kind).toBe("conversation_response");
    expect((await world.row(id)).sla).toMatchObject({ kind: "conversation_response", targetMinutes: 60 });
  });

  it("a burst counts from its first message", async () => {
    const { from, id } = await waiting();
    for (const _ of [1, 2]) {
      pass(4);
      await world.write(from);
    }
    pass(2);
    await world.reply(id);
    await world.write(from);
    pass(5);
    await world.write(from);
    pass(5);
    await world.reply(id);
    expect(await all(id)).toEqual([
      ["first_response", "met", 600],
      ["conversation_response", "met", 600],
    ]);
  });

  it("comments, machines and what the brand wrote elsewhere answer nobody", async () => {
    const { from, id } = await waiting();
    await world.reply(id, { kind: "comment", text: "look" });
    await world.write(from, { direction: "out", text: "from the platform's own app" });
    expect(await newest(id)).toMatchObject({ state: "open" });
  });

  it("W153 nobody waits by a reaction: what the contact then writes is what is owed a first answer", async () => {
    const from = world.newContact();
    const id = await world.write(from, { direction: "echo" });
    await setStatus(world.ctx(world.kai), id, { status: "resolved" });
    const reaction = { automatic: true, reaction: { by: from }, context: { about: "reaction" }, text: "❤️" };
    const opened = await world.write(from, reaction);
    expect(opened).not.toBe(id);
    expect(await newest(opened)).toBeUndefined();
    await world.reply(opened);
    expect(await world.write(from)).toBe(opened);
    expect(await newest(opened)).toMatchObject({ kind: "first_response", state: "open" });
  });

  it("what the brand began has no clock until the contact writes; that is a first answer", async () => {
    const from = world.newContact();
    const id = await world.write(from, { direction: "out" });
    expect(await newest(id)).toBeUndefined();
    await world.write(from);
    expect(await newest(id)).toMatchObject({ kind: "first_response", state: "open" });
  });

  it.each(["pending", "resolved"] as const)("%s without an answer cancels, too late it breaches", async (status) => {
    const [early, late] = [await waiting(), await waiting()];
    pass(10);
    await world.status(early.id, status);
    pass(21);
    await world.status(late.id, status);
    expect((await newest(early.id))?.state).toBe("cancelled");
    expect((await newest(late.id))?.state).toBe("breached");
    for (const { id } of [early, late]) expect((await world.row(id)).sla).toBeNull();
  });

  it("after it was cancelled, the contact's next message begins the wait for a first answer", async () => {
    const { from, id } = await waiting();
    await world.status(id, "pending");
    pass(10);
    await world.write(from);
    expect(await newest(id)).toMatchObject({ kind: "first_response", beganAt: world.now().getTime() });
  });

  it("a reply that sets to Pending meets it first", async () => {
    const { id } = await waiting();
    pass(3);
    await world.reply(id, { afterwards: "pending" });
    expect(await all(id)).toEqual([["first_response", "met", 180]]);
  });

  it("R84 what a rule resolves with its first message was never owed", async () => {
    const from = world.newContact();
    const { database, organizationId, now } = world;
    const by = { type: "automation", id: "rule" as AutomationId, name: "Thanks" } as const;
    const step = () => ({ by, resolve: { reasonId: null as ResolutionReasonId | null, reason: null } });
    await receiveMessages([buildMessage(world, { from, occurredAt: now().getTime() })], {
      ...{ database, organizationId, steps: [step], now },
    });
    const rows = await database.system
      .selectFrom("conversations as c")
      .innerJoin("identities as i", "i.id", "c.identity_id")
      .select(["c.id", "c.status", "c.sla"])
      .where("i.external_id", "=", from)
      .execute();
    await world.hear();
    expect(rows.map(({ status, sla }) => [status, sla])).toEqual([["resolved", null]]);
    expect(await all(rows[0]?.id as ConversationId)).toEqual([]);
  });

  it("R84 a virtual agent's time before the hand-over does not count", async () => {
    const { id } = await waiting();
    await world.hear();
    pass(2);
    const [last] = (await world.read(0n)).filter((event) => event.type === "message.received").slice(-1);
    const position = (BigInt(last?.position ?? 0) + 1n).toString();
    const data = { ...last?.data, before: null, decision: { trigger: "handed_over" } };
    const at = world.now().getTime();
    await world.handle({ ...last, type: "conversation.routed", position, at, data } as unknown as LoggedEvent);
    pass(28);
    await world.reply(id);
    expect(await newest(id)).toMatchObject({ state: "met", elapsedSeconds: 28 * 60 });
  });
});

describe("what is taken back was not", () => {
  it("a reply that was taken back has answered nobody, and later messages belong to the same wait", async () => {
    const { from, id } = await waiting();
    pass(2);
    const messageId = await world.reply(id, { holdSeconds: 20, afterwards: "pending" });
    await world.write(from);
    await world.hear();
    await withdrawMessage(world.ctx(world.kai), messageId);
    expect(await all(id)).toEqual([["first_response", "open", null]]);
    expect((await world.row(id)).sla?.dueAt).toBe("2026-11-18T10:30:00.000Z");
  });

  it("a reply that set to Pending, taken back, leaves it in New with its clock running", async () => {
    const { id } = await waiting();
    const messageId = await world.reply(id, { holdSeconds: 20, afterwards: "pending" });
    await world.hear();
    await withdrawMessage(world.ctx(world.kai), messageId);
    expect(await newest(id)).toMatchObject({ state: "open", endedAt: null });
    expect((await world.row(id)).status).toBe("new");
    expect((await world.row(id)).sla).not.toBeNull();
  });

  it("where another reply has gone out since, that one answered", async () => {
    const { id } = await waiting();
    pass(1);
    const first = await world.reply(id, { holdSeconds: 20 });
    pass(1);
    const second = await world.reply(id);
    await world.hear();
    await withdrawMessage(world.ctx(world.kai), first);
    expect(await newest(id)).toMatchObject({ state: "met", replyId: second, elapsedSeconds: 120 });
  });

  it("Resolved by mistake and taken back: the wait goes on", async () => {
    const { id } = await waiting();
    await world.status(id, "resolved");
    expect((await newest(id))?.state).toBe("cancelled");
    await undoStatus(world.ctx(world.kai), id);
    expect(await newest(id)).toMatchObject({ state: "open", endedAt: null });
    expect((await world.row(id)).sla).toMatchObject({ dueAt: "2026-11-18T10:30:00.000Z" });
  });
});

describe("I5 heard twice, in whatever stretches", () => {
  it("the whole log heard again changes nothing", async () => {
    const { from, id } = await waiting();
    pass(5);
    await world.reply(id);
    await world.write(from);
    pass(5);
    await world.status(id, "pending");
    await world.write(from);
    await world.hear();
    const look = async () =>
      (await world.database.system.selectFrom("sla_clocks").selectAll().orderBy("id").execute()).map((row) =>
        JSON.stringify(row),
      );
    const before = await look();
    for (const event of await world.read(0n)) await world.handle(event);
    expect((await look()).filter((row) => !before.includes(row))).toEqual([]);
    expect(await look()).toHaveLength(before.length);
  });

  it("on a channel without a policy nothing is kept", async () => {
    const id = await world.write(world.newContact(), { channelId: await world.channel() });
    expect(await newest(id)).toBeUndefined();
    expect((await world.row(id)).sla).toBeNull();
  });
});
