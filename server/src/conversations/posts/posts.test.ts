import type { ConversationId, ConversationView, MessageView } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { findReadableAttachment } from "../attachment.ts";
import { conversationOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "../conversations.test-kit.ts";
import type { InboundPost } from "../inbound-message.ts";
import { recordNews } from "../record-news.ts";
import { viewConversation } from "../view-conversation.ts";

let world: World;
let people = 0;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());

const post = (more: Partial<InboundPost> = {}): InboundPost => ({
  ...{ text: "Our lamps, made in Lyon", url: "https://shop.example/posts/1", dark: true },
  image: { kind: "image", ref: "https://shop.example/lamp.png", name: "lamp.png" },
  ...more,
});
const comment = (from: string, more: object = {}) =>
  buildMessage(world, { from, visibility: "public", threadKey: "ad-1", post: post(), ...more });
const view = async (id: ConversationId): Promise<ConversationView> => await viewConversation(world.ctx(world.kai), id);
const messagesOf = ({ entries }: ConversationView): MessageView[] =>
  entries.filter((entry): entry is MessageView => entry.type === "message");
async function wrote(...messages: object[]): Promise<ConversationId> {
  people += 1;
  for (const more of messages) await world.receive(comment(`member-${people}`, more));
  return await conversationOf(world, `member-${people}`);
}

describe("W87 the post that a comment stands under", () => {
  it("W87 is beside the conversation, its picture waiting to be fetched and no file of the comment's own", async () => {
    const seen = await view(await wrote({ externalId: "first" }));
    expect(seen.post).toMatchObject({
      ...{ text: "Our lamps, made in Lyon", url: "https://shop.example/posts/1", dark: true },
      image: { name: "lamp.png", state: "pending" },
    });
    expect(messagesOf(seen)).toMatchObject([{ attachments: [], subject: null }]);
    expect(seen.conversation).toMatchObject({
      subject: "Our lamps, made in Lyon",
      lastMessage: { attachments: 0 },
    });
  });

  it("W87 I2 told with every comment, also in one batch, it is one, and its picture is fetched once", async () => {
    people += 1;
    const from = `member-${people}`;
    await world.receive(comment(from), comment(from, { post: post({ image: undefined as never, text: "" }) }));
    const again = comment(from);
    await world.receive(again);
    await world.receive(again);
    const id = await conversationOf(world, from);
    const seen = await view(id);
    expect(messagesOf(seen)).toHaveLength(3);
    expect(seen.post).toMatchObject({ text: "Our lamps, made in Lyon", image: { name: "lamp.png" } });
    expect(await imagesOf(id)).toHaveLength(1);
  });

  it("W87 what is told anew counts: text, mark, another picture", async () => {
    const image = { kind: "image" as const, ref: "https://shop.example/new.png", name: "new.png" };
    const id = await wrote({}, { post: post({ text: "Our new lamps", dark: false, image }) });
    expect((await view(id)).post).toMatchObject({ text: "Our new lamps", dark: false, image: { name: "new.png" } });
    expect(await imagesOf(id)).toHaveLength(2);
  });

  it("W87 stays when its author deletes the comment", async () => {
    const id = await wrote({ externalId: "to be deleted" });
    const before = (await view(id)).post;
    await world.database.withClient(world.organizationId, async (client) => {
      const address = { externalIds: ["to be deleted"] };
      const news = { kind: "deleted" as const, at: Date.now() };
      await recordNews(client, world.organizationId, world.channelId, address, news, new Date());
    });
    const after = await view(id);
    expect(messagesOf(after)).toMatchObject([{ deleted: true }]);
    expect(after.post).toEqual(before);
  });

  it("W87 S15 its picture is for those who see the conversation, and for nobody else", async () => {
    const { post: seen } = await view(await wrote({}));
    const id = seen?.image?.id ?? ("" as never);
    expect(await findReadableAttachment(world.ctx(world.viewer), id)).toMatchObject({ of_post: true });
    await expect(findReadableAttachment(world.ctx(uuidV7() as never), id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("W87 is not there where nobody told of one, nor in private", async () => {
    const id = await wrote({ post: undefined });
    expect((await view(id)).post).toBeNull();
    people += 1;
    await world.receive(buildMessage(world, { from: `member-${people}` }));
    expect((await view(await conversationOf(world, `member-${people}`))).post).toBeNull();
  });
});

async function imagesOf(id: ConversationId) {
  const found = await sql`
    select a.id from attachments a join messages m on m.id = a.message_id
    where m.conversation_id = ${id} and a.of_post`.execute(world.database.system);
  return found.rows;
}
