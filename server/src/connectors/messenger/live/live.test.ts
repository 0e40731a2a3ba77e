import type { MessageId } from "@guichet/contract";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import { agentWrites, conversationOf, tellEvent } from "../agent.test-kit.ts";
import { openMessengerWorld, type TestChannel, type World } from "../messenger.test-kit.ts";
import { openVisitor, type TestVisitor } from "../visitor.test-kit.ts";
import { openLine, type TestLine } from "./line.test-kit.ts";

let world: World;
let shop: TestChannel;
const lines: TestLine[] = [];
beforeAll(async () => {
  world = await openMessengerWorld();
  shop = await world.addChannel();
});
afterEach(() => {
  for (const line of lines.splice(0)) line.socket.terminate();
});
afterAll(() => world.close());

async function connect(visitor: TestVisitor, options: Parameters<typeof openLine>[3] = {}): Promise<TestLine> {
  const line = await openLine(world, visitor.channel.id, visitor.token, options);
  lines.push(line);
  return line;
}

async function talking(channel = shop) {
  const visitor = await openVisitor(world, channel);
  const { id } = await visitor.write("first");
  await world.settled();
  return { visitor, id, conversation: await conversationOf(world, id) };
}

const stateOf = async (id: MessageId) =>
  (await world.database.system.selectFrom("messages").select("delivery_state").where("id", "=", id).executeTakeFirst())
    ?.delivery_state;

describe("W159 a line", () => {
  test("first what was missed, then caught_up, then what happens, on every tab", async () => {
    const { visitor, id, conversation } = await talking();
    const [one, two] = [await connect(visitor), await connect(visitor)];
    await Promise.all([one.caughtUp(), two.caughtUp()]);
    expect(one.socket.protocol).toBe("guichet");
    expect(one.frames.map((frame) => frame.type)).toEqual(["message", "caught_up"]);
    expect(one.ofType("message")[0]?.message).toMatchObject({ id, from: "visitor", text: "first" });
    const reply = await agentWrites(world, conversation.id, { text: "yes?" });
    for (const line of [one, two]) {
      await line.until(() => line.texts().includes("yes?"));
      expect(line.ofType("message").at(-1)?.message).toMatchObject({ id: reply, from: "agent", authorName: "Grace" });
    }
    // One's own words come back on the other tab, too.
    await visitor.write("from another tab");
    await one.until(() => one.texts().includes("from another tab"));
  });

  test("I13 a visitor who connected before the first message gets the answer to it", async () => {
    const visitor = await openVisitor(world, shop);
    const line = await connect(visitor);
    await line.caughtUp();
    expect(line.ofType("caught_up")).toEqual([{ type: "caught_up", cursor: "0" }]);
    const stranger = await talking();
    const { id } = await visitor.write("hello");
    await line.until(() => line.texts().includes("hello"));
    await agentWrites(world, (await conversationOf(world, id)).id, { text: "hi" });
    await line.until(() => line.texts().includes("hi"));
    await agentWrites(world, stranger.conversation.id, { text: "not for you" });
    await world.settled();
    // "hi" comes again when it was delivered.
    expect(new Set(line.texts())).toEqual(new Set(["hello", "hi"]));
  });

  test("W106 a visitor hears nothing of the tags that agents give their message", async () => {
    const { visitor, id, conversation } = await talking();
    const line = await connect(visitor);
    await line.caughtUp();
    const before = line.frames.length;
    await tellEvent(world, world.database.system, conversation.id, id, "tag.added");
    // What is told after it has come, so the tag would have come, too.
    await agentWrites(world, conversation.id, { text: "and now?" });
    await line.until(() => line.texts().includes("and now?"));
    expect(
      line.frames.slice(before).flatMap((frame) => (frame.type === "message" ? [frame.message.text] : [])),
    ).toEqual(expect.not.arrayContaining(["first"]));
  });

  test("I13 F-24 cut at any moment, a client with cursor and ids has exactly what the server has", async () => {
    const { visitor, conversation } = await talking();
    const known = new Map<string, string>();
    let cursor = "0";
    const writing = (async () => {
      for (let n = 0; n < 40; n += 1) await agentWrites(world, conversation.id, { text: `m${n}` });
    })();
    for (let cut = 0; cut < 12; cut += 1) {
      const line = await connect(visitor, { after: cursor });
      await new Promise((resolve) => setTimeout(resolve, 5 + cut * 7));
      line.socket.terminate();
      for (const frame of line.frames) {
        if (frame.type === "message") known.set(frame.message.id, frame.message.text);
        const at = frame.type === "message" ? frame.message.cursor : frame.type === "caught_up" ? frame.cursor : "0";
        if (BigInt(at) > BigInt(cursor)) cursor = at;
      }
    }
    await writing;
    await world.settled();
    const last = await connect(visitor, { after: cursor });
    await last.caughtUp();
    for (const { message } of last.ofType("message")) known.set(message.id, message.text);
    expect([...known.values()].toSorted()).toEqual(
      ["first", ...Array.from({ length: 40 }, (_, n) => `m${n}`)].toSorted(),
    );
  });

  test("I22 W99 comments, waiting replies and other contacts' messages never come", async () => {
    const { visitor, conversation } = await talking();
    const other = await talking();
    const line = await connect(visitor);
    await line.caughtUp();
    await agentWrites(world, conversation.id, { kind: "comment", text: "a comment" });
    await agentWrites(world, conversation.id, { state: "queued", text: "waits" });
    await agentWrites(world, conversation.id, { state: "failed", text: "failed" });
    await agentWrites(world, other.conversation.id, { text: "for somebody else" });
    await agentWrites(world, conversation.id, { text: "the end" });
    await line.until(() => line.texts().includes("the end"));
    // Its receipt may bring a message a second time; by its id it is one. Two messages with one text would be two.
    const shown = new Map(line.ofType("message").map(({ message }) => [message.id, message.text]));
    expect([...shown.values()]).toEqual(["first", "the end"]);
  });

  test("I30 what reached the browser is delivered, once for two tabs; what did not is not", async () => {
    const { visitor, conversation } = await talking();
    const deaf = await connect(visitor, { autoPong: false });
    await deaf.caughtUp();
    const unproved = await agentWrites(world, conversation.id);
    await deaf.until(() => deaf.texts().length === 2);
    await world.settled();
    expect(await stateOf(unproved)).toBe("sent");
    const before = world.accepted.length;
    const tabs = [await connect(visitor), await connect(visitor)];
    for (const tab of tabs) await tab.caughtUp();
    await tabs[0]?.until(() => world.accepted.length > before);
    await world.settled();
    expect(await stateOf(unproved)).toBe("delivered");
    const rows = world.database.system.selectFrom("deliveries").where("delivery_key", "like", "delivered:%");
    const stored = (await rows.selectAll().execute()).filter((row) => String(row.body).includes(unproved));
    expect(stored).toHaveLength(1);
  });
});

