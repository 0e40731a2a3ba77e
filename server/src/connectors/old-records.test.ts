import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
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
