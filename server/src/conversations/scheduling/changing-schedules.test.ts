import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openConversation } from "../hold-conversation.ts";
import { deleteUnsentUploads } from "../kept-files.sql.ts";
import { setStatus } from "../set-status.ts";
import { HOUR } from "../time/time.test-kit.ts";
import { cancelScheduled, sendScheduledNow, takeScheduledBack } from "./leave-schedule.ts";
import { moveScheduled } from "./schedule-reply.ts";
import { buildScheduleWorld, type ScheduleWorld } from "./scheduling.test-kit.ts";
import { stopScheduledOf } from "./stop-scheduled.ts";

let kit: ScheduleWorld;
let world: ScheduleWorld["world"];
beforeAll(async () => {
  kit = await buildScheduleWorld();
  world = kit.world;
});
afterAll(async () => await world?.close());
beforeEach(async () => {
  world.clock.at = new Date("2026-03-27T09:00:00.000Z");
  await kit.setUser(null);
});

describe("what people do with it", () => {
  it("its author moves it, and takes it into the reply box with its files", async () => {
    const file = await kit.upload();
    const { id, messageId } = await kit.scheduled("Draft me", { attachmentIds: [file] });
    await expect(moveScheduled(kit.ana(), messageId, kit.inMinutes(90))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(takeScheduledBack(kit.ana(), messageId)).rejects.toMatchObject({ code: "not_allowed" });
    const moved = await moveScheduled(kit.kai(), messageId, kit.inMinutes(120));
    expect(moved.scheduled).toMatchObject([{ at: kit.inMinutes(120) }]);
    world.clock.pass(HOUR);
    await kit.due();
    expect(await kit.outbound(id)).toEqual([]);
    const back = await takeScheduledBack(kit.kai(), messageId);
    expect(back).toMatchObject({ scheduled: [], draft: { text: "Draft me", attachments: [{ id: file }] } });
    world.clock.pass(2 * HOUR);
    await kit.due();
    expect(await kit.outbound(id)).toEqual([]);
  });

  it("a colleague sends it now, in its author's name", async () => {
    const { id, messageId } = await kit.scheduled();
    await sendScheduledNow(kit.ana(), messageId);
    expect(await kit.outbound(id)).toMatchObject([{ id: messageId, author: { name: "Kai Wong" } }]);
    const line = (await world.auditOf(id)).find((one) => one.action === "schedule_sent");
    expect(line).toMatchObject({ actor: { id: world.ana }, subject: { userName: "Kai Wong" } });
    await expect(sendScheduledNow(kit.ana(), messageId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("cancelled by a colleague its words stay for its author; cancelled by its author it is gone", async () => {
    const { id, messageId } = await kit.scheduled();
    const { scheduled: left } = await cancelScheduled(kit.ana(), messageId, "Ana Wong");
    expect(left).toMatchObject([{ state: "stopped", stopped: { cause: "cancelled", byName: "Ana Wong" } }]);
    expect((await moveScheduled(kit.kai(), messageId, kit.inMinutes(5))).scheduled).toMatchObject([
      { state: "waiting" },
    ]);
    expect((await cancelScheduled(kit.kai(), messageId, "Kai Wong")).scheduled).toEqual([]);
    world.clock.pass(HOUR);
    await kit.due();
    expect(await kit.outbound(id)).toEqual([]);
    expect(await kit.actionsOf(id)).toContain("schedule_cancelled");
  });

  it("sent now by two, and by its moment, it leaves once", async () => {
    const { id, messageId } = await kit.scheduled();
    world.clock.pass(HOUR);
    await Promise.allSettled([
      sendScheduledNow(kit.ana(), messageId),
      sendScheduledNow(kit.kai(), messageId),
      kit.due(),
      kit.due(),
    ]);
    expect(await kit.outbound(id)).toHaveLength(1);
    expect(await kit.outboxOf(messageId)).toHaveLength(1);
  });

  it("a colleague who is writing keeps the lock when it leaves, and the status stays", async () => {
    const { id } = await kit.scheduled();
    await openConversation(kit.ana(), id, true);
    world.clock.pass(HOUR);
    await kit.due();
    expect(await kit.outbound(id)).toHaveLength(1);
    expect((await kit.view(id)).conversation).toMatchObject({ status: "new", lock: { id: world.ana } });
  });

  it("T17 a Resolved conversation is taken up again by it, and is its author's", async () => {
    const { id } = await kit.scheduled("How did it go?");
    await setStatus(kit.kai(), id, { status: "resolved" });
    world.clock.pass(HOUR);
    await kit.due();
    expect(await kit.outbound(id)).toHaveLength(1);
    expect((await kit.view(id)).conversation).toMatchObject({ status: "pending", assignee: { id: world.kai } });
  });
});

describe("whoever may not reply any more", () => {
  it("S14 of a deactivated author nothing leaves; a colleague takes up the words", async () => {
    const file = await kit.upload();
    const { id, messageId } = await kit.scheduled("For you", { attachmentIds: [file] });
    await kit.setUser(world.now());
    world.clock.pass(HOUR);
    await kit.due();
    expect(await kit.outbound(id)).toEqual([]);
    expect((await kit.view(id)).scheduled).toMatchObject([{ state: "stopped", stopped: { cause: "author_gone" } }]);
    await expect(sendScheduledNow(kit.ana(), messageId)).rejects.toMatchObject({ code: "message_not_retryable" });
    const { draft } = await takeScheduledBack(kit.ana(), messageId);
    expect(draft).toMatchObject({ text: "For you", attachments: [{ id: file }] });
  });

  it("S14 it is stopped as soon as that is heard, and only what is theirs", async () => {
    const { id } = await kit.scheduled();
    await stopScheduledOf(kit.kai(), world.kai);
    expect((await kit.view(id)).scheduled).toMatchObject([{ state: "waiting" }]);
    await kit.setUser(world.now());
    await stopScheduledOf(kit.kai(), world.kai);
    expect((await kit.view(id)).scheduled).toMatchObject([{ state: "stopped", stopped: { cause: "author_gone" } }]);
  });

  it("a channel that is gone sends nothing", async () => {
    const { messageId } = await kit.scheduled();
    const remove = (deleted_at: Date | null) =>
      world.database.system.updateTable("channels").set({ deleted_at }).where("id", "=", world.channelId).execute();
    world.clock.pass(HOUR);
    await remove(world.now());
    await kit.due();
    await remove(null);
    const row = await world.database.system
      .selectFrom("scheduled_messages")
      .selectAll()
      .where("id", "=", messageId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: "stopped", stopped: { cause: "channel_gone" } });
  });

  it("W28 what no longer fits with a short code is stopped with the reason", async () => {
    const { id } = await kit.scheduled("a".repeat(10_000));
    const setCode = (short_code: string | null) =>
      world.database.system.updateTable("users").set({ short_code }).where("id", "=", world.kai).execute();
    await setCode("KW");
    world.clock.pass(HOUR);
    await kit.due();
    await setCode(null);
    expect(await kit.outbound(id)).toEqual([]);
    expect((await kit.view(id)).scheduled).toMatchObject([{ stopped: { cause: "refused", code: "text_too_long" } }]);
  });
});

it("S15 files of what leaves later are not swept, however long it takes; of what is gone they are", async () => {
  const file = await kit.upload();
  const { messageId } = await kit.scheduled("In a month", { attachmentIds: [file], at: kit.inMinutes(30 * 1440) });
  world.clock.pass(29 * 24 * HOUR);
  const { system } = world.database;
  const isThere = async () =>
    (await system.selectFrom("attachments").select("id").where("id", "=", file).execute()).length === 1;
  await deleteUnsentUploads(system, world.now(), 100);
  expect(await isThere()).toBe(true);
  await cancelScheduled(kit.kai(), messageId, "Kai Wong");
  await deleteUnsentUploads(system, world.now(), 100);
  expect(await isThere()).toBe(false);
});
