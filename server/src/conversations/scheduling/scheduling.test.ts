import type { MessageId, ScheduleBody } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { installFailpoints } from "../../lib/failpoint.ts";
import { findReadableAttachment } from "../attachment.ts";
import { buildMessage } from "../conversations.test-kit.ts";
import { openConversation } from "../hold-conversation.ts";
import { setStatus } from "../set-status.ts";
import { HOUR, MINUTE } from "../time/time.test-kit.ts";
import { scheduleReply } from "./schedule-reply.ts";
import { buildScheduleWorld, type ScheduleWorld } from "./scheduling.test-kit.ts";
import { sendDue } from "./send-due.ts";

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

describe("a reply that leaves later", () => {
  it("is seen by all with who and when, leaves at its moment as one message of its author, and is gone from the list", async () => {
    const file = await kit.upload();
    const { id, messageId, body } = await kit.scheduled("See you tomorrow", { attachmentIds: [file] });
    expect((await kit.view(id)).scheduled).toMatchObject([
      {
        ...{ id: messageId, text: "See you tomorrow", at: body.at, state: "waiting", stopped: null },
        ...{ author: { id: world.kai, name: "Kai Wong" }, attachments: [{ id: file }] },
      },
    ]);
    expect(await kit.outbound(id)).toEqual([]);
    expect((await findReadableAttachment(kit.ana(), file)).id).toBe(file);
    world.clock.pass(59 * MINUTE);
    await kit.due();
    expect(await kit.outbound(id)).toEqual([]);
    world.clock.pass(MINUTE);
    await kit.due();
    expect(await kit.outbound(id)).toMatchObject([
      { id: messageId, text: "See you tomorrow", author: { id: world.kai }, attachments: [{ id: file }] },
    ]);
    expect(await kit.outboxOf(messageId)).toHaveLength(1);
    const after = await kit.view(id);
    expect(after.scheduled).toEqual([]);
    expect(after.conversation).toMatchObject({ status: "pending", assignee: { id: world.kai } });
    expect(await kit.actionsOf(id)).toEqual(expect.arrayContaining(["schedule_set", "schedule_sent"]));
  });

  it("I12 of five workers at once one sends it, and what fell due while the product was down leaves late", async () => {
    const { id, messageId } = await kit.scheduled();
    world.clock.pass(30 * HOUR);
    await Promise.all(Array.from({ length: 5 }, kit.due));
    expect(await kit.outbound(id)).toHaveLength(1);
    expect(await kit.outboxOf(messageId)).toHaveLength(1);
    await kit.due();
    expect(await kit.outbound(id)).toHaveLength(1);
  });

  it("I4 killed half-way it has not left, and leaves once at the next look", async () => {
    const { id, messageId } = await kit.scheduled();
    world.clock.pass(HOUR);
    const resting = new Map<MessageId, number>();
    const remove = installFailpoints((name) => {
      if (name === "due.before_commit") throw new Error("killed here");
      return undefined;
    });
    await sendDue(kit.deps(), resting);
    remove();
    expect(await kit.outbound(id)).toEqual([]);
    expect((await kit.view(id)).scheduled).toMatchObject([{ state: "waiting" }]);
    world.clock.pass(MINUTE);
    await sendDue(kit.deps(), resting);
    expect(await kit.outbound(id)).toMatchObject([{ id: messageId }]);
    expect(await kit.outboxOf(messageId)).toHaveLength(1);
  });

  it("I4 killed after it was written it is not sent again", async () => {
    const { id } = await kit.scheduled();
    world.clock.pass(HOUR);
    const remove = installFailpoints((name) => {
      if (name === "due.after_commit") throw new Error("killed here");
      return undefined;
    });
    await kit.due();
    remove();
    world.clock.pass(HOUR);
    await kit.due();
    expect(await kit.outbound(id)).toHaveLength(1);
  });

  it("I11 a repeat of the same id schedules nothing twice, not even after it has left", async () => {
    const { id, body } = await kit.scheduled();
    await scheduleReply(kit.kai(), id, body, "Kai Wong");
    expect((await kit.view(id)).scheduled).toHaveLength(1);
    world.clock.pass(HOUR);
    await kit.due();
    expect((await scheduleReply(kit.kai(), id, body, "Kai Wong")).scheduled).toEqual([]);
    await kit.due();
    expect(await kit.outbound(id)).toHaveLength(1);
    await expect(scheduleReply(kit.ana(), id, body, "Ana Wong")).rejects.toMatchObject({ code: "already_exists" });
  });

  it("refuses a moment that is past or more than a year ahead, and what could not be sent", async () => {
    const { id } = await world.start();
    const attempt = (more: Partial<ScheduleBody>) => scheduleReply(kit.kai(), id, kit.bodyOf("x", more), "Kai Wong");
    await expect(attempt({ at: kit.inMinutes(0) })).rejects.toMatchObject({
      fields: [{ path: "at", problem: "past" }],
    });
    await expect(attempt({ at: kit.inMinutes(366 * 1440) })).rejects.toMatchObject({
      fields: [{ path: "at", problem: "too far" }],
    });
    await expect(attempt({ text: "a".repeat(10_001) })).rejects.toMatchObject({ code: "text_too_long" });
    await expect(attempt({ text: " " })).rejects.toMatchObject({ fields: [{ path: "text", problem: "empty" }] });
    await expect(scheduleReply(world.ctx(world.viewer), id, kit.bodyOf("x"), "V")).rejects.toMatchObject({
      code: "not_allowed",
    });
    await openConversation(kit.ana(), id, true);
    await expect(attempt({})).rejects.toMatchObject({ code: "lock_required" });
  });

  it("nothing leaves where the clocks are held", async () => {
    const { id } = await kit.scheduled();
    world.clock.pass(HOUR);
    const hold = (clocks_held_until: Date | null) =>
      world.database.system
        .updateTable("organizations")
        .set({ clocks_held_until })
        .where("id", "=", world.organizationId)
        .execute();
    await hold(new Date(world.now().getTime() + MINUTE));
    await kit.due();
    expect(await kit.outbound(id)).toEqual([]);
    await hold(null);
    await kit.due();
    expect(await kit.outbound(id)).toHaveLength(1);
  });
});

