import type { ConversationId, TopicId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations.test-kit.ts";
import { setStatus } from "../set-status.ts";
import { changeTags } from "../tags/change-tags.ts";
import { changeTopics } from "../topics/change-topics.ts";
import { viewConversation } from "../view-conversation.ts";
import { changeLabel, createLabel, deleteLabel, restoreLabel } from "./change-label.ts";
import { codeOf, labelsIn } from "./labels.test-kit.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());
const { admin, topic, tag, start, messageOf } = labelsIn(() => world);
const add = (...ids: TopicId[]) => ({ add: ids, remove: [] });
const remove = (...ids: TopicId[]) => ({ add: [], remove: ids });

const labelsOf = async (id: ConversationId) =>
  (
    await sql<{ label_id: string; status: string; queue_at: Date }>`
      select label_id, status, queue_at from conversation_labels where conversation_id = ${id} order by label_id`.execute(
      world.database.system,
    )
  ).rows;

describe("names in Settings", () => {
  it("W102 W105 names are unique for each kind, whatever their case; a deleted one's is free, and a taken one cannot be restored", async () => {
    const one = await topic("Refund");
    expect(await codeOf(topic("rEFUND"))).toBe("already_exists");
    expect(await codeOf(tag("Refund"))).toBe("done");
    await deleteLabel(admin(), "topic", one);
    const two = await topic("Refund");
    expect(two).not.toBe(one);
    expect(await codeOf(restoreLabel(admin(), "topic", one))).toBe("already_exists");
    expect(await codeOf(changeLabel(admin(), "topic", one, { name: "Other" }))).toBe("label_deleted");
    await changeLabel(admin(), "topic", two, { name: "Money back" });
    expect((await restoreLabel(admin(), "topic", one)).deletedAt).toBeNull();
    expect(await codeOf(changeLabel(admin(), "topic", two, { name: "refund" }))).toBe("already_exists");
  });

  it("W102 W170 every change stands in the log of settings in its own transaction, a repeat does not", async () => {
    const one = (await createLabel(admin(), "topic", { name: "Logged", description: "first" })).id;
    await changeLabel(admin(), "topic", one, { description: "second" });
    await changeLabel(admin(), "topic", one, { description: "second" });
    await deleteLabel(admin(), "topic", one);
    await deleteLabel(admin(), "topic", one);
    await restoreLabel(admin(), "topic", one);
    const lines = await world.database.system
      .selectFrom("settings_changes")
      .select(["action", "subject", "before", "after"])
      .where("subject", "=", "Logged")
      .orderBy("number")
      .execute();
    expect(lines.map((line) => [line.action, line.before, line.after])).toEqual([
      ["topic.created", null, { description: "first" }],
      ["topic.edited", { description: "first" }, { description: "second" }],
      ["topic.deleted", { description: "second" }, null],
      ["topic.restored", null, null],
    ]);
  });
});

describe("the index of the queue by label", () => {
  it("W44 it follows status, place and labels of the conversation, whoever writes them", async () => {
    const id = await start("indexed");
    const [one, two, word] = [await topic(), await topic(), await tag()];
    expect(await labelsOf(id)).toEqual([]);
    await changeTopics(world.ctx(world.kai), id, add(one, two));
    await changeTags(world.ctx(world.kai), (await messageOf(id)).id, { add: [word], remove: [] });
    const row = async () => (await viewConversation(world.ctx(world.kai), id)).conversation;
    const expected = async (...ids: string[]) => {
      const { status, queueAt } = await row();
      return ids.sort().map((label_id) => ({ label_id, status, queue_at: new Date(queueAt) }));
    };
    expect(await labelsOf(id)).toEqual(await expected(one, two, word));
    await setStatus(world.ctx(world.kai), id, { status: "pending" });
    expect(await labelsOf(id)).toEqual(await expected(one, two, word));
    // The intake's one statement brings it back to New.
    await world.receive(buildMessage(world, { from: "indexed" }));
    expect((await row()).status).toBe("new");
    expect(await labelsOf(id)).toEqual(await expected(one, two, word));
    await changeTopics(world.ctx(world.kai), id, remove(one));
    expect(await labelsOf(id)).toEqual(await expected(two, word));
  });
});
