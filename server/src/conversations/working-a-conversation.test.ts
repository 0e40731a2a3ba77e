import { type ConversationId, Refusal, type SendMessageBody } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assignConversation } from "./assign-conversation.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "./conversations.test-kit.ts";
import { findDraft, putDraft } from "./drafts.sql.ts";
import { leaveConversation, openConversation } from "./hold-conversation.ts";
import { sendMessage } from "./send-message.ts";
import { setStatus } from "./set-status.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

async function start(from: string, messages = 1): Promise<ConversationId> {
  for (let n = 0; n < messages; n += 1) await world.receive(buildMessage(world, { from }));
  const row = await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .select("c.id")
    .where("i.external_id", "=", from)
    .orderBy("c.id", "desc")
    .executeTakeFirstOrThrow();
  return row.id;
}

function reply(text: string, over: Partial<SendMessageBody> = {}): SendMessageBody {
  return {
    id: newMessageId(),
    kind: "reply",
    text,
    attachmentIds: [],
    replyToId: null,
    mentions: [],
    afterwards: "preference",
    ...over,
  };
}

const codeOf = async (work: Promise<unknown>) =>
  await work.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

describe("replying", () => {
  it("W68 a reply leads to the organization's state, W74 assigns its first sender, and is queued in one transaction", async () => {
    const id = await start("replied");
    const sent = await sendMessage(world.ctx(world.kai), id, reply("hello"), "Kai Wong");
    expect(sent.message).toMatchObject({ kind: "outbound", text: "hello", delivery: { state: "queued" } });
    expect(sent.conversation).toMatchObject({
      status: "pending",
      assignee: { id: world.kai, name: "Kai Wong" },
      waitingSince: null,
    });
    const queued = await world.database.system
      .selectFrom("outbox")
      .selectAll()
      .where("message_id", "=", sent.message.id)
      .execute();
    expect(queued).toHaveLength(1);
  });

  it("R72 W74 where a channel is set so an answer assigns nobody; on the others whoever answers first", async () => {
    const { system } = world.database;
    const set = async (on: boolean) =>
      await system.updateTable("channels").set({ auto_assign: on }).where("id", "=", world.channelId).execute();
    await set(false);
    const id = await start("set by hand");
    expect((await sendMessage(world.ctx(world.kai), id, reply("hello"), "Kai Wong")).conversation.assignee).toBeNull();
    await set(true);
    const first = await sendMessage(world.ctx(world.kai), id, reply("and again"), "Kai Wong");
    expect(first.conversation.assignee?.id).toBe(world.kai);
    const second = await sendMessage(world.ctx(world.ana), id, reply("and I"), "Ana Wong");
    expect(second.conversation.assignee?.id).toBe(world.kai);
  });

  it("R73 W73 Resolve takes the assignment; what the contact writes then begins another one, which is nobody's", async () => {
    const id = await start("comes back");
    await assignConversation(world.ctx(world.ana), id, world.kai);
    const resolved = await setStatus(world.ctx(world.ana), id, { status: "resolved" });
    expect(resolved.assignee).toBeNull();
    const next = await start("comes back");
    expect(next).not.toBe(id);
    expect((await viewConversation(world.ctx(world.ana), next)).conversation).toMatchObject({
      status: "new",
      assignee: null,
    });
  });

  it("W75 a colleague answers what is assigned to somebody else, whose it stays", async () => {
    const id = await start("assigned-to-another");
    await assignConversation(world.ctx(world.ana), id, world.kai);
    const sent = await sendMessage(world.ctx(world.ana), id, reply("in your stead"), "Ana Wong");
    expect(sent.message).toMatchObject({ kind: "outbound", text: "in your stead", delivery: { state: "queued" } });
    expect(sent.conversation.assignee).toEqual({ id: world.kai, name: "Kai Wong" });
  });

  it("I11 the same id sent again is the same message, ten at once too", async () => {
    const id = await start("twice");
    const body = reply("once");
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => sendMessage(world.ctx(world.kai), id, body, "Kai Wong")),
    );
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
    const stored = await world.database.system
      .selectFrom("messages")
      .select("id")
      .where("conversation_id", "=", id)
      .where("kind", "=", "outbound")
      .execute();
    expect(stored).toHaveLength(1);
  });

  it("I11 an id of somebody else's message is refused", async () => {
    const id = await start("stolen-id");
    const body = reply("mine");
    await sendMessage(world.ctx(world.kai), id, body, "Kai Wong");
    expect(await codeOf(sendMessage(world.ctx(world.ana), id, body, "Ana Wong"))).toBe("already_exists");
  });

  it("W12 a Viewer may set Pending and comment, but not reply", async () => {
    const id = await start("viewed");
    expect(await codeOf(sendMessage(world.ctx(world.viewer), id, reply("no"), "Vio"))).toBe("not_allowed");
    expect(await codeOf(sendMessage(world.ctx(world.viewer), id, reply("note", { kind: "comment" }), "Vio"))).toBe(
      "done",
    );
    expect((await setStatus(world.ctx(world.viewer), id, { status: "pending" })).status).toBe("pending");
  });

  it("W99 an internal comment is never queued for the contact and changes no status", async () => {
    const id = await start("commented");
    const sent = await sendMessage(
      world.ctx(world.ana),
      id,
      reply("between us", { kind: "comment", mentions: [world.kai] }),
      "Ana Wong",
    );
    expect(sent.message).toMatchObject({ kind: "comment", delivery: null, mentions: [world.kai] });
    expect(sent.conversation).toMatchObject({ status: "new", assignee: null });
    expect(
      await world.database.system.selectFrom("outbox").selectAll().where("conversation_id", "=", id).execute(),
    ).toHaveLength(0);
  });

  it("T17 a reply to a Resolved conversation takes it up, Pending and assigned to the sender", async () => {
    const id = await start("reopened");
    await setStatus(world.ctx(world.kai), id, { status: "resolved" });
    const sent = await sendMessage(world.ctx(world.kai), id, reply("one more thing"), "Kai Wong");
    expect(sent.conversation).toMatchObject({ status: "pending", assignee: { id: world.kai } });
  });

  it("decision 3 a reply to an older Resolved one names the newer open one instead", async () => {
    const older = await start("newer");
    await setStatus(world.ctx(world.kai), older, { status: "resolved" });
    await start("newer");
    expect(await codeOf(sendMessage(world.ctx(world.kai), older, reply("late"), "Kai Wong"))).toBe(
      "open_conversation_exists",
    );
    expect(await codeOf(setStatus(world.ctx(world.kai), older, { status: "new" }))).toBe("open_conversation_exists");
  });

  it("W97 a draft is kept for its author alone and goes with the message", async () => {
    const id = await start("drafted");
    await putDraft(world.ctx(world.kai), id, { text: "unsent", kind: "reply", replyToId: null, attachmentIds: [] });
    expect(await findDraft(world.ctx(world.kai), id)).toMatchObject({ text: "unsent" });
    expect(await findDraft(world.ctx(world.ana), id)).toBeNull();
    await sendMessage(world.ctx(world.kai), id, reply("sent"), "Kai Wong");
    expect(await findDraft(world.ctx(world.kai), id)).toBeNull();
  });
});

