import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { conversationOf } from "./conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "./conversations.test-kit.ts";
import { recordModeration } from "./moderating/moderate-message.ts";
import { recordNews } from "./record-news.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const noon = Date.parse("2026-11-22T12:00:00Z");
/** `second`: after noon, by the platform's clock. */
type Told = { readonly hidden: boolean; readonly second: number };
const hide = (second: number): Told => ({ hidden: true, second });
const unhide = (second: number): Told => ({ hidden: false, second });

async function tell(externalId: string, { hidden, second }: Told): Promise<void> {
  const news = { kind: "hidden", hidden, at: noon + second * 1000 } as const;
  await world.database.withClient(world.organizationId, (client) =>
    recordNews(client, world.organizationId, world.channelId, { externalIds: [externalId] }, news, new Date()),
  );
}

async function look(from: string) {
  const { entries, conversation } = await viewConversation(world.ctx(world.kai), await conversationOf(world, from));
  const [message] = entries.flatMap((entry) => (entry.type === "message" ? [entry] : []));
  if (message === undefined) throw new Error("missing");
  return { id: message.id, hidden: message.hidden, version: conversation.version };
}

/** `early`: so many of them come before the comment. */
async function hiddenAfter(told: readonly Told[], early = 0): Promise<boolean> {
  const [from, externalId] = [uuidV7(), uuidV7()];
  for (const one of told.slice(0, early)) await tell(externalId, one);
  await world.receive(buildMessage(world, { from, externalId }));
  for (const one of told.slice(early)) await tell(externalId, one);
  return (await look(from)).hidden;
}

describe("a comment that is hidden on its network", () => {
  it("I10 W163 shows what was done there last, in whatever order that is told, once or more often", async () => {
    expect(await hiddenAfter([unhide(20), hide(10)])).toBe(false);
    expect(await hiddenAfter([hide(20), unhide(10)])).toBe(true);
    // A repeat of what is so already, and later: what came in between is older than it.
    expect(await hiddenAfter([hide(10), hide(30), unhide(20)])).toBe(true);
    const history = [hide(10), unhide(20), hide(30), unhide(40)];
    const orders = fc.record({
      done: fc.integer({ min: 1, max: history.length }),
      repeats: fc.array(fc.nat(history.length - 1), { maxLength: 3 }),
      seed: fc.array(fc.nat(1000), { minLength: 10, maxLength: 10 }),
      early: fc.nat(7),
    });
    await fc.assert(
      fc.asyncProperty(orders, async ({ done, repeats, seed, early }) => {
        const happened = history.slice(0, done);
        const told = [...happened, ...repeats.flatMap((n) => happened[n] ?? [])];
        const shuffled = told
          .map((one, n) => ({ one, place: seed[n] ?? 0 }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ one }) => one);
        expect(await hiddenAfter(shuffled, early)).toBe(happened.at(-1)?.hidden);
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  it("I10 of what was done within one second what is told last counts", async () => {
    expect(await hiddenAfter([hide(10), unhide(10)])).toBe(false);
    expect(await hiddenAfter([unhide(10), hide(10)])).toBe(true);
  });

  it("I19 one that comes late changes nothing, and a repeat announces nothing", async () => {
    const [from, externalId] = [uuidV7(), uuidV7()];
    await world.receive(buildMessage(world, { from, externalId }));
    await tell(externalId, hide(10));
    const before = await look(from);
    await tell(externalId, hide(30));
    await tell(externalId, unhide(20));
    expect(await look(from)).toEqual(before);
  });

  it("W163 I10 what the network told before an agent did it here comes too late", async () => {
    const [from, externalId] = [uuidV7(), uuidV7()];
    await world.receive(buildMessage(world, { from, externalId }));
    const { id } = await look(from);
    await recordModeration(world.database, world.ctx(world.kai), id, "hide");
    await recordModeration(world.database, world.ctx(world.kai), id, "unhide");
    await tell(externalId, hide(0));
    expect((await look(from)).hidden).toBe(false);
  });
});
