import type { MessageId } from "@guichet/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { conversationOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "../conversations.test-kit.ts";
import type { MessageNews } from "../message-news.ts";
import type { Claim } from "../outbox.sql.ts";
import { recordReceipts } from "../receipts/record-receipts.ts";
import { type NewsAddress, recordNews } from "../record-news.ts";
import { recordSend } from "../sending/record-send.ts";
import { answerSomebody, claimAll } from "../sending/sending.test-kit.ts";
import { viewConversation } from "../view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const noon = Date.parse("2026-11-22T12:00:00Z");
const at = (second: number) => noon + second * 1000;
const react = (by: string, emoji: string[], second: number): MessageNews => ({
  ...{ kind: "reacted", by, emoji, at: at(second) },
});
const ERASED: MessageNews = { kind: "deleted", at: at(50) };

/** A text that leaves with two photos: three calls, the last of which names the message. */
type Whole = {
  readonly from: string;
  readonly id: MessageId;
  readonly claim: Claim;
  readonly names: readonly string[];
};
async function begin(): Promise<Whole> {
  const from = uuidV7();
  const id = await answerSomebody(world, from);
  const [claim] = await claimAll(world, [id]);
  if (claim === undefined) throw new Error("not claimed");
  return { from, id, claim, names: ["photo", "second photo", "text"].map((name) => `${name} of ${id}`) };
}
async function end({ claim, names: [photo = "", second = "", text = ""] }: Whole): Promise<boolean> {
  const sent = { outcome: "sent", externalId: text, pieces: [photo, second] } as const;
  return await recordSend({ database: world.database, now: () => new Date() }, claim, sent);
}
async function sent(): Promise<Whole> {
  const whole = await begin();
  expect(await end(whole)).toBe(true);
  return whole;
}

async function tell(address: string | NewsAddress, news: MessageNews): Promise<void> {
  const named = typeof address === "string" ? { externalIds: [address] } : address;
  await world.database.withClient(world.organizationId, (client) =>
    recordNews(client, world.organizationId, world.channelId, named, news, new Date()),
  );
}

async function messagesOf({ from }: Pick<Whole, "from">) {
  const { entries } = await viewConversation(world.ctx(world.kai), await conversationOf(world, from));
  return entries.flatMap((entry) => (entry.type === "message" ? [entry] : []));
}
async function look(whole: Whole) {
  const message = (await messagesOf(whole)).find(({ id }) => id === whole.id);
  if (message === undefined) throw new Error("missing");
  const { reactions, deleted, text, delivery } = message;
  return { reactions, deleted, text, state: delivery?.state };
}
async function waiting(externalId: string): Promise<number> {
  const rows = await world.database.system
    .selectFrom("early_news")
    .select("kind")
    .where("external_id", "=", externalId)
    .execute();
  return rows.length;
}

