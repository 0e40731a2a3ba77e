import type { ConversationId, LoggedEvent, SlaPolicyView } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { assignConversation } from "../conversations/assign-conversation.ts";
import { loadAudit } from "../conversations/index.ts";
import { installFailpoints } from "../lib/failpoint.ts";
import { buildSlaWorld, MINUTE, type SlaWorld } from "./sla.test-kit.ts";

let world: SlaWorld;
let policy: SlaPolicyView;
beforeAll(async () => {
  world = await buildSlaWorld();
  world.at("2026-11-16T09:00:00Z");
  await world.office();
  policy = await world.policy({
    name: "Quick",
    onWarning: { message: "We have not forgotten you.", unassign: false },
    onBreach: { message: "Sorry for the wait.", unassign: true },
  });
  await world.hear();
});
afterAll(async () => await world?.close());
let at = Date.parse("2026-11-18T09:00:00Z");
beforeEach(() => {
  // Later each time: what an earlier test has left behind is settled first.
  at += 24 * 60 * MINUTE;
  if (new Date(at).getUTCDay() === 6) at += 2 * 24 * 60 * MINUTE;
  world.clock.at = new Date(at);
});

const pass = (minutes: number) => world.clock.pass(minutes * MINUTE);
async function waiting(over: object = {}): Promise<ConversationId> {
  const id = await world.write(world.newContact(), over);
  await world.hear();
  return id;
}
const told = async (id: ConversationId) =>
  (await world.read(0n)).flatMap((event: LoggedEvent) =>
    event.type === "sla.changed" && event.data.conversationId === id ? [event.data.change] : [],
  );
const texts = async (id: ConversationId) =>
  (await world.messages(id)).filter((one) => one.author_type === "system").map((one) => one.text);

describe("R82 R85 what happens when a clock runs out", () => {
  it("almost breached, then breached: told once each, shown in the queue, with the policy's words", async () => {
    const id = await waiting();
    pass(23);
    await world.due();
    expect(await told(id)).toEqual(["started"]);
    pass(1);
    for (const _ of [1, 2]) await world.due();
    expect(await told(id)).toEqual(["started", "warned"]);
    expect(await texts(id)).toEqual(["We have not forgotten you."]);
    pass(6);
    await world.due();
    expect((await world.row(id)).sla?.breached).toBe(false);
    world.clock.pass(1000);
    // Not before its own word has been heard of.
    await world.hear();
    await Promise.all([world.due(), world.due(), world.due()]);
    await world.due();
    expect(await told(id)).toEqual(["started", "warned", "breached"]);
    expect(await texts(id)).toEqual(["We have not forgotten you.", "Sorry for the wait."]);
    // The contact reads them under the organization's name.
    expect((await world.row(id)).lastMessage?.authorName).toBe("Test");
    expect((await world.row(id)).sla).toMatchObject({ breached: true, kind: "first_response" });
  });

  it("I18 a word of the product answers nobody: the contact goes on waiting, and so does the clock", async () => {
    const id = await waiting();
    const since = (await world.row(id)).waitingSince;
    pass(24);
    await world.due();
    await world.hear();
    expect((await world.row(id)).waitingSince).toBe(since);
    expect(await world.newest(id)).toMatchObject({ state: "open", endedAt: null });
    pass(1);
    await world.reply(id);
    await world.hear();
    expect(await world.newest(id)).toMatchObject({ state: "met", elapsedSeconds: 25 * 60 });
  });

  it.each([
    ["a machine wrote last", { automatic: true }],
    ["it is public", { visibility: "public", threadKey: "post" }],
  ])("I18 no word is sent where %s", async (_case, over) => {
    const id = await waiting(over);
    pass(24);
    await world.due();
    pass(7);
    await world.due();
    expect(await texts(id)).toEqual([]);
    expect(await told(id)).toEqual(["started", "warned", "breached"]);
  });

  it("no word is sent to a muted contact", async () => {
    const id = await waiting();
    const mute = (muted: Date | null) =>
      world.database.system
        .updateTable("identities")
        .set({ muted_at: muted })
        .where("id", "in", (query) => query.selectFrom("conversations").select("identity_id").where("id", "=", id))
        .execute();
    await mute(world.now());
    pass(31);
    await world.due();
    expect([await texts(id), await told(id)]).toEqual([[], ["started", "breached"]]);
  });

  it("a breach takes the conversation from its assignee, who is named in the audit trail", async () => {
    const id = await waiting();
    await assignConversation(world.ctx(world.ana), id, world.kai);
    pass(31);
    await world.due();
    expect((await world.row(id)).assignee).toBeNull();
    const ctx = world.ctx(world.kai);
    const audit = await loadAudit(ctx, [{ id, from: 0 }]);
    expect(audit.at(-1)).toMatchObject({ action: "assignment_sla", subject: { userName: "Kai Wong" } });
    const events = (await world.read(0n)).filter(
      (one) => "conversationId" in one.data && one.data.conversationId === id,
    );
    const breach = events.find((one) => one.type === "sla.changed" && one.data.change === "breached");
    // Whose it was when it was breached: they are told of it.
    expect(breach?.data).toMatchObject({ assigneeId: world.kai, status: "new" });
  });

  it("nothing falls due where the clocks are held", async () => {
    const id = await waiting();
    const hold = (until: Date | null) =>
      world.database.system
        .updateTable("organizations")
        .set({ clocks_held_until: until })
        .where("id", "=", world.organizationId)
        .execute();
    pass(31);
    await hold(new Date(world.now().getTime() + MINUTE));
    await world.due();
    expect(await told(id)).toEqual(["started"]);
    await hold(null);
    await world.due();
    expect(await told(id)).toEqual(["started", "breached"]);
  });
});

