import type { AttachmentId, ConversationId, SendMessageBody } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { assignConversation } from "../assign-conversation.ts";
import { insertUploaded } from "../attachments.sql.ts";
import { codeOf, conversationOf, conversationsOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "../conversations.test-kit.ts";
import { findDraft, putDraft } from "../drafts.sql.ts";
import { openConversation } from "../hold-conversation.ts";
import { claimSends } from "../outbox.sql.ts";
import { sendMessage } from "../send-message.ts";
import { setStatus } from "../set-status.ts";
import { viewConversation } from "../view-conversation.ts";
import { undoStatus } from "./undo-status.ts";
import { withdrawMessage } from "./withdraw-message.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());
beforeEach(() => {
  world.clock.at = undefined;
});

const kai = () => world.ctx(world.kai);
const ana = () => world.ctx(world.ana);
let people = 0;

async function start(): Promise<{ from: string; id: ConversationId }> {
  people += 1;
  const from = `undo-${people}`;
  await world.receive(buildMessage(world, { from, text: "question" }));
  return { from, id: await conversationOf(world, from) };
}

function reply(over: Partial<SendMessageBody> = {}): SendMessageBody {
  const plain = { attachmentIds: [], replyToId: null, mentions: [] };
  return {
    id: newMessageId(),
    kind: "reply",
    text: "answer",
    afterwards: "pending",
    holdSeconds: 10,
    ...plain,
    ...over,
  };
}
const rowOf = async (id: ConversationId) => (await viewConversation(kai(), id)).conversation;
const send = (id: ConversationId, body: SendMessageBody) => sendMessage(kai(), id, body, "Kai Wong");
const outboxOf = (messageId: string) =>
  world.database.system
    .selectFrom("outbox")
    .selectAll()
    .where("message_id", "=", messageId as never)
    .execute();
/** What makes up the picture of a row, without what only counts. */
const core = ({
  status,
  queueAt,
  waitingSince,
  assignee,
  lastMessage,
  boomerang,
}: Awaited<ReturnType<typeof rowOf>>) => ({
  ...{ status, queueAt, waitingSince, assignee, lastMessage, boomerang },
});

describe("taking a change of status back", () => {
  it.each(["pending", "resolved"] as const)(
    "W57 %s, taken back, leaves assignment, place and waiting time as they were",
    async (status) => {
      const { id } = await start();
      await assignConversation(kai(), id, world.ana);
      const before = await rowOf(id);
      await setStatus(kai(), id, { status });
      expect(core(await undoStatus(kai(), id))).toEqual(core(before));
    },
  );

  it("W57 resolved from Pending goes back to Pending, with the boomerang that was there", async () => {
    const { id } = await start();
    await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 60, note: "again" } });
    const before = await rowOf(id);
    await setStatus(kai(), id, { status: "resolved" });
    expect(core(await undoStatus(kai(), id))).toEqual(core(before));
  });

  it("refuses what was a colleague's, done twice, held by another, or overtaken by the contact", async () => {
    const { from, id } = await start();
    await setStatus(kai(), id, { status: "pending" });
    expect(await codeOf(undoStatus(ana(), id))).toBe("nothing_to_undo");
    await openConversation(ana(), id, false);
    expect(await codeOf(undoStatus(kai(), id))).toBe("locked_by_other");
    await world.receive(buildMessage(world, { from }));
    await setStatus(ana(), id, { status: "pending" });
    expect(await codeOf(undoStatus(kai(), id))).toBe("nothing_to_undo");
    await undoStatus(ana(), id);
    expect(await codeOf(undoStatus(ana(), id))).toBe("nothing_to_undo");
    await setStatus(kai(), id, { status: "resolved" });
    await world.receive(buildMessage(world, { from }));
    expect(await codeOf(undoStatus(kai(), id))).toBe("open_conversation_exists");
  });

  it("W19 whoever lost the channel meanwhile does not get the assignment back", async () => {
    const { id } = await start();
    await assignConversation(kai(), id, world.ana);
    await setStatus(kai(), id, { status: "resolved" });
    const access = { organization_id: world.organizationId, channel_id: world.channelId, user_id: world.ana };
    await world.database.system.deleteFrom("channel_access").where("user_id", "=", world.ana).execute();
    expect((await undoStatus(kai(), id)).assignee).toBeNull();
    await world.database.system
      .insertInto("channel_access")
      .values({ ...access, role: "supervisor" })
      .execute();
  });
});

