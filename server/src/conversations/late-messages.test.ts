import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "./conversations.test-kit.ts";
import type { InboundMessage } from "./inbound-message.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

/** A contact whose `n`th message was written in second `n`, whenever it comes. */
function startWriting(from: string) {
  const base = Date.now() - 600_000;
  const write = (n: number): InboundMessage =>
    buildMessage(world, { from, text: `${n}`, externalId: `${from}-${n}`, occurredAt: base + n * 1000 });
  const thread = async (): Promise<string[]> => {
    const rows = await world.database.system
      .selectFrom("messages as m")
      .innerJoin("conversations as c", "c.id", "m.conversation_id")
      .innerJoin("identities as i", "i.id", "c.identity_id")
      .select("m.text")
      .where("i.external_id", "=", from)
      .orderBy("m.order_key")
      .orderBy("m.seq")
      .execute();
    return rows.map(({ text }) => text);
  };
  return { write, thread };
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

describe("messages that come late", () => {
  it("I3 stand between two that came late together", async () => {
    const { write, thread } = startWriting("late");
    await world.receive(write(0));
    await world.receive(write(9));
    await world.receive(write(1), write(3), write(5));
    await world.receive(write(2), write(4));
    expect(await thread()).toEqual(["0", "1", "2", "3", "4", "5", "9"]);
  });

  it("I2 I3 stand in order when one batch brings each of them ten times", async () => {
    const { write, thread } = startWriting("tenfold");
    await world.receive(write(9));
    await world.receive(...numbers(1, 8).flatMap((n) => Array.from({ length: 10 }, () => write(Number(n)))));
    expect(await thread()).toEqual(numbers(1, 9));
  });

  it.each([
    ["in order", (n: number) => n],
    ["the newest first", (n: number) => 121 - n],
    ["from both ends", (n: number) => (n % 2 === 0 ? n / 2 : 120 - (n - 1) / 2)],
  ])("I3 stand in order however many come before the same one, %s", async (how, nth) => {
    const { write, thread } = startWriting(how);
    await world.receive(write(0));
    await world.receive(write(200));
    for (let n = 1; n <= 120; n += 1) await world.receive(write(nth(n)));
    expect(await thread()).toEqual(["0", ...numbers(1, 120), "200"]);
  });

  it("I3 stand in order before the first of all", async () => {
    const { write, thread } = startWriting("first");
    await world.receive(write(200));
    for (let n = 1; n <= 80; n += 1) await world.receive(write(n));
    for (const n of [-1, -2, -3]) await world.receive(write(n));
    await world.receive(write(201));
    expect(await thread()).toEqual(["-3", "-2", "-1", ...numbers(1, 80), "200", "201"]);
  });
});
