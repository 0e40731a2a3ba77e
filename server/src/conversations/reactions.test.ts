import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { conversationOf } from "./conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "./conversations.test-kit.ts";
import type { MessageNews } from "./message-news.ts";
import { recordNews } from "./record-news.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const at = Date.parse("2026-11-22T16:00:00Z");

async function tell(externalId: string, news: MessageNews): Promise<void> {
  await world.database.withClient(world.organizationId, (client) =>
    recordNews(client, world.organizationId, world.channelId, { externalIds: [externalId] }, news, new Date()),
  );
}
const react = async (externalId: string, emoji: string[], by = "ann", seconds = 0) =>
  await tell(externalId, { kind: "reacted", by, emoji, at: at + seconds * 1000 });

async function seen(from: string) {
  const { entries } = await viewConversation(world.ctx(world.kai), await conversationOf(world, from));
  const [message] = entries.flatMap((entry) => (entry.type === "message" ? [entry] : []));
  return message?.reactions;
}

async function receive(from: string): Promise<string> {
  const externalId = uuidV7();
  await world.receive(buildMessage(world, { from, externalId }));
  return externalId;
}

describe("reactions under a message", () => {
  it("are counted by emoji, the most frequent first, and a person's later word replaces the former", async () => {
    const message = await receive("counted");
    await react(message, ["❤"]);
    await react(message, ["👍"], "bob");
    await react(message, ["👍", "🎉"], "cid");
    expect(await seen("counted")).toEqual([
      { emoji: "👍", count: 2 },
      { emoji: "❤", count: 1 },
      { emoji: "🎉", count: 1 },
    ]);
    await react(message, [], "ann", 1);
    expect(await seen("counted")).toEqual([
      { emoji: "👍", count: 2 },
      { emoji: "🎉", count: 1 },
    ]);
  });

  it("I19 one that comes late changes nothing, and a repeat announces nothing", async () => {
    const message = await receive("late");
    await react(message, ["👍"], "ann", 10);
    const version = async () =>
      (await viewConversation(world.ctx(world.kai), await conversationOf(world, "late"))).conversation.version;
    const before = await version();
    await react(message, ["❤"], "ann", 5);
    await react(message, ["👍"], "ann", 20);
    await react(message, [], "nobody who reacted", 20);
    expect(await seen("late")).toEqual([{ emoji: "👍", count: 1 }]);
    expect(await version()).toBe(before);
  });

  it("I19 one that was taken back stays so, also when its deliveries come the other way round", async () => {
    const message = await receive("taken-back");
    await react(message, [], "ann", 20);
    await react(message, ["👍"], "ann", 10);
    expect(await seen("taken-back")).toEqual([]);
    await react(message, ["❤"], "ann", 30);
    expect(await seen("taken-back")).toEqual([{ emoji: "❤", count: 1 }]);
  });

  it("I10 one that comes before its message waits for it", async () => {
    const externalId = uuidV7();
    await react(externalId, ["👍"]);
    await world.receive(buildMessage(world, { from: "early", externalId }));
    expect(await seen("early")).toEqual([{ emoji: "👍", count: 1 }]);
  });

  it("I19 go with a message that is deleted on the network", async () => {
    const message = await receive("gone");
    await react(message, ["👍"]);
    await tell(message, { kind: "deleted", at: at + 1000 });
    await react(message, ["❤"], "bob", 2);
    expect(await seen("gone")).toEqual([]);
  });

  it("S27 whoever names oneself after what every object has counts as anybody", async () => {
    const message = await receive("odd");
    await react(message, ["👍"], "constructor");
    await react(message, ["❤"], "__proto__");
    expect(await seen("odd")).toContainEqual({ emoji: "👍", count: 1 });
  });
});