describe("taking a reply back", () => {
  it("W96 held back, it is stored at once and no worker takes it before its time", async () => {
    const { id } = await start();
    const body = reply();
    const sent = await send(id, body);
    expect(sent.message.delivery).toMatchObject({ state: "queued", heldUntil: expect.any(String) });
    expect(sent.conversation.status).toBe("pending");
    expect((await claimSends(world.database, [], 50)).map((claim) => claim.message_id)).not.toContain(body.id);
    await world.database.system
      .updateTable("outbox")
      .set({ next_attempt_at: new Date(Date.now() - 1) })
      .where("message_id", "=", body.id)
      .execute();
    expect((await claimSends(world.database, [], 50)).map((claim) => claim.message_id)).toContain(body.id);
    expect(await codeOf(withdrawMessage(kai(), body.id))).toBe("too_late");
  });

  it.each(["stay", "pending", "resolved"] as const)(
    "W97 with %s: text and files are in the reply box again, the conversation is as before",
    async (afterwards) => {
      const { id } = await start();
      const before = await rowOf(id);
      const file = await upload();
      const body = reply({ afterwards, attachmentIds: [file] });
      await send(id, body);
      const back = await withdrawMessage(kai(), body.id);
      expect(core(back.conversation)).toEqual(core(before));
      expect(back.draft).toMatchObject({ text: "answer", kind: "reply", attachments: [{ id: file, name: "a.txt" }] });
      expect(await findDraft(ana(), id)).toBeNull();
      expect(await outboxOf(body.id)).toEqual([]);
      const view = await viewConversation(ana(), id);
      expect(view.entries.find((entry) => entry.id === body.id)).toMatchObject({
        withdrawn: true,
        text: "",
        attachments: [],
      });
      expect(
        view.entries.find((entry) => entry.type === "audit" && entry.action === "message_withdrawn"),
      ).toMatchObject({ actor: { id: world.kai } });
      const again = reply({ attachmentIds: [file] });
      expect((await send(id, again)).message.attachments).toHaveLength(1);
    },
  );

  it("W97 what was written since stands behind it", async () => {
    const { id } = await start();
    const body = reply({ text: "first" });
    await send(id, body);
    await putDraft(kai(), id, { text: "second", kind: "reply", replyToId: null, attachmentIds: [] });
    expect((await withdrawMessage(kai(), body.id)).draft?.text).toBe("first\n\nsecond");
  });

  it("W74 the assignment that the reply brought goes with it", async () => {
    const { id } = await start();
    const body = reply({ afterwards: "stay" });
    expect((await send(id, body)).conversation.assignee?.id).toBe(world.kai);
    expect((await withdrawMessage(kai(), body.id)).conversation.assignee).toBeNull();
  });

  it("W55 the contact wrote meanwhile: New stays New, and waits since the first unanswered message", async () => {
    const { from, id } = await start();
    const before = await rowOf(id);
    const body = reply();
    await send(id, body);
    await world.receive(buildMessage(world, { from, text: "hello?" }));
    const back = await withdrawMessage(kai(), body.id);
    expect(back.conversation).toMatchObject({
      status: "new",
      waitingSince: before.waitingSince,
      lastMessage: { text: "hello?" },
    });
  });

  it("W56 the contact has opened another conversation meanwhile: this one stays Resolved", async () => {
    const { from, id } = await start();
    const body = reply({ afterwards: "resolved" });
    await send(id, body);
    await world.receive(buildMessage(world, { from }));
    expect((await withdrawMessage(kai(), body.id)).conversation.status).toBe("resolved");
    expect((await conversationsOf(world, from)).map((row) => row.status)).toEqual(["resolved", "new"]);
  });

  it("a second reply keeps what it did", async () => {
    const { id } = await start();
    const [first, second] = [reply({ text: "one" }), reply({ text: "two" })];
    await send(id, first);
    await send(id, second);
    const back = await withdrawMessage(kai(), first.id);
    expect(back.conversation).toMatchObject({ status: "pending", waitingSince: null, lastMessage: { text: "two" } });
  });

  it("S9 nobody else takes it back, and without hold nobody does", async () => {
    const { id } = await start();
    const body = reply();
    await send(id, body);
    expect(await codeOf(withdrawMessage(ana(), body.id))).toBe("not_allowed");
    expect(await codeOf(withdrawMessage(world.ctx(uuidV7() as never), body.id))).toBe("not_found");
    const plain = reply({ holdSeconds: 0 });
    await send(id, plain);
    expect(await codeOf(withdrawMessage(kai(), plain.id))).toBe("too_late");
  });

  it("I6 taken back and claimed at once: one of both, never both, and five takings are one", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id } = await start();
      const body = reply();
      await send(id, body);
      await world.database.system
        .updateTable("outbox")
        .set({ next_attempt_at: new Date(Date.now() - 1) })
        .where("message_id", "=", body.id)
        .execute();
      const [claims, ...taken] = await Promise.all([
        claimSends(world.database, [], 50),
        ...Array.from({ length: 5 }, () => codeOf(withdrawMessage(kai(), body.id))),
      ]);
      const claimed = claims.some((claim) => claim.message_id === body.id);
      expect(taken.filter((code) => code === "done")).toHaveLength(claimed ? 0 : 1);
      expect((await outboxOf(body.id)).length).toBe(claimed ? 1 : 0);
    }
  });
});

async function upload(): Promise<AttachmentId> {
  const id = uuidV7() as AttachmentId;
  const file = {
    uploaded_by: `user:${world.kai}`,
    name: "a.txt",
    type: "text/plain",
    inline: false,
    size: "5",
    file: "x",
    kind: "file" as const,
  };
  await insertUploaded(kai(), { id, ...file });
  return id;
}
