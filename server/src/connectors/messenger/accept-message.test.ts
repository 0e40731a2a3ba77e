import { type MessageId, visitorMessage } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { agentWrites, conversationOf } from "./agent.test-kit.ts";
import { openMessengerWorld, type TestChannel, type World } from "./messenger.test-kit.ts";
import { openVisitor } from "./visitor.test-kit.ts";

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
    .selectFrom("attribute_values as v")
    .innerJoin("attributes as a", (join) =>
      join.onRef("a.organization_id", "=", "v.organization_id").onRef("a.id", "=", "v.attribute_id"),
    )
    .where("v.contact_id", "=", contactId as never)
    .where("v.value", "is not", null)
    .select(["a.name", "v.value"])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.name, row.value ?? ""]));
}