describe("news of one piece of a message of ours", () => {
  it("I10 a heart under the photo that went with a text is under the message", async () => {
    const whole = await sent();
    await tell(whole.names[0] ?? "", react("ann", ["❤"], 1));
    expect((await look(whole)).reactions).toEqual([{ emoji: "❤", count: 1 }]);
  });

  it("I10 what one person puts under two pieces, and takes back from one of them, stands beside one another", async () => {
    const { names, ...whole } = await sent();
    for (const name of names) await tell(name, react("ann", ["👍"], 1));
    expect((await look({ names, ...whole })).reactions).toEqual([{ emoji: "👍", count: 3 }]);
    await tell(names[1] ?? "", react("ann", [], 2));
    expect((await look({ names, ...whole })).reactions).toEqual([{ emoji: "👍", count: 2 }]);
  });

  it("I19 takes back the message, and nothing that comes later brings it back", async () => {
    const whole = await sent();
    await tell(whole.names[1] ?? "", ERASED);
    expect(await look(whole)).toMatchObject({ deleted: true, text: "" });
    await tell(whole.names[0] ?? "", react("ann", ["❤"], 60));
    expect((await look(whole)).reactions).toEqual([]);
  });

  it("new words of a piece are not those of the message", async () => {
    const whole = await sent();
    const before = await look(whole);
    await tell(whole.names[0] ?? "", { kind: "edited", text: "one piece", at: at(1) });
    expect(await look(whole)).toEqual(before);
  });

  it("I16 I30 any piece may fail it; that one has arrived says nothing of the others, and waits for nothing", async () => {
    const whole = await sent();
    const [photo = "", second = ""] = whole.names;
    await tell(photo, { kind: "delivery", state: "delivered", at: at(1) });
    const target = { externalIds: [photo, second] };
    const receipt = { channelId: world.channelId, state: "read", at: at(2), target } as const;
    await world.database.withClient(world.organizationId, (client) =>
      recordReceipts(client, world.organizationId, [receipt], new Date()),
    );
    expect((await look(whole)).state).toBe("sent");
    expect([await waiting(photo), await waiting(second)]).toEqual([0, 0]);
    await tell(second, { kind: "delivery", state: "failed", at: at(3) });
    expect((await look(whole)).state).toBe("failed");
  });

  it("I10 a quote of a piece is a quote of the message", async () => {
    const whole = await sent();
    const replyToExternalId = whole.names[0] ?? "";
    await world.receive(buildMessage(world, { from: whole.from, text: "this one!", replyToExternalId }));
    expect((await messagesOf(whole)).find(({ text }) => text === "this one!")?.replyTo?.id).toBe(whole.id);
  });
});

describe("news that come before the ids of a message of ours are known", () => {
  it("I10 of it or of its pieces, in any order with the answer to its send, leave one end", async () => {
    const told: ((whole: Whole) => [string, MessageNews])[] = [
      ...[0, 1, 2].map((n) => (whole: Whole): [string, MessageNews] => [whole.names[n] ?? "", react("ann", ["👍"], 1)]),
      ({ names }) => [names[0] ?? "", react("ann", [], 2)],
      ({ names }) => [names[0] ?? "", react("bob", ["❤"], 3)],
      ({ names }) => [names[1] ?? "", { kind: "delivery", state: "delivered", at: at(4) }],
      ({ names }) => [names[2] ?? "", { kind: "delivery", state: "read", at: at(5) }],
    ];
    const orders = fc.record({
      order: fc.shuffledSubarray([...told.keys()], { minLength: told.length }),
      early: fc.nat(told.length),
      echoed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(orders, async ({ order, early, echoed }) => {
        const whole = await begin();
        const tellAll = async (which: readonly number[]): Promise<void> => {
          for (const n of which) await tell(...(told[n]?.(whole) ?? ["", ERASED]));
        };
        await tellAll(order.slice(0, early));
        // The echo of the last piece may be quicker than its answer.
        const echo = { clientRefs: [whole.id], externalId: whole.names[2] ?? "" };
        if (echoed) await tell(echo, { kind: "delivery", state: "sent", at: at(0) });
        expect(await end(whole)).toBe(!echoed);
        await tellAll(order.slice(early));
        expect(await look(whole)).toMatchObject({
          deleted: false,
          state: "read",
          reactions: [
            { emoji: "👍", count: 2 },
            { emoji: "❤", count: 1 },
          ],
        });
        for (const name of whole.names) expect(await waiting(name)).toBe(0);
      }),
      { numRuns: 25, seed: 4 },
    );
  });

  it("I19 a deletion counts, by its own id and by a piece's, however its id is learned", async () => {
    for (const name of [0, 1, 2]) {
      const whole = await begin();
      await tell(whole.names[name] ?? "", react("ann", ["👍"], 1));
      await tell(whole.names[name] ?? "", ERASED);
      await end(whole);
      expect(await look(whole)).toMatchObject({ deleted: true, reactions: [], state: "sent" });
    }
    const echoed = await begin();
    await tell("mid of an echo", ERASED);
    const echo = { clientRefs: [echoed.id], externalId: "mid of an echo" };
    await tell(echo, { kind: "delivery", state: "sent", at: at(0) });
    expect((await look(echoed)).deleted).toBe(true);
  });
});
