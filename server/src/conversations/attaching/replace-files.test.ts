import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { conversationOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "../conversations.test-kit.ts";
import type { InboundMedia } from "../inbound-message.ts";
import type { MessageNews } from "../message-news.ts";
import { recordNews } from "../record-news.ts";
import { viewConversation } from "../view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const at = Date.parse("2026-11-22T16:00:00Z");
const deliveryId = uuidV7();
type Edit = Extract<MessageNews, { kind: "edited" }>;

function picture(mark: string, ref = mark): InboundMedia {
  return { kind: "image", ref, mark, name: `${mark}.jpg`, type: "image/jpeg" };
}

async function edit(externalId: string, text: string, seconds: number, media?: readonly InboundMedia[]): Promise<void> {
  const files: Pick<Edit, "files"> = media === undefined ? {} : { files: { media, deliveryId } };
  const news: Edit = { kind: "edited", text, at: at + seconds * 1000, ...files };
  await tell(externalId, news);
}
async function tell(externalId: string, news: MessageNews): Promise<void> {
  await world.database.withClient(world.organizationId, (client) =>
    recordNews(client, world.organizationId, world.channelId, { externalIds: [externalId] }, news, new Date()),
  );
}

async function receive(from: string, externalId = uuidV7()): Promise<string> {
  const message = buildMessage(world, { from, externalId, text: "Look", occurredAt: at, media: [picture("first")] });
  await world.receive(message);
  return externalId;
}

async function seen(from: string) {
  const { entries, conversation } = await viewConversation(world.ctx(world.kai), await conversationOf(world, from));
  const [message] = entries.flatMap((entry) => (entry.type === "message" ? [entry] : []));
  return {
    text: message?.text,
    edited: message?.edited,
    files: message?.attachments.map(({ name, state }) => `${name} ${state}`),
    ...{ row: conversation.lastMessage, version: conversation.version },
  };
}
const stored = async (from: string) => {
  const { system } = world.database;
  const id = await conversationOf(world, from);
  await system
    .updateTable("attachments")
    .set({ state: "stored", file: uuidV7() })
    .from("messages as m")
    .whereRef("m.id", "=", "attachments.message_id")
    .where("m.conversation_id", "=", id)
    .execute();
};

describe("an edit with another picture", () => {
  it("I8 I19 the thread has the new one, which is fetched apart; the former is gone, and so its file is nobody's", async () => {
    const message = await receive("swaps");
    await stored("swaps");
    await edit(message, "Look", 1, [picture("second"), picture("third")]);
    expect(await seen("swaps")).toMatchObject({
      ...{ text: "Look", edited: true, files: ["second.jpg pending", "third.jpg pending"] },
      row: { attachments: 2 },
    });
    const rows = await world.database.system
      .selectFrom("attachments")
      .select(["source", "position"])
      .where("name", "=", "second.jpg")
      .execute();
    expect(rows).toEqual([{ source: { ref: "second", mark: "second", deliveryId }, position: 0 }]);
  });

  it("I19 a repeat, and one with the same picture under another id, change the words alone", async () => {
    const message = await receive("repeats");
    await edit(message, "Look!", 1, [picture("first", "another id")]);
    await stored("repeats");
    const before = await seen("repeats");
    expect(before).toMatchObject({ text: "Look!", files: ["first.jpg stored"] });
    await edit(message, "Look!", 1, [picture("first", "a third id")]);
    await edit(message, "Look!", 2);
    expect(await seen("repeats")).toEqual(before);
  });

  it("I10 I19 of two the later one counts, whichever comes first, and before the message too", async () => {
    const message = await receive("shuffled");
    await edit(message, "Third", 3, [picture("third")]);
    await edit(message, "Second", 2, [picture("second")]);
    expect(await seen("shuffled")).toMatchObject({ text: "Third", files: ["third.jpg pending"] });
    const early = uuidV7();
    await edit(early, "Third", 3, [picture("third")]);
    await edit(early, "Second", 2, [picture("second")]);
    await receive("early", early);
    expect(await seen("early")).toMatchObject({ text: "Third", files: ["third.jpg pending"] });
  });

  it("I19 W128 what is deleted, and what a person masked, gets no picture back", async () => {
    const gone = await receive("gone");
    await tell(gone, { kind: "deleted", at: at + 1000 });
    await edit(gone, "Back", 2, [picture("second")]);
    expect((await seen("gone")).files).toEqual([]);
    const masked = await receive("masked");
    const { system } = world.database;
    await system.updateTable("messages").set({ masked_at: new Date() }).where("external_id", "=", masked).execute();
    await edit(masked, "Back", 2, [picture("second")]);
    expect((await seen("masked")).files).toEqual(["first.jpg pending"]);
  });
});
