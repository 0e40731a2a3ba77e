import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, newMessageId, type World } from "../conversations.test-kit.ts";
import { deleteLabel, restoreLabel } from "../labels/change-label.ts";
import { codeOf, labelsIn } from "../labels/labels.test-kit.ts";
import { listConversations } from "../list-conversations.ts";
import { sendMessage } from "../send-message.ts";
import { viewConversation } from "../view-conversation.ts";
import { changeTags } from "./change-tags.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());
const { admin, tag, start, messageOf, eventsOf } = labelsIn(() => world);

describe("tags of a message", () => {
  it("R11 W106 W108 several on a message, inbound and outbound; events tell of them, the audit trail does not", async () => {
    const id = await start("tagged");
    const [angry, praise] = [await tag("Angry"), await tag("Praise")];
    const inbound = await messageOf(id);
    const answer = await changeTags(world.ctx(world.viewer), inbound.id, { add: [angry, praise], remove: [] });
    expect(answer.message.tagIds).toEqual([angry, praise]);
    expect(answer.conversation.tagIds).toEqual([angry, praise]);
    const sent = await sendMessage(
      world.ctx(world.kai),
      id,
      {
        ...{ id: newMessageId(), kind: "reply" as const, text: "hello", attachmentIds: [], replyToId: null },
        ...{ mentions: [], afterwards: "stay" as const },
      },
      "Kai Wong",
    );
    await changeTags(world.ctx(world.kai), sent.message.id, { add: [praise], remove: [] });
    await changeTags(world.ctx(world.kai), inbound.id, { add: [], remove: [praise, angry] });
    const { conversation, entries } = await viewConversation(world.ctx(world.kai), id);
    expect(conversation.tagIds).toEqual([praise]);
    expect(entries.flatMap((entry) => (entry.type === "message" ? [entry.tagIds] : []))).toEqual([[], [praise]]);
    expect(entries.filter((entry) => entry.type === "audit" && /topic|tag/.test(entry.action))).toEqual([]);
    expect(await eventsOf(id, "tag.added")).toHaveLength(3);
    const removed = await eventsOf(id, "tag.removed");
    expect(removed.map((event) => [event.seq, event.data.messageId])).toEqual([
      [null, inbound.id],
      [null, inbound.id],
    ]);
  });

  it("W106 an internal comment has no tags, and a foreign message is not found", async () => {
    const id = await start("commented");
    const one = await tag();
    const body = { id: newMessageId(), kind: "comment" as const, text: "between us", attachmentIds: [] };
    const sent = await sendMessage(
      world.ctx(world.kai),
      id,
      { ...body, replyToId: null, mentions: [], afterwards: "stay" },
      "Kai Wong",
    );
    const give = { add: [one], remove: [] };
    expect(await codeOf(changeTags(world.ctx(world.kai), sent.message.id, give))).toBe("invalid_input");
    expect(await codeOf(changeTags(world.ctx(world.kai), newMessageId(), give))).toBe("not_found");
  });

  it("R13 W105 W107 a deleted tag vanishes from messages and rows, its events stay, and restoring brings it back everywhere", async () => {
    const id = await start("vanishing");
    const one = await tag("Passing");
    const { id: messageId } = await messageOf(id);
    await changeTags(world.ctx(world.kai), messageId, { add: [one], remove: [] });
    const listed = async () => {
      const query = { status: "new", tags: one, sort: "oldest", limit: 50 } as const;
      return (await listConversations(world.ctx(world.kai), query)).items.flatMap((row) => row.tagIds);
    };
    expect([(await messageOf(id)).tagIds, await listed()]).toEqual([[one], [one]]);
    await deleteLabel(admin(), "tag", one);
    expect([(await messageOf(id)).tagIds, await listed()]).toEqual([[], []]);
    expect(await eventsOf(id, "tag.added")).toHaveLength(1);
    await restoreLabel(admin(), "tag", one);
    expect([(await messageOf(id)).tagIds, await listed()]).toEqual([[one], [one]]);
  });

  it("I12 two agents tag messages of one conversation at once: nothing is lost", async () => {
    const id = await start("tag-race");
    await world.receive(buildMessage(world, { from: "tag-race" }));
    const messages = (await viewConversation(world.ctx(world.kai), id)).entries.filter((one) => one.type === "message");
    const tags = await Promise.all(Array.from({ length: 8 }, () => tag()));
    await Promise.all(
      tags.flatMap((one) =>
        messages.map((message, n) =>
          changeTags(world.ctx(n === 0 ? world.kai : world.ana), message.id, { add: [one], remove: [] }),
        ),
      ),
    );
    const view = await viewConversation(world.ctx(world.kai), id);
    expect([...view.conversation.tagIds].sort()).toEqual([...tags].sort());
    for (const entry of view.entries)
      if (entry.type === "message") expect([...entry.tagIds].sort()).toEqual([...tags].sort());
  });
});
