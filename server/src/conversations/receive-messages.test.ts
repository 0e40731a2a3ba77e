import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "./conversations.test-kit.ts";
import { setStatus } from "./set-status.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

async function conversationsOf(from: string) {
  return await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .selectAll("c")
    .where("i.external_id", "=", from)
    .orderBy("c.created_at")
    .orderBy("c.id")
    .execute();
}

async function textsOf(from: string): Promise<string[]> {
  const conversations = await conversationsOf(from);
  const last = conversations.at(-1);
  if (last === undefined) return [];
  const view = await viewConversation(world.ctx(world.kai), last.id);
  return view.entries.flatMap((entry) => (entry.type === "message" ? [entry.text] : []));
}

describe("receiving a contact's message", () => {
  it("W54 a first message creates a New conversation, unassigned, with its contact", async () => {
    await world.receive(buildMessage(world, { from: "first", text: "hello" }));
    const [conversation] = await conversationsOf("first");
    expect(conversation).toMatchObject({ status: "new", assignee_id: null, last_seq: 1 });
    expect(conversation?.waiting_since).not.toBeNull();
    expect(await textsOf("first")).toEqual(["hello"]);
  });

  it("W55 a message brings Pending back to New and keeps the assignment", async () => {
    await world.receive(buildMessage(world, { from: "pending" }));
    const [conversation] = await conversationsOf("pending");
    if (conversation === undefined) throw new Error("missing");
    await world.database.system
      .updateTable("conversations")
      .set({ assignee_id: world.ana })
      .where("id", "=", conversation.id)
      .execute();
    await setStatus(world.ctx(world.kai), conversation.id, { status: "pending" });
    await world.receive(buildMessage(world, { from: "pending" }));
    expect((await conversationsOf("pending"))[0]).toMatchObject({ status: "new", assignee_id: world.ana });
  });

  it("W56 a message after Resolved starts a new unassigned conversation, the old one stays above it", async () => {
    await world.receive(buildMessage(world, { from: "back", text: "one" }));
    const [old] = await conversationsOf("back");
    if (old === undefined) throw new Error("missing");
    await setStatus(world.ctx(world.kai), old.id, { status: "resolved" });
    await world.receive(buildMessage(world, { from: "back", text: "two" }));
    const both = await conversationsOf("back");
    expect(both.map((conversation) => conversation.status)).toEqual(["resolved", "new"]);
    expect(both[1]?.assignee_id).toBeNull();
    expect(await textsOf("back")).toEqual(["one", "two"]);
  });

  it("I2 F-11 a delivery repeated ten times, at once and later, is one message", async () => {
    const message = buildMessage(world, { from: "repeat" });
    await Promise.all(Array.from({ length: 5 }, () => world.receive(message, message)));
    await world.receive(message);
    expect(await textsOf("repeat")).toHaveLength(1);
    const events = await world.database.system
      .selectFrom("event_inbox")
      .selectAll()
      .where("type", "=", "message.received")
      .execute();
    const conversation = (await conversationsOf("repeat"))[0];
    expect(events.filter((event) => event.conversation_id === conversation?.id)).toHaveLength(1);
  });

  it("I7 F-14 twenty first messages at once make one contact and one conversation, in order without gaps", async () => {
    const messages = Array.from({ length: 20 }, (_, n) => buildMessage(world, { from: "burst", text: `${n}` }));
    await Promise.all(messages.map((message) => world.receive(message)));
    expect(await conversationsOf("burst")).toHaveLength(1);
    const identities = await world.database.system
      .selectFrom("identities")
      .selectAll()
      .where("external_id", "=", "burst")
      .execute();
    expect(identities).toHaveLength(1);
    expect(await textsOf("burst")).toEqual(messages.map((message) => message.text));
    const seqs = await world.database.system
      .selectFrom("messages")
      .select("seq")
      .where("conversation_id", "=", (await conversationsOf("burst"))[0]?.id ?? ("" as never))
      .orderBy("seq")
      .execute();
    expect(seqs.map((row) => row.seq)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  it("I3 F-12 whatever the order of delivery, a contact's messages stand in the contact's order", async () => {
    const base = Date.now() - 60_000;
    for (const [run, order] of [
      [0, 1, 2, 3, 4, 5],
      [5, 4, 3, 2, 1, 0],
      [2, 0, 5, 1, 4, 3],
      [3, 5, 0, 4, 1, 2],
    ].entries()) {
      const from = `order-${run}`;
      for (const n of order)
        await world.receive(
          buildMessage(world, { from, text: `${n}`, externalId: `${from}-${n}`, occurredAt: base + n * 1000 }),
        );
      expect(await textsOf(from)).toEqual(["0", "1", "2", "3", "4", "5"]);
    }
  });

  it("keeps public content of two posts apart, and private apart from public", async () => {
    await world.receive(
      buildMessage(world, { from: "both", visibility: "public", threadKey: "post-1" }),
      buildMessage(world, { from: "both", visibility: "public", threadKey: "post-2" }),
      buildMessage(world, { from: "both" }),
    );
    expect(await conversationsOf("both")).toHaveLength(3);
  });
});