describe("exactly once, and late rather than never", () => {
  it("I24 what ran out while nobody looked is told late, without the warning nobody needs any more", async () => {
    const id = await waiting();
    pass(3 * 24 * 60);
    await world.due();
    expect(await told(id)).toEqual(["started", "breached"]);
    expect(await texts(id)).toEqual(["Sorry for the wait."]);
  });

  it("I24 answered in time, but not heard of yet: it is not breached", async () => {
    const id = await waiting();
    pass(10);
    await world.reply(id);
    pass(60);
    const resting = new Map();
    await world.due(resting);
    expect([await texts(id), (await world.row(id)).sla?.breached]).toEqual([[], false]);
    // In the log, but behind the listener: the same.
    await world.read(0n);
    pass(1);
    await world.due(resting);
    expect(await told(id)).toEqual(["started"]);
    await world.hear();
    await world.due(resting);
    expect(await told(id)).toEqual(["started", "ended"]);
    expect(await world.newest(id)).toMatchObject({ state: "met" });
  });

  it("I4 killed half-way nothing has happened, and it happens at the next look, once", async () => {
    const id = await waiting();
    pass(31);
    const remove = installFailpoints((name) => {
      if (name === "sla.before_commit") throw new Error("killed here");
      return undefined;
    });
    const resting = new Map();
    await world.due(resting);
    remove();
    expect([await told(id), await texts(id)]).toEqual([["started"], []]);
    await world.due(resting);
    expect(await told(id)).toEqual(["started"]);
    pass(1);
    await world.due(resting);
    await world.due(resting);
    expect([await told(id), await texts(id)]).toEqual([["started", "breached"], ["Sorry for the wait."]]);
  });

  it("I4 killed when it has happened, it has happened once, whoever looks next", async () => {
    const id = await waiting();
    pass(31);
    let struck = 0;
    const remove = installFailpoints((name) => {
      if (name !== "sla.after_commit") return undefined;
      struck += 1;
      throw new Error("killed here");
    });
    await world.due();
    remove();
    expect(struck).toBeGreaterThan(0);
    const once = [["started", "breached"], ["Sorry for the wait."]];
    expect([await told(id), await texts(id)]).toEqual(once);
    // The next process remembers nothing of what the dead one looked at.
    pass(1);
    await world.due();
    expect([await told(id), await texts(id)]).toEqual(once);
  });

  it("F-12 answered at the very moment it runs out: one or the other, whoever is first", async () => {
    for (let round = 0; round < 6; round += 1) {
      const id = await waiting();
      pass(31);
      await Promise.all(round % 2 === 0 ? [world.due(), world.reply(id)] : [world.reply(id), world.due()]);
      await world.hear();
      await world.due();
      const clock = await world.newest(id);
      expect(clock).toMatchObject({ state: "breached", elapsedSeconds: 31 * 60 });
      expect((await texts(id)).length).toBeLessThanOrEqual(1);
      expect((await world.row(id)).sla).toBeNull();
    }
  });
});

