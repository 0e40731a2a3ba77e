import type { ConversationId, SendMessageBody } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeOf, conversationOf } from "../conversations.look.test-kit.ts";
import { newMessageId } from "../conversations.test-kit.ts";
import { openConversation } from "../hold-conversation.ts";
import { sendMessage } from "../send-message.ts";
import { setStatus } from "../set-status.ts";
import { viewConversation } from "../view-conversation.ts";
import { cancelBoomerang, setBoomerang } from "./set-boomerang.ts";
import { buildTimeWorld, HOUR, MINUTE, type TimeWorld } from "./time.test-kit.ts";

let world: TimeWorld;
beforeAll(async () => {
  world = await buildTimeWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  world.clock.at = new Date("2026-03-28T21:00:00.000Z");
  await world.setSystemBoomerang(null);
});

const kai = () => world.ctx(world.kai);
const actionsOf = async (id: ConversationId) => (await world.auditOf(id)).map((line) => line.action);

describe("a boomerang", () => {
  it.each([15, 60, 240, 1440])(
    "W62 set for %i minutes with a note, it is in the row and comes back to New then",
    async (inMinutes) => {
      const { id } = await world.start();
      await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes, note: "call the depot" } });
      expect(await world.rowOf(id)).toMatchObject({
        status: "pending",
        boomerang: {
          at: new Date(world.now().getTime() + inMinutes * MINUTE).toISOString(),
          note: "call the depot",
          by: { id: world.kai, name: "Kai Wong" },
        },
      });
      world.clock.pass(inMinutes * MINUTE - 1);
      await world.settle();
      expect((await world.rowOf(id)).status).toBe("pending");
      world.clock.pass(1);
      await world.settle();
      expect(await world.rowOf(id)).toMatchObject({ status: "new", boomerang: null });
      const line = (await world.auditOf(id)).at(-1);
      expect(line).toMatchObject({
        action: "boomerang_returned",
        actor: { type: "system" },
        subject: { userName: "Kai Wong", note: "call the depot" },
      });
    },
  );

  it("W62 a moment of one's own lies in the future and at most a year ahead", async () => {
    const { id } = await world.start();
    const at = (milliseconds: number) => new Date(world.now().getTime() + milliseconds).toISOString();
    const wish = (moment: string) => setStatus(kai(), id, { status: "pending", boomerang: { at: moment, note: "" } });
    expect(await codeOf(wish(at(-1)))).toBe("invalid_input");
    expect(await codeOf(wish(at(366 * 24 * HOUR)))).toBe("invalid_input");
    expect((await world.rowOf(id)).status).toBe("new");
    expect(await codeOf(wish(at(365 * 24 * HOUR)))).toBe("done");
    expect(await codeOf(setStatus(kai(), id, { status: "new", boomerang: { inMinutes: 5, note: "" } }))).toBe(
      "invalid_input",
    );
  });

  it("W62 24 hours over a change of the clocks are 24 hours", async () => {
    const { id } = await world.start();
    await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 1440, note: "" } });
    expect((await world.rowOf(id)).boomerang?.at).toBe("2026-03-29T21:00:00.000Z");
  });

  it("W63 from Resolved it returns to New, assigned to nobody; from Pending with its assignee (T6)", async () => {
    const [one, two] = [await world.start(), await world.start()];
    for (const { id } of [one, two])
      await world.database.system
        .updateTable("conversations")
        .set({ assignee_id: world.ana })
        .where("id", "=", id)
        .execute();
    await setStatus(kai(), one.id, { status: "resolved", boomerang: { inMinutes: 15, note: "" } });
    await setStatus(kai(), two.id, { status: "pending", boomerang: { inMinutes: 15, note: "" } });
    world.clock.pass(15 * MINUTE);
    await world.settle();
    expect(await world.rowOf(one.id)).toMatchObject({ status: "new", assignee: null });
    expect(await world.rowOf(two.id)).toMatchObject({ status: "new", assignee: { id: world.ana } });
  });

  it("W64 cancelled, it does not come back, stays where it is, and the trail has both lines", async () => {
    const { id } = await world.start();
    await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 15, note: "" } });
    expect(await cancelBoomerang(world.ctx(world.ana), id)).toMatchObject({ status: "pending", boomerang: null });
    await cancelBoomerang(kai(), id);
    world.clock.pass(HOUR);
    await world.settle();
    expect((await world.rowOf(id)).status).toBe("pending");
    expect(await actionsOf(id)).toEqual(["pending", "boomerang_set", "boomerang_cancelled"]);
  });

  it("W62 a new one replaces the former, in Pending and in Resolved, and New has none", async () => {
    const { id } = await world.start();
    expect(await codeOf(setBoomerang(kai(), id, { inMinutes: 15, note: "" }))).toBe("status_not_possible");
    await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 15, note: "first" } });
    await setBoomerang(kai(), id, { inMinutes: 60, note: "second" });
    await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 240, note: "third" } });
    expect((await world.rowOf(id)).boomerang?.note).toBe("third");
    world.clock.pass(60 * MINUTE);
    await world.settle();
    expect((await world.rowOf(id)).status).toBe("pending");
    world.clock.pass(180 * MINUTE);
    await world.settle();
    expect((await world.rowOf(id)).status).toBe("new");
  });

  it("W69 a contact's message before it is due ends it, with a line in the trail before the message", async () => {
    const { from, id } = await world.start();
    await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 60, note: "ask again" } });
    world.clock.pass(10 * MINUTE);
    await world.write(from, "I have it");
    expect(await world.rowOf(id)).toMatchObject({ status: "new", boomerang: null });
    const view = await viewConversation(kai(), id);
    expect(view.entries.slice(-2)).toMatchObject([
      { action: "boomerang_cancelled", actor: { type: "contact" }, subject: { note: "ask again" } },
      { type: "message", text: "I have it" },
    ]);
    expect(view.entries.map((entry) => entry.seq)).toEqual(view.entries.map((_, n) => n + 1));
    world.clock.pass(HOUR);
    await setStatus(kai(), id, { status: "pending" });
    await world.settle();
    expect((await world.rowOf(id)).status).toBe("pending");
  });

  it("W64 an agent's act ends it: back to New, or resolved without another; an internal comment and a reply do not", async () => {
    const [one, two, three] = [await world.start(), await world.start(), await world.start()];
    for (const { id } of [one, two, three])
      await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 60, note: "" } });
    await setStatus(kai(), one.id, { status: "new" });
    await setStatus(kai(), two.id, { status: "resolved" });
    for (const kind of ["comment", "reply"] as const) await sendMessage(kai(), three.id, body({ kind }), "Kai Wong");
    expect([await world.rowOf(one.id), await world.rowOf(two.id)].map((row) => row.boomerang)).toEqual([null, null]);
    expect((await world.rowOf(three.id)).boomerang).not.toBeNull();
    world.clock.pass(HOUR);
    await world.settle();
    expect(
      [await world.rowOf(one.id), await world.rowOf(two.id), await world.rowOf(three.id)].map((row) => row.status),
    ).toEqual(["new", "resolved", "new"]);
    expect(await actionsOf(two.id)).toContain("boomerang_cancelled");
  });

  it("decision 3: an older one that is due wakes the newer open conversation, and both tell", async () => {
    const { from, id } = await world.start();
    await setStatus(kai(), id, { status: "resolved", boomerang: { inMinutes: 60, note: "refund?" } });
    await world.write(from, "another thing");
    const newer = await conversationOf(world, from);
    expect(newer).not.toBe(id);
    await setStatus(kai(), newer, { status: "pending" });
    world.clock.pass(HOUR);
    await world.settle();
    expect(await world.rowOf(id)).toMatchObject({ status: "resolved", boomerang: null });
    expect(await world.rowOf(newer)).toMatchObject({ status: "new" });
    expect((await world.auditOf(id)).at(-1)).toMatchObject({
      action: "boomerang_woke_newer",
      subject: { note: "refund?" },
    });
    expect((await world.auditOf(newer)).slice(-2)).toMatchObject([
      { action: "boomerang_returned" },
      { action: "boomerang_woken" },
    ]);
    await world.settle();
    expect((await actionsOf(newer)).filter((action) => action === "boomerang_woken")).toHaveLength(1);
  });

  it("W65 the system's own brings Pending back, yields to a person's, and is quiet in the trail", async () => {
    await world.setSystemBoomerang(2);
    const [one, two] = [await world.start(), await world.start()];
    await setStatus(kai(), one.id, { status: "pending" });
    await setStatus(kai(), two.id, { status: "pending", boomerang: { inMinutes: 240, note: "" } });
    expect((await world.rowOf(one.id)).boomerang).toMatchObject({ by: null });
    world.clock.pass(2 * HOUR);
    await world.settle();
    expect([await world.rowOf(one.id), await world.rowOf(two.id)].map((row) => row.status)).toEqual(["new", "pending"]);
    expect(await actionsOf(one.id)).toEqual(["pending", "boomerang_returned"]);
  });

  it("W65 switched off meanwhile, the system's own brings nothing back", async () => {
    await world.setSystemBoomerang(2);
    const { id } = await world.start();
    await setStatus(kai(), id, { status: "pending" });
    await world.setSystemBoomerang(null);
    world.clock.pass(2 * HOUR);
    await world.settle();
    expect(await world.rowOf(id)).toMatchObject({ status: "pending", boomerang: null });
  });

  it("W65 resolved by itself first, its boomerang is cancelled", async () => {
    const { id } = await world.start();
    await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 40 * 1440, note: "late" } });
    world.clock.pass(30 * 24 * HOUR);
    await world.settle();
    expect(await world.rowOf(id)).toMatchObject({ status: "resolved", boomerang: null });
    expect((await actionsOf(id)).slice(-2)).toEqual(["resolved", "boomerang_cancelled"]);
    world.clock.pass(11 * 24 * HOUR);
    await world.settle();
    expect((await world.rowOf(id)).status).toBe("resolved");
  });

  it("W12 a Viewer may set one; whoever does not reach the channel finds nothing; a colleague's lock keeps it", async () => {
    const { id } = await world.start();
    await setStatus(world.ctx(world.viewer), id, { status: "pending", boomerang: { inMinutes: 15, note: "" } });
    await openConversation(world.ctx(world.ana), id, false);
    expect(await codeOf(cancelBoomerang(kai(), id))).toBe("locked_by_other");
    expect(await codeOf(setBoomerang(kai(), id, { inMinutes: 15, note: "" }))).toBe("locked_by_other");
    expect(await codeOf(cancelBoomerang(world.ctx(newMessageId() as never), id))).toBe("not_found");
  });
});

function body(over: Partial<SendMessageBody>): SendMessageBody {
  const plain = { attachmentIds: [], replyToId: null, mentions: [], afterwards: "stay" as const };
  return { id: newMessageId(), kind: "reply", text: "text", ...plain, ...over };
}
