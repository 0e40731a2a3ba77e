import type { MessageId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import { agentWrites, conversationOf } from "../agent.test-kit.ts";
import { openMessengerWorld, type TestChannel, type World } from "../messenger.test-kit.ts";
import { openVisitor } from "../visitor.test-kit.ts";

let world: World;
let shop: TestChannel;
beforeAll(async () => {
  world = await openMessengerWorld();
  shop = await world.addChannel();
});
afterAll(() => world.close());

/** A visitor whose first message has arrived. */
async function talking(text = "first") {
  const visitor = await openVisitor(world, shop);
  const { id } = await visitor.write(text);
  await world.settled();
  return { visitor, id, conversation: await conversationOf(world, id) };
}

const rowsOf = (id: MessageId) =>
  world.database.system.selectFrom("messages").selectAll().where("id", "=", id).execute();

describe("I22 I30 what a visitor sees", () => {
  test("S10 P21 W99 replies that were sent, never comments, never what waits or failed, never another contact's", async () => {
    const { visitor, conversation } = await talking();
    const other = await talking("somebody else's");
    const sent = await agentWrites(world, conversation.id, { text: "yes" });
    await agentWrites(world, conversation.id, { kind: "comment", text: "a comment" });
    await agentWrites(world, conversation.id, { state: "queued", text: "waits" });
    await agentWrites(world, conversation.id, { state: "failed", text: "failed" });
    await agentWrites(world, other.conversation.id, { text: "for somebody else" });
    for (const query of ["", "?after=0"]) {
      const { messages } = await visitor.messages(query);
      expect(messages.map((m: { text: string }) => m.text).toSorted()).toEqual(["first", "yes"]);
      expect(messages.find((m: { id: string }) => m.id === sent)).toMatchObject({ from: "agent", authorName: "Grace" });
    }
  });

  test("I19 of what was deleted only the place is left", async () => {
    const { visitor, id, conversation } = await talking("regretted");
    await world.database.system
      .updateTable("messages")
      .set({ deleted_at: new Date(), changed_at: world.deps.now() })
      .where("id", "=", id)
      .execute();
    expect((await visitor.messages()).messages).toMatchObject([{ id, text: "", attachments: [] }]);
    expect(conversation.id).toBeDefined();
  });

  test("W57 the thread goes on over conversations, in one order, page by page", async () => {
    const { visitor, conversation } = await talking("0");
    for (let n = 1; n < 60; n += 1) await agentWrites(world, conversation.id, { text: String(n) });
    await world.database.system
      .updateTable("conversations")
      .set({ status: "resolved" })
      .where("id", "=", conversation.id)
      .execute();
    for (let n = 60; n < 75; n += 1) await visitor.write(String(n)).then(() => world.settled());
    const pages = [];
    for (let before: string | null = ""; before !== null; ) {
      const page = await visitor.messages(before === "" ? "" : `?before=${before}`);
      pages.push(page.messages);
      before = page.before;
    }
    expect(pages.map((page) => page.length)).toEqual([50, 25]);
    const keys = pages.flat().map((m: { orderKey: number }) => m.orderKey);
    expect(keys).toEqual(keys.toSorted((a, b) => b - a));
    expect(new Set(keys).size).toBe(75);
    const inOrder = pages.flat().toSorted((a, b) => a.orderKey - b.orderKey);
    expect(inOrder.map((m) => m.text)).toEqual(Array.from({ length: 75 }, (_, n) => String(n)));
  });

  test("I13 from a cursor one gets everything that changed since, and nothing is missed by a slow transaction", async () => {
    const { visitor, id, conversation } = await talking();
    const start = await visitor.messages();
    expect(start.cursor).toBe(start.messages[0].cursor);
    world.clock.aheadMs += 60_000;
    const reply = await agentWrites(world, conversation.id);
    const since = await visitor.messages(`?after=${start.cursor}`);
    // The old message is told again, because it lies within the time a transaction may take.
    expect(since.messages.map((m: { id: string }) => m.id)).toEqual([id, reply]);
    expect(BigInt(since.cursor)).toBeGreaterThan(BigInt(start.cursor));
    // It began before our cursor and was committed after we had read.
    const late = await agentWrites(world, conversation.id, { text: "late" });
    await world.database.system
      .updateTable("messages")
      .set({ changed_at: new Date(Number(BigInt(since.cursor) / 1000n) - 14_000) })
      .where("id", "=", late)
      .execute();
    const again = await visitor.messages(`?after=${since.cursor}`);
    expect(again.messages.map((m: { id: string }) => m.id)).toContain(late);
    expect(BigInt(again.cursor)).toBeGreaterThanOrEqual(BigInt(since.cursor));
    world.clock.aheadMs += 60_000;
    await world.database.system
      .updateTable("messages")
      .set({ text: "edited", changed_at: world.deps.now() })
      .where("id", "=", id)
      .execute();
    const edited = await visitor.messages(`?after=${again.cursor}`);
    expect(edited.messages).toContainEqual(expect.objectContaining({ id, text: "edited" }));
  });

  test("I13 more than one page of changes is caught up on in one call", async () => {
    const { visitor, conversation } = await talking();
    const template = (await rowsOf((await talking()).id))[0];
    if (template === undefined) throw new Error("No message.");
    const many = Array.from({ length: 450 }, (_, n) => ({
      ...template,
      id: uuidV7() as MessageId,
      conversation_id: conversation.id,
      seq: n + 1000,
      order_key: n + 1000,
      external_id: `bulk-${n}`,
      context: null,
      delivery_error: null,
      removal: null,
      template: null,
      reactions: "{}",
    }));
    await world.database.system.insertInto("messages").values(many).execute();
    const { messages } = await visitor.messages("?after=0");
    expect(new Set(messages.map((m: { id: string }) => m.id)).size).toBe(451);
  });

  test("W99 the agents' read mark shows what was read", async () => {
    const { visitor, id, conversation } = await talking();
    const { id: second } = await visitor.write("second");
    await world.settled();
    await world.database.system
      .insertInto("read_marks")
      .values({
        organization_id: world.organizationId,
        conversation_id: conversation.id,
        user_id: uuidV7() as never,
        seq: 1,
      })
      .execute();
    const { messages } = await visitor.messages();
    const marks = new Map(messages.map((m: { id: string; readByAgent: boolean }) => [m.id, m.readByAgent]));
    expect(marks).toEqual(
      new Map([
        [id, true],
        [second, false],
      ]),
    );
  });

  test("I30 what a visitor fetched is delivered, once", async () => {
    const { visitor, conversation } = await talking();
    const reply = await agentWrites(world, conversation.id);
    const before = world.accepted.length;
    await visitor.messages();
    await world.settled();
    // The receipt is nobody's wait: it may come after the answer.
    await expect.poll(() => rowsOf(reply)).toMatchObject([{ delivery_state: "delivered" }]);
    await visitor.messages();
    await world.settled();
    expect(world.accepted.slice(before).map((each) => each.path)).toEqual(["/receipts"]);
  });
});
