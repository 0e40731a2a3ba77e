import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { conversationOf } from "./conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "./conversations.test-kit.ts";
import type { MessageNews } from "./message-news.ts";
import { recordReceipts } from "./receipts/record-receipts.ts";
import { recordNews } from "./record-news.ts";
import { recordSend } from "./sending/record-send.ts";
import { answerSomebody, claimAll } from "./sending/sending.test-kit.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const noon = Date.parse("2026-11-22T12:00:00Z");

async function tell(externalId: string, news: MessageNews): Promise<void> {
  await world.database.withClient(world.organizationId, (client) =>
    recordNews(client, world.organizationId, world.channelId, { externalIds: [externalId] }, news, new Date()),
  );
}

/** The same in any order; `early`: so many of them come before the message. */
const anyOrderOf = <T>(given: readonly T[]) =>
  fc.record({ told: fc.shuffledSubarray([...given], { minLength: given.length }), early: fc.nat(given.length) });

describe("reactions that come before their message", () => {
  const react = (by: string, emoji: string[], second: number): MessageNews => ({
    kind: "reacted",
    ...{ by, emoji, at: noon + second * 1000 },
  });
  async function seenAfter(told: readonly MessageNews[], early: number) {
    const [from, externalId] = [uuidV7(), uuidV7()];
    for (const news of told.slice(0, early)) await tell(externalId, news);
    await world.receive(buildMessage(world, { from, externalId }));
    for (const news of told.slice(early)) await tell(externalId, news);
    const { entries } = await viewConversation(world.ctx(world.kai), await conversationOf(world, from));
    return entries.flatMap((entry) => (entry.type === "message" ? entry.reactions : []));
  }

  it("I10 are each person's own: none takes another's place", async () => {
    const told = [react("ann", ["👍"], 1), react("bob", ["👍"], 2), react("cid", ["❤"], 3)];
    const all = [
      { emoji: "👍", count: 2 },
      { emoji: "❤", count: 1 },
    ];
    expect(await seenAfter(told, 3)).toEqual(all);
    expect(await seenAfter(told.toReversed(), 3)).toEqual(all);
  });

  it("I10 with those that come after it, in any order, leave what each person put there last", async () => {
    const history = [
      ...[react("ann", ["👍"], 1), react("ann", [], 2), react("ann", ["👍"], 3)],
      ...[react("bob", ["❤"], 1), react("bob", [], 4), react("cid", ["🎉"], 2)],
    ];
    await fc.assert(
      fc.asyncProperty(anyOrderOf(history), async ({ told, early }) => {
        const seen = await seenAfter(told, early);
        expect(seen.toSorted((a, b) => (a.emoji < b.emoji ? -1 : 1))).toEqual([
          { emoji: "🎉", count: 1 },
          { emoji: "👍", count: 1 },
        ]);
      }),
      { numRuns: 40, seed: 3 },
    );
  });
});

describe("receipts that come before the answer to their send", () => {
  type State = "sent" | "delivered" | "read" | "failed";
  const scope = () => ({ database: world.database, now: () => new Date() });
  let names = 0;

  async function stateAfter(told: readonly State[], early: number, together: boolean): Promise<string | null> {
    const id = await answerSomebody(world);
    const [claim] = await claimAll(world, [id]);
    if (claim === undefined) throw new Error("not claimed");
    names += 1;
    const externalId = `early-${names}`;
    const say = async (states: readonly State[]): Promise<void> => {
      const receipts = states.map((state, n) => ({ state, at: noon + n * 1000 }));
      if (!together) {
        for (const one of receipts) await tell(externalId, { kind: "delivery", ...one });
        return;
      }
      const target = { externalIds: [externalId] };
      const given = receipts.flatMap(({ state, at }) =>
        state === "failed" ? [] : [{ channelId: world.channelId, state, at, target }],
      );
      await world.database.withClient(world.organizationId, (client) =>
        recordReceipts(client, world.organizationId, given, new Date()),
      );
    };
    await say(told.slice(0, early));
    await recordSend(scope(), claim, { outcome: "sent", externalId });
    await say(told.slice(early));
    const row = await world.database.system
      .selectFrom("messages")
      .select("delivery_state")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    return row.delivery_state;
  }

  it("I10 a second device that has it later takes nothing from the first that showed it", async () => {
    for (const together of [true, false]) {
      expect(await stateAfter(["read", "delivered"], 2, together)).toBe("read");
      expect(await stateAfter(["delivered", "read", "delivered", "sent"], 4, together)).toBe("read");
    }
  });

  it("I10 in any order, before and after it, leave the furthest that was told", async () => {
    const cases = fc.record({
      told: fc.array(fc.constantFrom<State>("sent", "delivered", "read", "failed"), { minLength: 1, maxLength: 5 }),
      early: fc.nat(5),
      together: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ told, early, together }) => {
        const heard = together ? told.filter((state) => state !== "failed") : told;
        const furthest = (["read", "delivered", "failed"] as const).find((state) => heard.includes(state)) ?? "sent";
        expect(await stateAfter(told, early, together)).toBe(furthest);
      }),
      { numRuns: 40, seed: 9 },
    );
  });
});
