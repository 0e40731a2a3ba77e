import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { newToken } from "../../../lib/token.ts";
import { agentWrites, conversationOf } from "../agent.test-kit.ts";
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

describe("S30 S14 who gets a line", () => {
  const noProofs: readonly (readonly [string, (token: string) => Partial<Parameters<typeof openLine>[3]>, number])[] = [
    ["no protocol at all", () => ({ protocols: [] }), 401],
    ["the first protocol alone", () => ({ protocols: ["guichet"] }), 401],
    ["the proof alone", (token) => ({ protocols: [`guichet.${token}`] }), 401],
    ["two proofs", (token) => ({ protocols: ["guichet", `guichet.${token}`, `guichet.${newToken()}`] }), 401],
    ["a guessed token", () => ({ protocols: ["guichet", `guichet.${newToken()}`] }), 401],
    ["another product's protocol", (token) => ({ protocols: ["graphql-ws", `guichet.${token}`] }), 401],
    [
      "the token in the address",
      (token) => ({ protocols: ["guichet"], path: `/messenger/${shop.id}/live?token=${token}` }),
      401,
    ],
    ["a cursor that is none", () => ({ after: "x" }), 400],
    ["a negative cursor", () => ({ after: "-1" }), 400],
    ["a channel that is none", () => ({ path: `/messenger/${crypto.randomUUID()}/live` }), 404],
    ["an address that is none", () => ({ path: "/messenger/%00/live" }), 404],
  ];
  test.each(noProofs)("%s is refused before there is a socket", async (_title, make, status) => {
    const visitor = await openVisitor(world, shop);
    expect((await connect(visitor, make(visitor.token))).refused).toBe(status);
  });

  test("a token of another channel or organization opens nothing here", async () => {
    for (const channel of [await world.addChannel(), await world.addChannel({}, await world.addOrganization())]) {
      const { token } = await openVisitor(world, channel);
      expect((await openLine(world, shop.id, token)).refused).toBe(401);
    }
  });

  test("S25 a page of another site, and one that does not say which, get no line where sites are listed", async () => {
    const listed = await world.addChannel({ allowedOrigins: ["https://shop.example"] });
    const visitor = await openVisitor(world, listed);
    for (const origin of ["https://evil.example", "null", null]) {
      expect((await connect(visitor, { origin })).refused).toBe(403);
    }
    expect((await connect(visitor)).refused).toBeUndefined();
    expect((await connect(visitor, { origin: "http://care.example" })).refused).toBeUndefined();
  });

  test("addresses that are not ours are left to others", () => {
    for (const url of ["/api/v1/live", "/messenger/x/messages", "/messenger//live", "/live", "/xmessenger/a/live"]) {
      expect(world.messenger.hub.handleUpgrade({ url } as never, undefined as never, Buffer.alloc(0))).toBe(false);
    }
  });

  test("S14 when the channel changes or goes, its lines end at once", async () => {
    const channel = await world.addChannel();
    const other = await connect(await openVisitor(world, shop));
    for (const [change, code] of [
      ["edited", 1012],
      ["state", 1012],
      ["deleted", 1000],
    ] as const) {
      const line = await connect(await openVisitor(world, channel));
      await line.caughtUp();
      const event = {
        type: "channel.changed",
        organizationId: channel.organizationId,
        data: { channelId: channel.id, change },
      };
      world.messenger.hub.onEvents([event as never]);
      expect([change, await line.closed]).toEqual([change, code]);
      expect(line.ofType("session_over")).toHaveLength(change === "deleted" ? 1 : 0);
    }
    expect(other.socket.readyState).toBe(other.socket.OPEN);
  });
});

describe("I27 a line is bounded", () => {
  test.each([
    ["no JSON", "{"],
    ["a kind nobody knows", '{"type":"subscribe","channel":"*"}'],
    ["a field too many", '{"type":"ping","as":"admin"}'],
    ["a mark that is no number", '{"type":"read","upTo":"1 or 1=1"}'],
    ["bytes", Buffer.from('{"type":"ping"}')],
    ["too much", JSON.stringify({ type: "ping", x: "x".repeat(5000) })],
  ])("S27 who says %s is shown the door", async (_title, said) => {
    const line = await connect(await openVisitor(world, shop));
    line.socket.send(said);
    expect([1008, 1009]).toContain(await line.closed);
  });

  test("S37 who says too much at once is shown the door", async () => {
    const line = await connect(await openVisitor(world, shop));
    for (let n = 0; n < 100; n += 1) line.say({ type: "ping" });
    expect(await line.closed).toBe(1008);
    expect(line.ofType("pong").length).toBeLessThanOrEqual(60);
  });

  test("one visitor has twenty lines at most; closing one makes room", async () => {
    const visitor = await openVisitor(world, shop);
    const open = [];
    for (let n = 0; n < 20; n += 1) open.push(await connect(visitor));
    expect((await connect(visitor)).refused).toBe(429);
    const count = world.messenger.hub.lineCount();
    open[0]?.socket.close();
    await open[0]?.closed;
    await open[1]?.until(() => world.messenger.hub.lineCount() < count);
    expect((await connect(visitor)).refused).toBeUndefined();
  });

  test("who does not read is cut off instead of filling our memory, and catches up later", async () => {
    const { visitor, conversation } = await talking();
    const line = await connect(visitor);
    await line.caughtUp();
    line.socket.pause();
    const text = "x".repeat(20_000);
    let written = 1;
    for (; written <= 400 && world.messenger.hub.lineCount() > 0; written += 20) {
      await Promise.all(Array.from({ length: 20 }, () => agentWrites(world, conversation.id, { text })));
    }
    await world.settled();
    line.socket.resume();
    expect([1013, 1006]).toContain(await line.closed);
    expect(line.texts().length).toBeLessThan(400);
    // On a busy machine the next line may be too slow as well: a browser comes back until it has everything.
    const seen = new Set<string>();
    for (let caughtUp = false; !caughtUp; ) {
      const back = await connect(visitor);
      await Promise.race([back.until(() => back.ofType("caught_up").length > 0), back.closed]);
      for (const { message } of back.ofType("message")) seen.add(message.id);
      caughtUp = back.ofType("caught_up").length > 0;
    }
    const { messages } = await visitor.messages("?after=0");
    // What changes while it is read, because it has just arrived, is told again.
    const all = new Set(messages.map((one: { id: string }) => one.id));
    expect(all.size).toBe(written);
    expect(seen).toEqual(all);
  });
});
