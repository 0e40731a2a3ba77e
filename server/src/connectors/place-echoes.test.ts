import type { SendMessageBody } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, newMessageId, type World } from "../conversations/conversations.test-kit.ts";
import { claimSends } from "../conversations/outbox.sql.ts";
import { sendMessage } from "../conversations/send-message.ts";
import type { ChannelForConnector, InboundItem } from "./connector.ts";
import { placeEchoes } from "./place-echoes.sql.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const PAGE = "page";
type Comment = { readonly id: string; readonly by: string; readonly answers?: string };

function buildComment({ id, by, answers }: Comment): InboundItem {
  return {
    ...{ type: "message", channelExternalId: PAGE, externalId: id, occurredAt: 1000, party: { externalId: by } },
    ...{ direction: by === PAGE ? "echo" : "in", text: id, media: [], visibility: "public", automatic: false },
    ...{ threadKey: "post", ...(answers === undefined ? {} : { replyToExternalId: answers }) },
  };
}

const place = async (...comments: Comment[]): Promise<string[]> => (await placed(...comments)).items;

const deliveryId = "delivery" as never;
const page = (): ChannelForConnector => ({
  ...{ id: world.channelId, organizationId: world.organizationId, endpointId: world.endpointId },
  ...{ platform: "facebook", externalId: PAGE, name: "Lamps", settings: {}, secrets: {} },
});

async function placed(...comments: Comment[]): Promise<{ items: string[]; isEarly: boolean }> {
  const found = comments.map((one) => ({ item: buildComment(one), channel: page(), deliveryId }));
  const { items, early } = await placeEchoes(world.database, world.organizationId, found);
  return {
    items: items.map(({ item }) => `${"externalId" in item ? item.externalId : ""} of ${item.party.externalId}`),
    isEarly: early.size > 0,
  };
}

it("I3 what a Page wrote belongs where the comment is that it answers, also when it comes before that comment", async () => {
  const question = { id: "question", by: "zoe" };
  const answer = { id: "answer", by: PAGE, answers: "question" };
  const more = { id: "more", by: PAGE, answers: "question" };
  const thanks = { id: "thanks", by: "zoe", answers: "question" };
  expect(await place(question, answer, thanks)).toEqual(["question of zoe", "answer of zoe", "thanks of zoe"]);
  expect(await place(answer, more, question, thanks)).toEqual([
    ...["question of zoe", "answer of zoe", "more of zoe", "thanks of zoe"],
  ]);
  // What is delivered twice moves nothing twice.
  expect(await place(answer, question, question)).toEqual(["question of zoe", "answer of zoe", "question of zoe"]);
});

describe("the same words to two people under one post", () => {
  const text = "Thank you for asking, it is on its way";
  const ids = new Map<string, string>();
  beforeAll(async () => {
    for (const who of ["zoe", "max"]) {
      const externalId = `asked by ${who}`;
      await world.receive(buildMessage(world, { from: who, externalId, visibility: "public", threadKey: "post" }));
      const { id } = await world.database.system
        .selectFrom("conversations as c")
        .innerJoin("identities as i", "i.id", "c.identity_id")
        .select("c.id")
        .where("i.external_id", "=", who)
        .executeTakeFirstOrThrow();
      const messageId = newMessageId();
      const body: SendMessageBody = {
        ...{
          id: messageId,
          kind: "reply",
          text,
          attachmentIds: [],
          replyToId: null,
          mentions: [],
          afterwards: "preference",
        },
      };
      await sendMessage(world.ctx(world.kai), id, body, "Kai");
      ids.set(who, messageId);
    }
    expect((await claimSends(world.database, [], 10)).length).toBe(2);
  });
  const ownOf = async (change: Partial<InboundItem & { type: "message" }>) => {
    const item = { ...buildComment({ id: "there", by: PAGE }), text, ...change } as InboundItem;
    const { items } = await placeEchoes(world.database, world.organizationId, [{ item, channel: page(), deliveryId }]);
    return items.map(({ item: one }) => ("clientRef" in one ? one.clientRef : undefined));
  };

  it("I10 each echo settles the send of the conversation in which it answers", async () => {
    expect(await ownOf({ replyToExternalId: "asked by max" })).toEqual([ids.get("max")]);
    expect(await ownOf({ replyToExternalId: "asked by zoe" })).toEqual([ids.get("zoe")]);
  });

  it("I10 a last piece settles the send of its own conversation alone", async () => {
    const piece = { text: "on its way", isLast: true };
    expect(await ownOf({ replyToExternalId: "asked by max", piece })).toEqual([ids.get("max")]);
    expect(await ownOf({ replyToExternalId: "somebody else's", piece })).toEqual([]);
  });
});

it("what answers nothing of ours is nobody's, as long as that does not come", async () => {
  const alone = { id: "alone", by: PAGE, answers: "question" };
  expect(await placed(alone, { id: "other", by: "max" })).toEqual({ items: ["other of max"], isEarly: true });
  expect(await placed({ id: "root", by: PAGE })).toEqual({ items: [], isEarly: false });
  expect(await placed(alone, { id: "question", by: "max" })).toMatchObject({ isEarly: false });
});
