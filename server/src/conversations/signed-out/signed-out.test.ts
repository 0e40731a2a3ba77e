import type { ConversationId, UserId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { installFailpoints } from "../../lib/failpoint.ts";
import { assignConversation } from "../assign-conversation.ts";
import { codeOf } from "../conversations.look.test-kit.ts";
import { openConversation } from "../hold-conversation.ts";
import { setStatus } from "../set-status.ts";
import { buildTimeWorld, MINUTE, type TimeWorld } from "../time/time.test-kit.ts";
import { settleSignOuts } from "./settle-sign-outs.ts";
import { signedOutListener } from "./signed-out.listeners.ts";

let world: TimeWorld;
beforeAll(async () => {
  world = await buildTimeWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  world.clock.at = new Date("2026-05-04T09:00:00.000Z");
  await world.database.system.deleteFrom("sign_outs").execute();
  await switchOn(true);
  await be(world.kai, "available");
  await be(world.ana, "available");
});

const ana = () => world.ctx(world.ana);

async function switchOn(on: boolean): Promise<void> {
  await world.database.system.updateTable("organizations").set({ remove_assignment: on }).execute();
}

/** What `users` writes; the listener hears of it as the dispatcher tells. */
async function be(userId: UserId, presence: "available" | "offline"): Promise<void> {
  await world.database.system
    .updateTable("users")
    .set({ presence, presence_since: world.now() })
    .where("id", "=", userId)
    .execute();
}

async function hear(userId: UserId): Promise<void> {
  const event = { type: "presence.changed", data: { userId, presence: "offline", awayStateId: null } };
  await signedOutListener.handle(event as never, { ...ana(), actor: { type: "system", name: "Guichet" } });
}

async function signOut(userId: UserId): Promise<void> {
  await be(userId, "offline");
  await hear(userId);
}

const settle = () => settleSignOuts({ ...world, log: ana().log });
const assigneeOf = async (id: ConversationId) => (await world.rowOf(id)).assignee?.id ?? null;

/** One in New and one in Pending, Kai's. */
async function kaisWork() {
  const [inNew, inPending] = [await world.start(), await world.start()];
  for (const { id } of [inNew, inPending]) await assignConversation(ana(), id, world.kai);
  await setStatus(ana(), inPending.id, { status: "pending" });
  world.clock.pass(MINUTE);
  return { inNew, inPending };
}

describe("work of somebody who signs out", () => {
  it("R74 W76 New is assigned to nobody a minute later, Pending is kept, and the trail says so by the System", async () => {
    const { inNew, inPending } = await kaisWork();
    await signOut(world.kai);
    world.clock.pass(MINUTE - 1);
    await settle();
    expect(await assigneeOf(inNew.id)).toBe(world.kai);
    world.clock.pass(1);
    await settle();
    expect([await assigneeOf(inNew.id), await assigneeOf(inPending.id)]).toEqual([null, world.kai]);
    expect((await world.auditOf(inNew.id)).at(-1)).toMatchObject({
      action: "assignment_signed_out",
      actor: { type: "system" },
      subject: { userName: "Kai Wong" },
    });
    expect((await world.auditOf(inPending.id)).map((line) => line.action)).toEqual(["assigned", "pending"]);
  });

  it("W76 off by default: nothing is taken, also not when it is switched on after the sign-out, or off meanwhile", async () => {
    const { inNew } = await kaisWork();
    await switchOn(false);
    await signOut(world.kai);
    await switchOn(true);
    world.clock.pass(10 * MINUTE);
    await settle();
    expect(await assigneeOf(inNew.id)).toBe(world.kai);
    await be(world.kai, "available");
    await signOut(world.kai);
    await switchOn(false);
    world.clock.pass(10 * MINUTE);
    await settle();
    expect(await assigneeOf(inNew.id)).toBe(world.kai);
    expect(await world.database.system.selectFrom("sign_outs").selectAll().execute()).toEqual([]);
  });

  it("W76 whoever signs in again in time keeps everything; a second sign-out has its own minute", async () => {
    const { inNew } = await kaisWork();
    await signOut(world.kai);
    world.clock.pass(50_000);
    await be(world.kai, "available");
    world.clock.pass(MINUTE);
    await settle();
    expect(await assigneeOf(inNew.id)).toBe(world.kai);
    await signOut(world.kai);
    world.clock.pass(30_000);
    await be(world.kai, "available");
    world.clock.pass(10_000);
    await signOut(world.kai);
    world.clock.pass(50_000);
    await settle();
    expect(await assigneeOf(inNew.id)).toBe(world.kai);
    world.clock.pass(10_000);
    await settle();
    expect(await assigneeOf(inNew.id)).toBeNull();
  });

  it("R76 W76 what a colleague assigns, or puts back to New, afterwards stays with them", async () => {
    const { inNew, inPending } = await kaisWork();
    await signOut(world.kai);
    world.clock.pass(10_000);
    const given = await world.start();
    await assignConversation(ana(), given.id, world.kai);
    await setStatus(ana(), inPending.id, { status: "new" });
    world.clock.pass(MINUTE);
    await settle();
    const assignees = await Promise.all([inNew, given, inPending].map(({ id }) => assigneeOf(id)));
    expect(assignees).toEqual([null, world.kai, world.kai]);
  });

  it("W76 two workers at once, and the news told twice: each conversation is given back once", async () => {
    const many = [];
    for (let n = 0; n < 6; n += 1) many.push(await kaisWork());
    await signOut(world.kai);
    await hear(world.kai);
    world.clock.pass(MINUTE);
    await Promise.all([settle(), settle(), settle()]);
    await hear(world.kai);
    await settle();
    world.clock.pass(MINUTE);
    await settle();
    for (const { inNew } of many) {
      const lines = (await world.auditOf(inNew.id)).filter((line) => line.action === "assignment_signed_out");
      expect(lines).toHaveLength(1);
    }
  });

  it("W76 one that stumbles keeps nobody else waiting, and is done a minute later", async () => {
    const { inNew } = await kaisWork();
    const anas = await world.start();
    await assignConversation(ana(), anas.id, world.ana);
    world.clock.pass(MINUTE);
    await signOut(world.kai);
    await signOut(world.ana);
    world.clock.pass(MINUTE);
    let first = true;
    // Dies before its commit, as the first of the two.
    const restore = installFailpoints(async (name) => {
      if (name !== "sign_out.before_commit" || !first) return;
      first = false;
      throw new Error("lost");
    });
    await settle().finally(restore);
    const after = [await assigneeOf(inNew.id), await assigneeOf(anas.id)];
    expect(after.filter((one) => one === null)).toHaveLength(1);
    world.clock.pass(MINUTE);
    await settle();
    expect([await assigneeOf(inNew.id), await assigneeOf(anas.id)]).toEqual([null, null]);
  });

  it("R75 W77 a contact's message brings Pending to New and takes it from whoever is signed out, in one transaction", async () => {
    const { inPending } = await kaisWork();
    await setStatus(ana(), inPending.id, { status: "new" });
    await setStatus(ana(), inPending.id, { status: "pending", boomerang: { inMinutes: 600, note: "ask again" } });
    await signOut(world.kai);
    await world.write(inPending.from, "I am back");
    expect(await world.rowOf(inPending.id)).toMatchObject({ status: "new", assignee: null });
    const lines = await world.auditOf(inPending.id);
    expect(lines.map((line) => [line.action, line.actor.type]).slice(-2)).toEqual([
      ["assignment_signed_out", "system"],
      ["boomerang_cancelled", "contact"],
    ]);
    const events = await world.database.system
      .selectFrom("event_inbox")
      .select(["type", "seq", "data"])
      .where("conversation_id", "=", inPending.id)
      .orderBy("ticket")
      .execute();
    expect(events.slice(-4).map(({ type, data }) => [type, (data as { status: string }).status])).toEqual([
      ["boomerang.cancelled", "pending"],
      ["conversation.status_changed", "new"],
      ["conversation.assigned", "new"],
      ["message.received", "new"],
    ]);
    expect(events.at(-2)?.data).toMatchObject({ before: world.kai, assigneeId: null, cause: "signed_out" });
    await world.write(inPending.from, "hello?");
    expect((await world.auditOf(inPending.id)).filter((line) => line.action === "assignment_signed_out")).toHaveLength(
      1,
    );
  });

  it("R75 W77 a boomerang does so, too; to an assignee who is there, or with the setting off, both leave it", async () => {
    const [one, two, three] = [await kaisWork(), await kaisWork(), await kaisWork()];
    const works = [one, two, three].map((work) => work.inPending);
    for (const { id } of works) {
      await setStatus(ana(), id, { status: "new" });
      await setStatus(ana(), id, { status: "pending", boomerang: { inMinutes: 15, note: "" } });
    }
    await assignConversation(ana(), two.inPending.id, world.ana);
    await signOut(world.kai);
    world.clock.pass(15 * MINUTE);
    await world.settle();
    expect(await world.rowOf(one.inPending.id)).toMatchObject({ status: "new", assignee: null });
    expect((await world.auditOf(one.inPending.id)).slice(-2)).toMatchObject([
      { action: "boomerang_returned" },
      { action: "assignment_signed_out", actor: { type: "system" } },
    ]);
    expect(await assigneeOf(two.inPending.id)).toBe(world.ana);

    const kept = await kaisWork();
    await switchOn(false);
    await world.write(kept.inPending.from, "and?");
    expect(await world.rowOf(kept.inPending.id)).toMatchObject({ status: "new", assignee: { id: world.kai } });
  });

  it("T7 back to New by hand stays with an assignee who is signed out", async () => {
    const { inPending } = await kaisWork();
    await signOut(world.kai);
    expect(await setStatus(ana(), inPending.id, { status: "new" })).toMatchObject({ assignee: { id: world.kai } });
  });

  it("W81 what they held is free for others, unless they are back already", async () => {
    const { id } = await world.start();
    await openConversation(world.ctx(world.kai), id, false);
    await be(world.kai, "available");
    await hear(world.kai);
    expect((await world.rowOf(id)).lock?.id).toBe(world.kai);
    await signOut(world.kai);
    expect((await world.rowOf(id)).lock).toBeNull();
    expect(await codeOf(openConversation(ana(), id, false))).toBe("done");
  });
});