describe("W161 typing and read marks", () => {
  test("an agent who types is seen in this conversation alone", async () => {
    const { visitor, conversation } = await talking();
    const other = await talking();
    const [line, elsewhere] = [await connect(visitor), await connect(other.visitor)];
    await Promise.all([line.caughtUp(), elsewhere.caughtUp()]);
    const typing = { organizationId: shop.organizationId, conversationId: conversation.id, name: "Grace" };
    await world.messenger.hub.agentTyping({ ...typing, on: true });
    await world.messenger.hub.agentTyping({ ...typing, on: false });
    await world.messenger.hub.agentTyping({ ...typing, conversationId: uuidV7() as never, on: true });
    await line.until(() => line.ofType("typing").length === 2);
    expect(line.ofType("typing").map(({ on, name }) => [on, name])).toEqual([
      [true, "Grace"],
      [false, "Grace"],
    ]);
    expect(elsewhere.ofType("typing")).toEqual([]);
  });

  test("a visitor who types is told to the open conversation, and to none when there is none", async () => {
    const { visitor, conversation } = await talking();
    const line = await connect(visitor);
    await line.caughtUp();
    line.say({ type: "typing", on: true });
    await line.until(() => world.typing.length > 0);
    expect(world.typing.splice(0)).toEqual([
      {
        organizationId: shop.organizationId,
        channelId: shop.id,
        conversationId: conversation.id,
        teamId: null,
        assigneeId: null,
        on: true,
      },
    ]);
    const silent = await connect(await openVisitor(world, shop));
    silent.say({ type: "typing", on: true });
    silent.say({ type: "ping" });
    await silent.until(() => silent.ofType("pong").length === 1);
    expect(world.typing).toEqual([]);
  });

  test("W99 the visitor's read mark makes replies read up to it, and is told once", async () => {
    const { visitor, conversation } = await talking();
    const [one, two] = [await agentWrites(world, conversation.id), await agentWrites(world, conversation.id)];
    const line = await connect(visitor);
    await line.caughtUp();
    await world.settled();
    const keys = new Map(line.ofType("message").map(({ message }) => [message.id, message.orderKey]));
    line.say({ type: "read", upTo: keys.get(one) ?? 0 });
    await line.until(() => line.ofType("message").some(({ message }) => message.state === "read"));
    await world.settled();
    expect([await stateOf(one), await stateOf(two)]).toEqual(["read", "delivered"]);
    const before = world.accepted.length;
    line.say({ type: "read", upTo: keys.get(one) ?? 0 });
    line.say({ type: "read", upTo: 0 });
    line.say({ type: "ping" });
    await line.until(() => line.ofType("pong").length === 1);
    expect(world.accepted).toHaveLength(before);
    line.say({ type: "read", upTo: Number.MAX_VALUE });
    await line.until(() => world.accepted.length > before);
    await world.settled();
    expect(await stateOf(two)).toBe("read");
  });

  test("W99 the visitor sees how far an agent has read: at once, and on the next connection", async () => {
    const { visitor, id, conversation } = await talking();
    const line = await connect(visitor);
    await line.caughtUp();
    expect(line.ofType("agent_read")).toEqual([]);
    await world.database.system
      .insertInto("read_marks")
      .values({
        organization_id: shop.organizationId,
        conversation_id: conversation.id,
        user_id: uuidV7() as never,
        seq: 1,
      })
      .execute();
    const place = line.ofType("message").find(({ message }) => message.id === id)?.message.orderKey;
    world.messenger.hub.agentRead({ organizationId: shop.organizationId, conversationId: conversation.id });
    await line.until(() => line.ofType("agent_read").length === 1);
    await tellEvent(world, world.database.of(shop.organizationId), conversation.id, id, "conversation.opened");
    await world.settled();
    expect(line.ofType("agent_read")).toEqual([{ type: "agent_read", upTo: place }]);
    const next = await connect(visitor);
    await next.caughtUp();
    expect(next.ofType("agent_read")).toEqual([{ type: "agent_read", upTo: place }]);
  });
});