describe("R80 R83 other policies and other hours count for what waits", () => {
  it("a longer target, other hours, a holiday: open clocks are counted anew, decided ones are not", async () => {
    world.at("2026-12-21T09:00:00Z");
    const breached = await waiting();
    pass(31);
    await world.due();
    const open = await waiting();
    policy = await world.change(policy, { firstResponseMinutes: 120, name: "Slower" });
    await world.hear();
    while ((await world.recount()).more);
    expect((await world.row(open)).sla).toMatchObject({
      ...{ dueAt: "2026-12-21T11:31:00.000Z", targetMinutes: 120, policyName: "Slower" },
    });
    expect((await world.row(breached)).sla).toMatchObject({ breached: true, policyName: "Slower" });
    await world.office({ holidays: [{ date: "2026-12-21", name: "Closed", hours: [] }] });
    await world.hear();
    await world.recount();
    expect((await world.row(open)).sla?.dueAt).toBe("2026-12-22T11:00:00.000Z");
    expect(await told(open)).toEqual(["started", "recomputed", "recomputed"]);
  });

  it("who waited before there was a policy waits under it, from the beginning of the wait; without one nothing is owed", async () => {
    world.at("2027-01-05T10:00:00Z");
    const channelId = await world.channel();
    const id = await world.write(world.newContact(), { channelId });
    await world.hear();
    pass(10);
    await world.read(0n);
    policy = await world.change(policy, { channelIds: [world.channelId, channelId] });
    await world.hear();
    await world.recount();
    // The channel has no hours: around the clock.
    expect((await world.row(id)).sla).toMatchObject({ dueAt: "2027-01-05T12:00:00.000Z" });
    expect(await world.newest(id)).toMatchObject({ beganAt: Date.parse("2027-01-05T10:00:00Z") });
    policy = await world.change(policy, { channelIds: [world.channelId] });
    await world.hear();
    await world.recount();
    expect((await world.row(id)).sla).toBeNull();
    expect((await world.newest(id))?.state).toBe("cancelled");
    // What was ended under a policy does not begin anew under the next.
    policy = await world.change(policy, { channelIds: [world.channelId, channelId] });
    await world.hear();
    await world.recount();
    expect((await world.row(id)).sla).toBeNull();
  });

  it("a target that is gone owes nothing; many are gone through in steps", async () => {
    world.at("2027-01-12T10:00:00Z");
    const ids = await Promise.all(Array.from({ length: 120 }, () => world.write(world.newContact())));
    await world.hear();
    policy = await world.change(policy, { firstResponseMinutes: null });
    await world.hear();
    let steps = 0;
    for (let more = true; more; steps += 1) ({ more } = await world.recount());
    expect(steps).toBeGreaterThan(1);
    const left = await Promise.all(ids.map(async (id) => (await world.row(id)).sla));
    expect(left.filter((sla) => sla !== null)).toEqual([]);
    expect(await world.database.system.selectFrom("sla_recounts").selectAll().execute()).toEqual([]);
  });
});
