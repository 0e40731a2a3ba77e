import { type MessageId, visitorMessage } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import { agentWrites, conversationOf, tellEvent } from "../agent.test-kit.ts";
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

describe("I1 I2 I11 a visitor writes", () => {
  test("W159 201 means stored for ever; the message is in the visitor's own thread", async () => {
    const visitor = await openVisitor(world, shop);
    const { status, json, id } = await visitor.write("Où est ma commande ? 👍");
    expect([status, json]).toEqual([201, { id, acceptedAt: expect.any(String) }]);
    const stored = world.database.system.selectFrom("deliveries").where("delivery_key", "like", `%${id}`);
    expect(await stored.select("state").execute()).toHaveLength(1);
    await world.settled();
    const { messages, before } = await visitor.messages();
    expect(before).toBeNull();
    expect(messages).toMatchObject([
      { id, from: "visitor", text: "Où est ma commande ? 👍", state: "sent", readByAgent: false, replyToId: null },
    ]);
    expect(visitorMessage.safeParse(messages[0]).success).toBe(true);
  });

  test("I11 a repeat of an id is the same message and the same answer: at once, in parallel, and after it was processed", async () => {
    const visitor = await openVisitor(world, shop);
    const id = uuidV7() as MessageId;
    const write = (text = "once", as: string = id) =>
      visitor.call({ method: "POST", path: "/messages", body: { id: as, text } });
    const answers = await Promise.all(Array.from({ length: 8 }, () => write()));
    answers.push(await write("another text"), await write("once", id.toUpperCase()));
    await world.settled();
    answers.push(await write());
    const first = answers[0]?.json;
    for (const { status, json } of answers) expect([status, json]).toEqual([201, first]);
    expect(await rowsOf(id)).toMatchObject([{ text: "once" }]);
    expect((await visitor.messages()).messages).toHaveLength(1);
  });

  test("I11 an id that somebody else's message has is refused, and changes nothing", async () => {
    const { id, conversation } = await talking("mine");
    const reply = await agentWrites(world, conversation.id);
    const other = await openVisitor(world, shop);
    const elsewhere = await openVisitor(world, await world.addChannel());
    for (const thief of [other, elsewhere]) {
      for (const taken of [id, reply]) {
        const answer = await thief.call({ method: "POST", path: "/messages", body: { id: taken, text: "x" } });
        expect([answer.status, answer.json.error.code]).toEqual([409, "already_exists"]);
      }
      expect((await thief.messages()).messages).toEqual([]);
    }
    expect(await rowsOf(id)).toMatchObject([{ text: "mine" }]);
  });

  test("W160 the first message brings along what the page told; later news goes to the contact by itself", async () => {
    const visitor = await openVisitor(world, shop);
    const told = {
      givenName: "Zoé",
      surname: "Morel",
      email: "zoe@example.org",
      properties: { Plan: "gold", Seats: 12 },
      page: { title: "Basket", url: "https://shop.example/basket", language: "fr-FR", device: "iPhone, Safari" },
    };
    const patch = (body: unknown) => visitor.call({ method: "PATCH", path: "/visitor", body });
    const before = world.accepted.length;
    expect((await patch(told)).status).toBe(204);
    // Nobody becomes a contact by looking at a page.
    expect(world.accepted).toHaveLength(before);
    const { id } = await visitor.write("Hello");
    await world.settled();
    const { contact_id } = await conversationOf(world, id);
    expect(await attributesOf(contact_id)).toEqual({
      "Browser language": "fr-FR",
      Device: "iPhone, Safari",
      "E-mail": "zoe@example.org",
      "Page title": "Basket",
      "Page URL": "https://shop.example/basket",
      Plan: "gold",
      Seats: "12",
    });
    await patch({ page: { title: "Till" }, properties: { Plan: "" } });
    await world.settled();
    expect(await attributesOf(contact_id)).toMatchObject({ "Page title": "Till", Seats: "12" });
    expect(await attributesOf(contact_id)).not.toHaveProperty("Plan");
    const accepted = world.accepted.length;
    await patch({ page: { title: "Till" } });
    expect(world.accepted).toHaveLength(accepted);
    const contact = world.database.system.selectFrom("contacts").where("id", "=", contact_id).select("name");
    expect(await contact.executeTakeFirst()).toEqual({ name: "Zoé Morel" });
  });

  test("S41 no token stands in what is stored of a call", async () => {
    const { visitor } = await talking();
    await visitor.call({ method: "PATCH", path: "/visitor", body: { surname: "S41" } });
    const stored = JSON.stringify(world.accepted.map((each) => [each.headers, Buffer.from(each.body).toString()]));
    expect(stored).toContain("S41");
    expect(stored).not.toContain(visitor.token);
    expect(world.log.lines.join("\n")).not.toContain(visitor.token);
  });

  test("I14 NUL and half characters are made storable, in words and in facts", async () => {
    const visitor = await openVisitor(world, shop);
    const facts = { surname: "a\0b", properties: { "k\0": "\ud800" }, page: { title: "\0" } };
    expect((await visitor.call({ method: "PATCH", path: "/visitor", body: facts })).status).toBe(204);
    const { status, id } = await visitor.write("a\0b\ud800c");
    expect(status).toBe(201);
    await world.settled();
    expect(await rowsOf(id)).toMatchObject([{ text: "a\ufffdb\ufffdc" }]);
  });

  test("W47 what is too long or says nothing is refused; emoji count as one character", async () => {
    const visitor = await openVisitor(world, shop);
    expect((await visitor.write("👩‍👩‍👧".repeat(2400))).status).toBe(201);
    expect((await visitor.write("x".repeat(4096))).status).toBe(201);
    const long = await visitor.write("x".repeat(4097));
    expect([long.status, long.json.error]).toEqual([422, { code: "text_too_long", details: { max: 4096 } }]);
    for (const text of ["", " \n\t", "x".repeat(20_001)]) expect((await visitor.write(text)).status).toBe(400);
  });

  test("W86 a reply to one's own thread keeps its reference; one to somebody else's loses it, never the words", async () => {
    const { visitor, id, conversation } = await talking();
    const answer = await agentWrites(world, conversation.id);
    const foreign = await talking("foreign");
    const replies = [id, answer, foreign.id, uuidV7()];
    const ids: MessageId[] = [];
    for (const replyToId of replies) ids.push((await visitor.write("re", { replyToId })).id);
    await world.settled();
    const kept = (await visitor.messages()).messages.filter((message: { text: string }) => message.text === "re");
    expect(new Map(kept.map((m: { id: string; replyToId: string }) => [m.id, m.replyToId]))).toEqual(
      new Map([
        [ids[0], id],
        [ids[1], answer],
        [ids[2], null],
        [ids[3], null],
      ]),
    );
  });
});

async function attributesOf(contactId: string): Promise<Record<string, string>> {
  const rows = await world.database.system
    .selectFrom("contact_attributes")
    .where("contact_id", "=", contactId as never)
    .select(["name", "value"])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.name, row.value]));
}

describe("I22 I30 what a visitor sees", () => {
  test("W88 replies that were sent, never comments, never what waits or failed, never another contact's", async () => {
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
    expect(await rowsOf(reply)).toMatchObject([{ delivery_state: "delivered" }]);
    await visitor.messages();
    await world.settled();
    expect(world.accepted.slice(before).map((each) => each.path)).toEqual(["/receipts"]);
    await tellEvent(world, world.database.of(world.organizationId), conversation.id, reply, "message.changed");
  });
});