describe("holding a conversation", () => {
  it("W80 W82 W85 the first opener holds the lock, another is refused with it, and may steal it", async () => {
    const id = await start("locked");
    expect((await openConversation(world.ctx(world.kai), id, false)).gotLock).toBe(true);
    const second = await openConversation(world.ctx(world.ana), id, false);
    expect(second).toMatchObject({ gotLock: false, conversation: { lock: { id: world.kai } } });
    expect(await codeOf(sendMessage(world.ctx(world.ana), id, reply("too soon"), "Ana Wong"))).toBe("lock_required");
    expect(await codeOf(setStatus(world.ctx(world.ana), id, { status: "resolved" }))).toBe("locked_by_other");
    expect((await openConversation(world.ctx(world.ana), id, true)).gotLock).toBe(true);
    expect(await codeOf(sendMessage(world.ctx(world.kai), id, reply("mine?"), "Kai Wong"))).toBe("lock_required");
    const view = await viewConversation(world.ctx(world.ana), id);
    expect(view.entries.filter((entry) => entry.type === "audit").map((entry) => entry.action)).toContain(
      "lock_stolen",
    );
  });

  it("W81 a person holds one lock: moving on and leaving release it", async () => {
    const [one, two] = [await start("lock-1"), await start("lock-2")];
    await openConversation(world.ctx(world.kai), one, false);
    expect((await openConversation(world.ctx(world.kai), two, false)).gotLock).toBe(true);
    expect((await viewConversation(world.ctx(world.kai), one)).conversation.lock).toBeNull();
    await leaveConversation(world.ctx(world.kai), two);
    expect((await viewConversation(world.ctx(world.kai), two)).conversation.lock).toBeNull();
  });

  it("W83 a change of state releases the lock, and Resolved is never locked", async () => {
    const id = await start("released");
    await openConversation(world.ctx(world.kai), id, false);
    expect((await setStatus(world.ctx(world.kai), id, { status: "resolved" })).lock).toBeNull();
    expect((await openConversation(world.ctx(world.kai), id, false)).gotLock).toBe(false);
  });

  it("a Viewer who opens takes no lock", async () => {
    const id = await start("viewer-lock");
    expect((await openConversation(world.ctx(world.viewer), id, true)).gotLock).toBe(false);
  });

  it("I12 F-13 of a hundred who steal at once exactly one holds it, and each theft is in the trail", async () => {
    const id = await start("race");
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => openConversation(world.ctx(n % 2 === 0 ? world.kai : world.ana), id, true)),
    );
    const { lock } = (await viewConversation(world.ctx(world.kai), id)).conversation;
    expect([world.kai, world.ana]).toContain(lock?.id);
  });
});
