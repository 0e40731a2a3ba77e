import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { BoomerangWish, BulkActionView, ConversationId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, conversationOf, conversationsOf } from "../conversations/conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { openConversation } from "../conversations/hold-conversation.ts";
import { labelsIn } from "../conversations/labels/labels.test-kit.ts";
import { setStatus } from "../conversations/set-status.ts";
import { setBoomerang } from "../conversations/time/set-boomerang.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { bulkIn, newBulkId } from "./bulk.test-kit.ts";
import { createBulkAction, getBulkAction, undoBulkAction } from "./create-bulk-action.ts";

let world: World;
const labels = labelsIn(() => world);
const bulk = bulkIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
  world.clock.at = new Date("2026-03-28T21:00:00.000Z");
});
afterAll(async () => await world.close());

const HOUR = 3_600_000;
const comeBack = (when: BoomerangWish) => ({ type: "boomerang" as const, when });
const CANCEL = { type: "cancelBoomerang" } as const;
const rowOf = async (from: string) => (await conversationsOf(world, from)).at(-1);
const actionsOf = async (id: ConversationId) => (await labels.auditOf(id)).map((line) => line.action);

async function undo(action: BulkActionView): Promise<BulkActionView> {
  const { id } = await undoBulkAction(world.ctx(world.kai), action.id, newBulkId());
  await bulk.work();
  return await getBulkAction(world.ctx(world.kai), id);
}

