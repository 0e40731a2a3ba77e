import type { UserId } from "@guichet/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { forgetOldRecords } from "./old-records.sql.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

it("what sends have written down is forgotten after thirty days; cursors and what is young stay", async () => {
  const { organizationId, channelId, database } = world;
  const days = (count: number) => new Date(Date.now() - count * 86_400_000);
  for (const [key, at] of [
    ["sent:old", days(31)],
    ["reply:old", days(31)],
    ["sent:young", days(29)],
    ["messages-since", days(300)],
  ] as const)
    await database.system
      .insertInto("channel_values")
      .values({ organization_id: organizationId, channel_id: channelId, key, value: "[]", changed_at: at })
      .execute();
  await forgetOldRecords(database);
  const left = await database.system.selectFrom("channel_values").select("key").orderBy("key").execute();
  expect(left.map(({ key }) => key)).toEqual(["messages-since", "sent:young"]);
});

it("W97 a draft is swept after seven days, and not before", async () => {
  const { organizationId, database } = world;
  await world.receive(buildMessage(world, { from: "drafted" }));
  const { id } = await database.system.selectFrom("conversations").select("id").executeTakeFirstOrThrow();
  const write = async (userId: UserId, days: number) =>
    await database.system
      .insertInto("drafts")
      .values({
        organization_id: organizationId,
        user_id: userId,
        conversation_id: id,
        kind: "reply",
        text: "…",
        attachment_ids: [],
        at: new Date(Date.now() - days * 86_400_000),
      })
      .execute();
  await write(world.kai, 8);
  await write(world.ana, 6);
  await forgetOldRecords(database);
  const left = await database.system.selectFrom("drafts").select("user_id").execute();
  expect(left.map((one) => one.user_id)).toEqual([world.ana]);
});
