import type { TopicId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { contactHistory } from "../contact-history.sql.ts";
import { buildWorld, newMessageId, type World } from "../conversations.test-kit.ts";
import { deleteLabel } from "../labels/change-label.ts";
import { codeOf, labelsIn } from "../labels/labels.test-kit.ts";
import { resolveOfRemovedChannel } from "../lost-access.ts";
import { sendMessage } from "../send-message.ts";
import { setStatus } from "../set-status.ts";
import { viewConversation } from "../view-conversation.ts";
import { changeTopics } from "./change-topics.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());
const { admin, topic, start, auditOf, eventsOf } = labelsIn(() => world);
const add = (...ids: TopicId[]) => ({ add: ids, remove: [] });
const remove = (...ids: TopicId[]) => ({ add: [], remove: ids });

describe("topics of a conversation", () => {
  it("R11 R12 W103 W104 W169 an agent adds any number and takes them off; each is a line of the audit trail with topic, actor and time", async () => {
    const id = await start("labelled");
    const [billing, delivery] = [await topic("Billing"), await topic("Delivery")];
    const row = await changeTopics(world.ctx(world.kai), id, add(billing, delivery));
    expect(row.topicIds).toEqual([billing, delivery]);
    expect((await changeTopics(world.ctx(world.ana), id, remove(billing))).topicIds).toEqual([delivery]);
    const audit = await auditOf(id);
    expect(audit.map((line) => [line.action, line.subject.topicName, line.actor.name])).toEqual([
      ["topic_added", "Billing", "Kai Wong"],
      ["topic_added", "Delivery", "Kai Wong"],
      ["topic_removed", "Billing", "Ana Wong"],
    ]);
    expect(audit.every((line) => Date.now() - Date.parse(line.at) < 60_000)).toBe(true);
    expect(new Set(audit.map((line) => line.seq)).size).toBe(3);
  });

  it("W103 a repeat changes nothing and is told nowhere", async () => {
    const id = await start("repeated");
    const one = await topic();
    const first = await changeTopics(world.ctx(world.kai), id, add(one, one));
    const second = await changeTopics(world.ctx(world.kai), id, { add: [one], remove: [await topic()] });
    expect(second.version).toBe(first.version);
    expect(await eventsOf(id, "topic.added")).toHaveLength(1);
    expect(await eventsOf(id, "topic.removed")).toHaveLength(0);
  });

  it("W12 W103 a Viewer may, whatever colleague holds the conversation, and in any status", async () => {
    const id = await start("viewed");
    await setStatus(world.ctx(world.kai), id, { status: "resolved" });
    const one = await topic();
    expect((await changeTopics(world.ctx(world.viewer), id, add(one))).topicIds).toEqual([one]);
  });

  it("I22 unknown and foreign topics are the same: not found, and nothing is written", async () => {
    const id = await start("foreign");
    const elsewhere = uuidV7() as typeof world.organizationId;
    await world.database.system.insertInto("organizations").values({ id: elsewhere, name: "Other" }).execute();
    const foreign = uuidV7() as TopicId;
    await world.database.system
      .insertInto("topics")
      .values({ organization_id: elsewhere, id: foreign, name: "Foreign" })
      .execute();
    const mine = await topic();
    for (const wrong of [foreign, uuidV7() as TopicId])
      expect(await codeOf(changeTopics(world.ctx(world.kai), id, add(mine, wrong)))).toBe("not_found");
    expect((await viewConversation(world.ctx(world.kai), id)).conversation.topicIds).toEqual([]);
  });

  it("I12 two agents who add and take off at once: every change counts once, and the numbers have no gap", async () => {
    const id = await start("raced");
    const many = await Promise.all(Array.from({ length: 12 }, () => topic()));
    await Promise.all(
      many.flatMap((one, n) => [
        changeTopics(world.ctx(n % 2 === 0 ? world.kai : world.ana), id, add(one)),
        changeTopics(world.ctx(n % 2 === 0 ? world.ana : world.kai), id, add(one)),
      ]),
    );
    const view = await viewConversation(world.ctx(world.kai), id);
    expect([...view.conversation.topicIds].sort()).toEqual([...many].sort());
    const seqs = view.entries.filter((entry) => entry.conversationId === id).map((entry) => entry.seq);
    expect(seqs).toEqual(Array.from({ length: 13 }, (_, n) => n + 1));
    expect(view.conversation.lastSeq).toBe(13);
  });

  it("W102 I12 a topic that is deleted while it is being added: it was added before, or the agent is told", async () => {
    for (let round = 0; round < 12; round += 1) {
      const id = await start(`gone-${round}`);
      const name = `Going ${round}`;
      const one = await topic(name);
      const [added] = await Promise.all([
        codeOf(changeTopics(world.ctx(world.kai), id, add(one))),
        deleteLabel(admin(), "topic", one),
      ]);
      expect(["done", "label_deleted"]).toContain(added);
      const { topicIds } = (await viewConversation(world.ctx(world.kai), id)).conversation;
      expect(topicIds).toEqual(added === "done" ? [one] : []);
      expect(await codeOf(changeTopics(world.ctx(world.ana), await start(`late-${round}`), add(one)))).toBe(
        "label_deleted",
      );
    }
  });

  it("R13 W102 a deleted topic stays with what bears it, keeps its name in the trail, and can be taken off", async () => {
    const id = await start("bears-deleted");
    const one = await topic("Old words");
    await changeTopics(world.ctx(world.kai), id, add(one));
    await deleteLabel(admin(), "topic", one);
    expect((await viewConversation(world.ctx(world.kai), id)).conversation.topicIds).toEqual([one]);
    expect((await auditOf(id)).map((line) => line.subject.topicName)).toEqual(["Old words"]);
    expect((await changeTopics(world.ctx(world.kai), id, remove(one))).topicIds).toEqual([]);
  });

  it("W103 the contact's earlier conversations show their topics", async () => {
    const first = await start("returning");
    const one = await topic();
    await changeTopics(world.ctx(world.kai), first, add(one));
    await setStatus(world.ctx(world.kai), first, { status: "resolved" });
    const second = await start("returning");
    const { contact } = (await viewConversation(world.ctx(world.kai), second)).conversation;
    const { history } = await contactHistory(world.ctx(world.kai), contact.id, [], [world.channelId]);
    expect(history.map((past) => [past.conversationId, past.topicIds])).toEqual([
      [second, []],
      [first, [one]],
    ]);
  });
});

describe("topic required to resolve", () => {
  const require = async (channel: boolean, everywhere = false) => {
    await world.database.system.updateTable("channels").set({ topic_required: channel }).execute();
    await world.database.system.updateTable("organizations").set({ topic_required: everywhere }).execute();
  };
  afterAll(() => require(false));

  it("R14 R15 W67 where the channel requires one, resolving without is refused and with one goes on; switched off it is free", async () => {
    await require(true);
    const id = await start("required");
    expect(await codeOf(setStatus(world.ctx(world.kai), id, { status: "resolved" }))).toBe("topic_required");
    expect(await codeOf(setStatus(world.ctx(world.kai), id, { status: "pending" }))).toBe("done");
    await changeTopics(world.ctx(world.kai), id, add(await topic()));
    expect((await setStatus(world.ctx(world.kai), id, { status: "resolved" })).status).toBe("resolved");
    await require(false);
    expect((await setStatus(world.ctx(world.kai), await start("free"), { status: "resolved" })).status).toBe(
      "resolved",
    );
  });

  it("W67 the organization's switch holds on every channel", async () => {
    await require(false, true);
    expect(await codeOf(setStatus(world.ctx(world.viewer), await start("everywhere"), { status: "resolved" }))).toBe(
      "topic_required",
    );
  });

  it("W67 send and resolve is refused as a whole: nothing is sent, and the same message goes out once there is a topic", async () => {
    await require(true);
    const id = await start("send-and-resolve");
    const body = { id: newMessageId(), kind: "reply" as const, text: "done", attachmentIds: [], replyToId: null };
    const send = () =>
      sendMessage(world.ctx(world.kai), id, { ...body, mentions: [], afterwards: "resolved" as const }, "Kai Wong");
    expect(await codeOf(send())).toBe("topic_required");
    const outbox = () =>
      world.database.system.selectFrom("outbox").select("message_id").where("conversation_id", "=", id);
    expect(await outbox().execute()).toEqual([]);
    await changeTopics(world.ctx(world.kai), id, add(await topic()));
    expect((await send()).conversation.status).toBe("resolved");
    expect(await outbox().execute()).toHaveLength(1);
  });

  it("R16 W67 what resolves by itself needs none: a removed channel closes its conversations", async () => {
    await require(true);
    const id = await start("by-itself");
    await resolveOfRemovedChannel(
      { ...world.ctx(world.kai), actor: { type: "system", name: "Guichet" } },
      world.channelId,
    );
    expect((await viewConversation(world.ctx(world.kai), id)).conversation.status).toBe("resolved");
  });

  it("W67 taking the last topic off and resolving at once: never Resolved without a topic", async () => {
    await require(true);
    for (let round = 0; round < 8; round += 1) {
      const id = await start(`last-${round}`);
      const one = await topic();
      await changeTopics(world.ctx(world.kai), id, add(one));
      const [resolved, removed] = await Promise.all([
        codeOf(setStatus(world.ctx(world.kai), id, { status: "resolved" })),
        codeOf(changeTopics(world.ctx(world.ana), id, remove(one))),
      ]);
      expect(removed).toBe("done");
      const trail = (await auditOf(id)).map((line) => line.action);
      if (resolved === "done") expect(trail).toEqual(["topic_added", "resolved", "topic_removed"]);
      else expect([resolved, trail]).toEqual(["topic_required", ["topic_added", "topic_removed"]]);
    }
  });
});