describe("the contact writes first", () => {
  it("it does not leave: its words stay, with the reason and a line in the audit trail", async () => {
    const { id, from, messageId } = await kit.scheduled();
    await world.write(from, "It is solved, thank you");
    expect((await kit.view(id)).scheduled).toMatchObject([
      { id: messageId, text: "Later", state: "stopped", stopped: { cause: "contact_wrote" } },
    ]);
    const line = (await world.auditOf(id)).find((one) => one.action === "schedule_contact_wrote");
    expect(line).toMatchObject({ actor: { type: "contact" }, subject: { userName: "Kai Wong" } });
    world.clock.pass(2 * HOUR);
    await kit.due();
    expect(await kit.outbound(id)).toEqual([]);
    await kit.expectWholeSeqs(id);
  });

  it("a machine's answer does not count, nor what came twice", async () => {
    const { id, from } = await kit.scheduled();
    const automatic = buildMessage(world, { from, automatic: true, occurredAt: world.now().getTime() });
    await world.receive(automatic);
    expect((await kit.view(id)).scheduled).toMatchObject([{ state: "waiting" }]);
    world.clock.pass(HOUR);
    await kit.due();
    expect(await kit.outbound(id)).toHaveLength(1);
  });

  it("F-12 at the moment it is due: it leaves before what the contact writes, or not at all", async () => {
    for (let round = 0; round < 16; round += 1) {
      const { id, from, messageId } = await kit.scheduled(`round ${round}`);
      const resolved = round % 4 === 3;
      if (resolved) await setStatus(kit.kai(), id, { status: "resolved" });
      world.clock.pass(HOUR);
      await Promise.all(round % 2 === 0 ? [kit.due(), world.write(from)] : [world.write(from), kit.due(), kit.due()]);
      world.clock.pass(2 * MINUTE);
      await kit.due();
      const { scheduled: left, entries } = await kit.view(id);
      const sent = await kit.outboxOf(messageId);
      expect(sent.length + left.length, `round ${round}`).toBe(1);
      const at = (kind: string) => entries.findLastIndex((one) => one.type === "message" && one.kind === kind);
      if (sent.length === 1 && !resolved) expect(at("outbound"), `round ${round}`).toBeLessThan(at("inbound"));
      if (left.length === 1) expect(left[0]?.stopped?.cause).toMatch(/^(contact_wrote|newer_conversation)$/);
      await kit.expectWholeSeqs(id);
    }
  });

  it("T5 a message after Resolved, which opens another conversation, counts too", async () => {
    const { id, from } = await kit.scheduled();
    await setStatus(kit.kai(), id, { status: "resolved" });
    await world.write(from, "One more thing");
    expect((await kit.view(id)).scheduled).toMatchObject([{ state: "stopped", stopped: { cause: "contact_wrote" } }]);
  });

  it("what the intake has missed is seen at the moment itself", async () => {
    const { id, from, messageId } = await kit.scheduled();
    await world.write(from, "hello");
    // As if it had been scheduled while that message was on its way in.
    await world.database.system
      .updateTable("scheduled_messages")
      .set({ state: "waiting", stopped: null })
      .where("id", "=", messageId)
      .execute();
    world.clock.pass(HOUR);
    await kit.due();
    expect(await kit.outbound(id)).toEqual([]);
    expect((await kit.view(id)).scheduled).toMatchObject([{ stopped: { cause: "contact_wrote" } }]);
  });
});