describe("coming back in bulk", () => {
  it("W62 W63 New goes to Pending with it, Pending and Resolved stay; one moment and one note for all, a line in each trail", async () => {
    const other = await bulk.channel("Depot", [[world.kai, "contributor"]]);
    const [fresh, pending] = [await labels.start("bb-new"), await labels.start("bb-pending")];
    await world.receive(buildMessage(world, { from: "bb-resolved", channelId: other }));
    const resolved = await conversationOf(world, "bb-resolved");
    await setStatus(world.ctx(world.kai), pending, { status: "pending" });
    await setStatus(world.ctx(world.kai), resolved, { status: "resolved" });
    const action = await bulk.all(world.kai, comeBack({ inMinutes: 240, note: "call the depot" }), [
      fresh,
      pending,
      resolved,
    ]);
    expect(action).toMatchObject({ type: "boomerang", done: 3, skipped: 0, canUndo: true });
    const at = new Date(world.now().getTime() + 4 * HOUR);
    for (const [from, status] of [
      ["bb-new", "pending"],
      ["bb-pending", "pending"],
      ["bb-resolved", "resolved"],
    ] as const)
      expect(await rowOf(from)).toMatchObject({
        ...{ status, boomerang_at: at, boomerang_note: "call the depot", boomerang_by: world.kai },
      });
    for (const id of [fresh, pending, resolved]) {
      const lines = (await labels.auditOf(id)).filter((line) => line.action === "boomerang_set");
      expect(lines).toMatchObject([{ actor: { id: world.kai }, subject: { note: "call the depot" } }]);
    }
    world.clock.pass(4 * HOUR);
    await world.settle();
    for (const from of ["bb-new", "bb-pending", "bb-resolved"])
      expect(await rowOf(from)).toMatchObject({ status: "new", boomerang_at: null });
  });

  it("W62 a moment that is past, or more than a year ahead, is refused before anything begins; one that passes meanwhile is named", async () => {
    const id = await labels.start("bb-moment");
    const at = (ms: number) => comeBack({ at: new Date(world.now().getTime() + ms).toISOString(), note: "" });
    for (const wish of [at(-1000), at(0), at(365 * 24 * HOUR + 1000)])
      expect(await codeOf(bulk.begin(world.kai, wish, { ids: [id] }))).toBe("invalid_input");
    const { id: action } = await bulk.begin(world.kai, at(HOUR), { ids: [id] });
    world.clock.pass(2 * HOUR);
    await bulk.work();
    expect([...(await bulk.skippedOf(world.kai, action))]).toEqual([[id, "moment_past"]]);
    expect(await rowOf("bb-moment")).toMatchObject({ status: "new", boomerang_at: null });
    expect(await bulk.all(world.kai, at(365 * 24 * HOUR), [id])).toMatchObject({ done: 1 });
  });

  it("W51 what a colleague holds, what a Viewer may not, and what is so already is left and named", async () => {
    const [held, mine] = [await labels.start("bb-held"), await labels.start("bb-mine")];
    await openConversation(world.ctx(world.ana), held, false);
    const wish = comeBack({ at: new Date(world.now().getTime() + HOUR).toISOString(), note: "" });
    const first = await bulk.all(world.kai, wish, [held, mine]);
    expect([...(await bulk.skippedOf(world.kai, first.id))]).toEqual([[held, "locked"]]);
    const second = await bulk.all(world.kai, wish, [mine]);
    expect([...(await bulk.skippedOf(world.kai, second.id))]).toEqual([[mine, "already"]]);
    const viewers = await bulk.all(world.viewer, wish, [mine]);
    expect(viewers).toMatchObject({ done: 0, skippedBy: [{ reason: "viewer", count: 1 }] });
    const elsewhere = uuidV7() as OrganizationId;
    await world.database.system.insertInto("organizations").values({ id: elsewhere, name: "Other" }).execute();
    const id = uuidV7() as never;
    await world.database.system
      .insertInto("users")
      .values({
        ...{ organization_id: elsewhere, id, email: "far@example.org", first_name: "Far", last_name: "Away" },
        ...{ account_role: "agent", preferences: "{}" },
      })
      .execute();
    const stranger = { ...world.ctx(id), organizationId: elsewhere, db: world.database.of(elsewhere) };
    const far = await createBulkAction(stranger, { id: newBulkId(), wish, selection: { ids: [mine] } });
    await bulk.work();
    expect(await getBulkAction(stranger, far.id)).toMatchObject({ skippedBy: [{ reason: "no_access", count: 1 }] });
    expect((await actionsOf(mine)).filter((line) => line === "boomerang_set")).toHaveLength(1);
  });

  it("W64 cancelled in bulk, each stays where it is; what has none is named", async () => {
    const [set, none] = [await labels.start("bb-set"), await labels.start("bb-none")];
    await setStatus(world.ctx(world.kai), set, { status: "pending", boomerang: { inMinutes: 60, note: "" } });
    const action = await bulk.all(world.kai, CANCEL, [set, none]);
    expect(action).toMatchObject({ type: "cancelBoomerang", done: 1, skippedBy: [{ reason: "already", count: 1 }] });
    expect(await rowOf("bb-set")).toMatchObject({ status: "pending", boomerang_at: null });
    expect((await actionsOf(set)).at(-1)).toBe("boomerang_cancelled");
    await undo(action);
    expect(await rowOf("bb-set")).toMatchObject({ status: "pending", boomerang_by: world.kai });
  });

  it("undo brings back what each had before, and leaves what has changed since", async () => {
    const [fresh, kept, changed] = [
      await labels.start("bb-u1"),
      await labels.start("bb-u2"),
      await labels.start("bb-u3"),
    ];
    for (const id of [kept, changed])
      await setStatus(world.ctx(world.kai), id, { status: "pending", boomerang: { inMinutes: 600, note: "before" } });
    const was = (await rowOf("bb-u2"))?.boomerang_at;
    const action = await bulk.all(world.kai, comeBack({ inMinutes: 15, note: "" }), [fresh, kept, changed]);
    expect(action).toMatchObject({ done: 3 });
    await setBoomerang(world.ctx(world.kai), changed, { inMinutes: 60, note: "by hand" });
    const undone = await undo(action);
    expect(undone).toMatchObject({ done: 2, skippedBy: [{ reason: "changed_since", count: 1 }] });
    expect(await rowOf("bb-u1")).toMatchObject({ status: "new", boomerang_at: null });
    expect(await rowOf("bb-u2")).toMatchObject({ status: "pending", boomerang_at: was, boomerang_note: "before" });
    expect(await rowOf("bb-u3")).toMatchObject({ status: "pending", boomerang_note: "by hand" });
  });

  it("I4 a worker that is killed half-way: the rest is done by another, and each trail has one line", async () => {
    world.clock.at = undefined;
    const messages = Array.from({ length: 30 }, (_, n) => buildMessage(world, { from: `bb-killed-${n}` }));
    await world.receive(...messages);
    const ids: ConversationId[] = [];
    for (let n = 0; n < 30; n += 1) ids.push(await conversationOf(world, `bb-killed-${n}`));
    const action = await bulk.begin(world.kai, comeBack({ inMinutes: 60, note: "" }), { ids });
    const kit = fileURLToPath(new URL("./bulk-worker-that-dies.test-kit.ts", import.meta.url));
    const child = spawn(process.execPath, [kit, world.url, "bulk.before_commit", "7"], { stdio: "ignore" });
    expect((await once(child, "exit"))[1]).toBe("SIGKILL");
    const half = await getBulkAction(world.ctx(world.kai), action.id);
    expect(half.state).toBe("running");
    expect(half.done).toBeLessThan(30);
    await bulk.work();
    expect(await getBulkAction(world.ctx(world.kai), action.id)).toMatchObject({ state: "done", done: 30, skipped: 0 });
    const set = await sql<{ conversations: number; lines: number; moments: number }>`
      select count(distinct conversation_id)::int as conversations, count(*)::int as lines,
        count(distinct data ->> 'at')::int as moments from event_inbox
      where type = 'boomerang.set' and conversation_id = any(${ids}::uuid[])`.execute(world.database.system);
    expect(set.rows).toEqual([{ conversations: 30, lines: 30, moments: 1 }]);
  }, 60_000);
});
