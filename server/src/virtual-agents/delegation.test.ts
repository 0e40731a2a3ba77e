import type { ConversationId, UserId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { assignConversation } from "../conversations/assign-conversation.ts";
import { codeOf } from "../conversations/conversations.look.test-kit.ts";
import { newMessageId } from "../conversations/conversations.test-kit.ts";
import { openConversation } from "../conversations/hold-conversation.ts";
import { bringNext } from "../conversations/next/bring-next.ts";
import { sendMessage } from "../conversations/send-message.ts";
import { setStatus } from "../conversations/set-status.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { delegate, listDelegationOptions } from "./delegate.ts";
import { type AgentWorld, buildAgentWorld } from "./virtual-agents.test-kit.ts";

let world: AgentWorld;
beforeAll(async () => {
  world = await buildAgentWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => await world.begin());

let people = 0;
const somebody = () => `contact ${++people}`;
const reply = (id: ConversationId, by: UserId) =>
  sendMessage(
    world.ctx(by),
    id,
    {
      ...{ id: newMessageId(), kind: "reply", text: "Good day", attachmentIds: [], mentions: [], replyToId: null },
      afterwards: "stay",
    },
    "Kai",
  );

describe("while a virtual agent has it", () => {
  it("W84 its lock is the virtual agent's, of many at once; nobody is brought it, may answer, or change its status", async () => {
    await world.responder();
    const ids = [(await world.write(somebody())).id, (await world.write(somebody())).id];
    for (const id of ids) {
      expect(await openConversation(world.ctx(world.kai), id, false)).toMatchObject({ gotLock: false });
      expect(await codeOf(reply(id, world.kai))).toBe("lock_required");
      expect(await codeOf(setStatus(world.ctx(world.kai), id, { status: "pending" }))).toBe("locked_by_other");
      expect((await world.row(id)).lock_user_id).toBeNull();
    }
    await world.database.system.updateTable("users").set({ presence: "available" }).execute();
    expect(await bringNext(world.ctx(world.kai), { done: null, below: null, sort: "oldest" })).toEqual({
      ...{ type: "none", because: "empty" },
    });
  });

  it("a person takes it over by stealing the lock, and it is theirs; the script is not said then", async () => {
    await world.responder();
    const { id } = await world.write(somebody());
    const opened = await openConversation(world.ctx(world.kai), id, true);
    expect(opened).toMatchObject({ gotLock: true, conversation: { holder: null, assignee: { id: world.kai } } });
    await world.answer();
    expect(await world.said(id)).toEqual([]);
    await reply(id, world.kai);
    expect(await world.lines(id)).toEqual(["agent_assigned", "agent_taken_over"]);
    expect(await world.inNew()).toContain(id);
  });

  it("W70 the assignment menu takes it from the virtual agent, for somebody or for nobody", async () => {
    await world.responder();
    const [one, two] = [await world.write(somebody()), await world.write(somebody())];
    expect(await assignConversation(world.ctx(world.kai), one.id, world.ana)).toMatchObject({
      ...{ holder: null, assignee: { id: world.ana } },
    });
    expect(await assignConversation(world.ctx(world.kai), two.id, null)).toMatchObject({
      holder: null,
      assignee: null,
    });
    expect(await world.lines(one.id)).toEqual(["agent_assigned", "agent_taken_over", "assigned"]);
    expect(await world.lines(two.id)).toEqual(["agent_assigned", "agent_taken_over"]);
  });

  it("a Viewer may look, and take nothing", async () => {
    await world.responder();
    const { id } = await world.write(somebody());
    expect(await openConversation(world.ctx(world.viewer), id, true)).toMatchObject({ gotLock: false });
    expect((await world.row(id)).holder).not.toBeNull();
  });
});

describe("R158 R159 delegation", () => {
  const delegated = async (over: object = {}) => await world.responder({ activation: "delegation", ...over });

  it("takes nothing by itself; an agent gives it one, it says its script and hands over to New", async () => {
    const { id: agentId, name } = await delegated();
    const { id, holder } = await world.write(somebody());
    expect(holder).toBeNull();
    expect(await listDelegationOptions(world.ctx(world.kai), id)).toEqual([{ id: agentId, name: `${name} VA` }]);
    await openConversation(world.ctx(world.kai), id, false);
    await assignConversation(world.ctx(world.kai), id, world.kai);
    const given = await delegate(world.ctx(world.kai), id, agentId);
    expect(given).toMatchObject({ holder: { id: agentId }, assignee: null, lock: null, status: "new" });
    expect(await world.inNew()).not.toContain(id);
    // Twice is once.
    await delegate(world.ctx(world.kai), id, agentId);
    await world.answer();
    expect(await world.said(id)).toEqual([`${name} VA: Welcome!`]);
    expect(await world.row(id)).toMatchObject({ holder: null, assignee_id: null, status: "new" });
    expect(await world.lines(id)).toEqual(["assigned", "agent_delegated", "agent_handed_over"]);
  });

  it("gives it back to the agent who gave it, and to New where they may not have it any more", async () => {
    const { id: agentId } = await delegated({ handOff: "previous" });
    const back = await world.write(somebody());
    await delegate(world.ctx(world.kai), back.id, agentId);
    await world.answer();
    expect(await world.row(back.id)).toMatchObject({ holder: null, assignee_id: world.kai });
    const lost = await world.write(somebody());
    await delegate(world.ctx(world.kai), lost.id, agentId);
    const access = { organization_id: world.organizationId, channel_id: world.channelId, user_id: world.kai };
    await world.database.system.deleteFrom("channel_access").where("user_id", "=", world.kai).execute();
    await world.answer();
    await world.database.system
      .insertInto("channel_access")
      .values({ ...access, role: "contributor" })
      .execute();
    expect(await world.row(lost.id)).toMatchObject({ holder: null, assignee_id: null, status: "new" });
  });

  it("from Pending it comes to New; what is Resolved, public, of another channel or in a colleague's hands is refused", async () => {
    const { id: agentId } = await delegated();
    const { id } = await world.write(somebody());
    await setStatus(world.ctx(world.kai), id, { status: "pending" });
    expect(await delegate(world.ctx(world.kai), id, agentId)).toMatchObject({ status: "new", holder: { id: agentId } });
    const open = await world.write(somebody());
    await openConversation(world.ctx(world.ana), open.id, false);
    expect(await codeOf(delegate(world.ctx(world.kai), open.id, agentId))).toBe("locked_by_other");
    const done = await world.write(somebody());
    await setStatus(world.ctx(world.kai), done.id, { status: "resolved" });
    expect(await codeOf(delegate(world.ctx(world.kai), done.id, agentId))).toBe("conversation_closed");
    const comment = await world.write(somebody(), { visibility: "public" });
    expect(await codeOf(delegate(world.ctx(world.kai), comment.id, agentId))).toBe("not_found");
    expect(await codeOf(delegate(world.ctx(world.kai), open.id, uuidV7() as never))).toBe("not_found");
  });

  it("I12 of two who act on what they saw, the second is told", async () => {
    const { id: agentId } = await delegated();
    const { id, version } = await world.write(somebody());
    await assignConversation(world.ctx(world.ana), id, world.ana);
    expect(await codeOf(delegate(world.ctx(world.kai), id, agentId, version))).toBe("changed_meanwhile");
  });

  it("I18 the same words are not said twice in a conversation on a day", async () => {
    const { id: agentId } = await delegated();
    const { id } = await world.write(somebody());
    for (const _ of [1, 2]) {
      await delegate(world.ctx(world.kai), id, agentId);
      await world.answer();
    }
    expect(await world.said(id)).toHaveLength(1);
    expect(await world.row(id)).toMatchObject({ holder: null });
  });
});
