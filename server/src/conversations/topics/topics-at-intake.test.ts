import { afterAll, beforeAll, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations.test-kit.ts";
import type { IntakeStep } from "../intake-steps.ts";
import { labelsIn } from "../labels/labels.test-kit.ts";
import { listConversations } from "../list-conversations.ts";
import { receiveMessages } from "../receive-messages.ts";
import { viewConversation } from "../view-conversation.ts";
import { changeTopics } from "./change-topics.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());
const { topic, start, auditOf, eventsOf } = labelsIn(() => world);

it("W103 W104 I4 topics that a step of the intake adds are on the conversation, in the log and in the audit trail, first message or later", async () => {
  const [welcome, refund, asked] = [await topic("Welcome"), await topic("Refund"), await topic("Asked")];
  const step: IntakeStep = ({ firstMessage, text }) => ({
    addTopicIds: [...(firstMessage ? [welcome] : []), ...(text.includes("refund") ? [refund, asked] : [])],
  });
  const { database, organizationId } = world;
  const receive = async (...texts: string[]) =>
    await receiveMessages(
      texts.map((text) => buildMessage(world, { from: "by-itself", text })),
      { database, organizationId, steps: [step], now: () => new Date() },
    );
  await receive("hello", "are you there?");
  await receive("a refund, please");
  await receive("refund! refund!");
  const found = await listConversations(world.ctx(world.kai), {
    ...{ status: "new", sort: "oldest", limit: 10, topics: refund },
  });
  const [row] = found.items;
  if (row === undefined) throw new Error("not in the queue by topic");
  expect(row.topicIds).toEqual([welcome, refund, asked]);
  expect((await auditOf(row.id)).map((line) => [line.action, line.subject.topicName, line.actor.type])).toEqual([
    ["topic_added", "Welcome", "system"],
    ["topic_added", "Refund", "system"],
    ["topic_added", "Asked", "system"],
  ]);
  expect(await eventsOf(row.id, "topic.added")).toHaveLength(3);
  const { entries } = await viewConversation(world.ctx(world.kai), row.id);
  expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(row.lastSeq).toBe(7);
});

it("W103 what a person put on stays when the contact writes again", async () => {
  const id = await start("kept");
  const mine = await topic();
  await changeTopics(world.ctx(world.kai), id, { add: [mine], remove: [] });
  await start("kept");
  expect((await viewConversation(world.ctx(world.kai), id)).conversation.topicIds).toEqual([mine]);
});
