import type { ResolutionReasonId, SendMessageBody } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { addReason, changeReason } from "../../organizations/resolution-reasons/change-reasons.ts";
import { codeOf, conversationOf, conversationsOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "../conversations.test-kit.ts";
import { sendMessage } from "../send-message.ts";
import { setStatus } from "../set-status.ts";
import { viewConversation } from "../view-conversation.ts";

let world: World;
let reasonId: ResolutionReasonId;
beforeAll(async () => {
  world = await buildWorld();
  reasonId = (await addReason(audited(), { name: "Solved" })).id;
});
afterAll(async () => await world.close());

const audited = () => ({ ...world.ctx(world.kai), by: { name: "Kai Wong", address: "" } });
const kai = () => world.ctx(world.kai);

async function start(from: string, visibility: "private" | "public" = "private") {
  await world.receive(buildMessage(world, { from, visibility }));
  return await conversationOf(world, from);
}

async function ask(asked: { private: boolean; public: boolean }): Promise<void> {
  await world.database.system
    .updateTable("channels")
    .set({ reason_asked: JSON.stringify(asked) })
    .where("id", "=", world.channelId)
    .execute();
}

function reply(over: Partial<SendMessageBody>): SendMessageBody {
  const plain = { attachmentIds: [], replyToId: null, mentions: [] };
  return { id: newMessageId(), kind: "reply", text: "done", afterwards: "resolved", ...plain, ...over };
}

describe("resolution reasons", () => {
  it("R18 W66 where none is asked, one may be given all the same, and stands in the trail with its comment", async () => {
    const id = await start("free");
    await setStatus(kai(), id, { status: "resolved", resolution: { reasonId, comment: "new lamp sent" } });
    const [row] = await conversationsOf(world, "free");
    expect(row).toMatchObject({
      resolution_reason: "Solved",
      resolution_reason_id: reasonId,
      resolution_comment: "new lamp sent",
    });
    const line = (await viewConversation(kai(), id)).entries.at(-1);
    expect(line).toMatchObject({ action: "resolved", subject: { reason: "Solved", comment: "new lamp sent" } });
    await setStatus(kai(), id, { status: "new" });
    expect((await conversationsOf(world, "free"))[0]).toMatchObject({
      resolution_reason: null,
      resolution_reason_id: null,
    });
  });

  it("W66 asked for by channel and type: without one neither Resolve nor a reply that resolves goes through", async () => {
    await ask({ private: true, public: false });
    const id = await start("asked");
    expect(await codeOf(setStatus(kai(), id, { status: "resolved" }))).toBe("resolve_incomplete");
    expect(await codeOf(sendMessage(kai(), id, reply({}), "Kai Wong"))).toBe("resolve_incomplete");
    const view = await viewConversation(kai(), id);
    expect(view.conversation.status).toBe("new");
    expect(view.entries).toHaveLength(1);
    expect(await codeOf(setStatus(kai(), id, { status: "pending" }))).toBe("done");
    const resolution = { reasonId, comment: "" };
    expect((await sendMessage(kai(), id, reply({ resolution }), "Kai Wong")).conversation.status).toBe("resolved");
    const open = await start("asked-public", "public");
    expect(await codeOf(setStatus(kai(), open, { status: "resolved" }))).toBe("done");
    await ask({ private: false, public: false });
  });

  it("W66 a reason out of use, of nobody or of another organization is refused with its field", async () => {
    const id = await start("wrong");
    const unused = await addReason(audited(), { name: "Old" });
    await changeReason(audited(), unused.id, { active: false });
    for (const wrong of [unused.id, uuidV7() as ResolutionReasonId])
      expect(
        await codeOf(setStatus(kai(), id, { status: "resolved", resolution: { reasonId: wrong, comment: "" } })),
      ).toBe("invalid_input");
  });
});
