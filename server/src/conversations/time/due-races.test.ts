import type { ConversationId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { installFailpoints } from "../../lib/failpoint.ts";
import { conversationsOf } from "../conversations.look.test-kit.ts";
import { setStatus } from "../set-status.ts";
import { settleDue } from "./settle-due.ts";
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

describe("exactly once, and late rather than never", () => {
  it("I12 of five workers at once one brings it back", async () => {
    const { id } = await world.start();
    await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 15, note: "" } });
    world.clock.pass(15 * MINUTE);
    await Promise.all(Array.from({ length: 5 }, () => world.settle()));
    expect((await actionsOf(id)).filter((action) => action === "boomerang_returned")).toHaveLength(1);
  });

  it("I5 what fell due while the product was down comes back late, the longest due first", async () => {
    const [one, two] = [await world.start(), await world.start()];
    await setStatus(kai(), two.id, { status: "pending", boomerang: { inMinutes: 60, note: "" } });
    await setStatus(kai(), one.id, { status: "pending", boomerang: { inMinutes: 15, note: "" } });
    world.clock.pass(3 * 24 * HOUR);
    await world.settle();
    const [first, second] = [await world.auditOf(one.id), await world.auditOf(two.id)].map((lines) => lines.at(-1));
    expect([first?.action, second?.action]).toEqual(["boomerang_returned", "boomerang_returned"]);
    const told = await world.database.system
      .selectFrom("event_inbox")
      .select(["id", "ticket"] as never)
      .where("id", "in", [first?.id, second?.id] as never)
      .orderBy("ticket" as never)
      .execute();
    expect(told.map((event) => (event as { id: string }).id)).toEqual([first?.id, second?.id]);
  });

  it("W69 F-12 due at the moment the contact writes: New once, and no boomerang left, whoever is first", async () => {
    for (let round = 0; round < 12; round += 1) {
      const { from, id } = await world.start();
      const status = round % 2 === 0 ? ("pending" as const) : ("resolved" as const);
      await setStatus(kai(), id, { status, boomerang: { inMinutes: 15, note: "" } });
      world.clock.pass(15 * MINUTE);
      await Promise.all(
        round % 3 === 0 ? [world.settle(), world.write(from)] : [world.write(from), world.settle(), world.settle()],
      );
      await world.settle();
      const rows = await conversationsOf(world, from);
      expect(rows.filter((row) => row.status !== "resolved").map((row) => row.status)).toEqual(["new"]);
      expect(rows.every((row) => row.boomerang_at === null)).toBe(true);
      for (const row of rows) await expectWholeSeqs(row.id, row.last_seq);
    }
  });

  it("I4 killed half-way it has not happened, and happens at the next look", async () => {
    const { id } = await world.start();
    await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 15, note: "" } });
    world.clock.pass(15 * MINUTE);
    const remove = installFailpoints((name) => {
      if (name === "due.before_commit") throw new Error("killed here");
      return undefined;
    });
    const resting = new Map();
    const deps = { database: world.database, now: world.now, log: kai().log };
    await settleDue(deps, resting);
    remove();
    expect((await world.rowOf(id)).status).toBe("pending");
    expect(await actionsOf(id)).not.toContain("boomerang_returned");
    await settleDue(deps, resting);
    expect((await world.rowOf(id)).status).toBe("pending");
    world.clock.pass(MINUTE);
    await settleDue(deps, resting);
    expect((await world.rowOf(id)).status).toBe("new");
  });

  it("W63 what is Resolved on a channel that was removed stays so", async () => {
    const { id } = await world.start();
    await setStatus(kai(), id, { status: "resolved", boomerang: { inMinutes: 15, note: "" } });
    const remove = (at: Date | null) =>
      world.database.system.updateTable("channels").set({ deleted_at: at }).where("id", "=", world.channelId).execute();
    world.clock.pass(15 * MINUTE);
    await remove(world.now());
    await world.settle();
    await remove(null);
    expect(await world.rowOf(id)).toMatchObject({ status: "resolved", boomerang: null });
  });

  it("nothing falls due where the clocks are held", async () => {
    const { id } = await world.start();
    await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 15, note: "" } });
    world.clock.pass(15 * MINUTE);
    const hold = (until: Date | null) =>
      world.database.system
        .updateTable("organizations")
        .set({ clocks_held_until: until })
        .where("id", "=", world.organizationId)
        .execute();
    await hold(new Date(world.now().getTime() + MINUTE));
    await world.settle();
    expect((await world.rowOf(id)).status).toBe("pending");
    await hold(null);
    await world.settle();
    expect((await world.rowOf(id)).status).toBe("new");
  });
});

async function expectWholeSeqs(id: ConversationId, lastSeq: number): Promise<void> {
  const messages = await world.database.system
    .selectFrom("messages")
    .select("seq")
    .where("conversation_id", "=", id)
    .execute();
  const lines = await world.database.system
    .selectFrom("event_inbox")
    .select("seq")
    .where("conversation_id", "=", id)
    .where("seq", "is not", null)
    .execute();
  const taken = [...messages, ...lines].map((one) => Number(one.seq)).sort((a, b) => a - b);
  expect(taken).toEqual(Array.from({ length: lastSeq }, (_, n) => n + 1));
}
