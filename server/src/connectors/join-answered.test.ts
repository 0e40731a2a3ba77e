import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import type { ChannelForConnector, InboundItem } from "./connector.ts";
import { joinAnswered } from "./join-answered.sql.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

type Post = { readonly id: string; readonly answers?: string; readonly joins?: boolean };

function buildPost({ id, answers, joins = true }: Post): InboundItem {
  return {
    ...{ type: "message", channelExternalId: "page", externalId: id, occurredAt: 1000, party: { externalId: "zoe" } },
    ...{ direction: "in", text: id, media: [], visibility: "public", automatic: false, threadKey: answers ?? id },
    ...(answers === undefined ? {} : { replyToExternalId: answers }),
    ...(joins ? { joinsAnswered: true } : {}),
  };
}

async function threads(...posts: Post[]): Promise<string[]> {
  const channel: ChannelForConnector = {
    ...{ id: world.channelId, organizationId: world.organizationId, endpointId: world.endpointId },
    ...{ platform: "x", externalId: "page", name: "Lamps", settings: {}, secrets: {} },
  };
  const found = posts.map((one) => ({ item: buildPost(one), channel, deliveryId: "delivery" as never }));
  const joined = await joinAnswered(world.database, world.organizationId, found);
  return joined.map(({ item }) => (item.type === "message" ? `${item.externalId} in ${item.threadKey}` : ""));
}

it("W154 whoever goes on talking stays in the same thread, however deep", async () => {
  expect(await threads({ id: "a" }, { id: "b", answers: "a" }, { id: "c", answers: "b" })).toEqual([
    ...["a in a", "b in a", "c in a"],
  ]);
});

it("what answers something unknown keeps its key, and where the platform names the root nothing is joined", async () => {
  expect(await threads({ id: "d", answers: "elsewhere" }, { id: "e", answers: "d" })).toEqual([
    ...["d in elsewhere", "e in elsewhere"],
  ]);
  expect(await threads({ id: "f" }, { id: "g", answers: "f", joins: false })).toEqual(["f in f", "g in f"]);
  expect(await threads({ id: "h", answers: "i", joins: false }, { id: "j", answers: "h", joins: false })).toEqual([
    ...["h in i", "j in h"],
  ]);
});
