import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWorld, type World } from "../../conversations/conversations.test-kit.ts";
import { routingIn } from "../routing.test-kit.ts";
import { routingState } from "./routing-state.ts";

let world: World;
const at = routingIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());

const state = async () => await routingState(world.ctx(world.ana));

it("R62 what waits on a channel that nobody reaches is listed for Admins, though no teams are chosen, until somebody reaches it", async () => {
  await at.begin();
  const first = await at.receive("one");
  await at.receive("two");
  const { system } = world.database;
  const here = { organization_id: world.organizationId, channel_id: world.channelId };
  expect(await state()).toMatchObject({ inUse: false, unreached: [] });
  const grants = await system
    .selectFrom("channel_access")
    .selectAll()
    .where("channel_id", "=", world.channelId)
    .execute();
  await system.deleteFrom("channel_access").where("channel_id", "=", world.channelId).execute();
  const { grant_to_all } = await system
    .updateTable("channels")
    .set({ grant_to_all: false })
    .where("id", "=", world.channelId)
    .returning("grant_to_all")
    .executeTakeFirstOrThrow();
  expect(grant_to_all).toBe(false);
  const listed = [
    { channelId: world.channelId, waiting: { count: 2, more: false }, since: first.queue_at.toISOString() },
  ];
  expect((await state()).unreached).toMatchObject(listed);
  // A team in which nobody is reaches nothing.
  const empty = await at.team("Nobody in it", { members: [] });
  expect((await state()).unreached).toMatchObject(listed);
  await at.fallback(empty.id);
  // Ana reaches nothing of what waits without a team.
  expect(await state()).toMatchObject({ inUse: true, withoutTeam: { count: 2 }, mayShow: false });
  const team = await at.team("Somebody in it");
  expect((await state()).unreached).toEqual([]);
  await system.deleteFrom("team_channels").where("team_id", "=", team.id).execute();
  await system
    .updateTable("conversations")
    .set({ status: "pending" })
    .where("channel_id", "=", world.channelId)
    .execute();
  expect((await state()).unreached).toEqual([]);
  await system.updateTable("conversations").set({ status: "new" }).where("channel_id", "=", world.channelId).execute();
  expect((await state()).unreached).toHaveLength(1);
  for (const grant of grants)
    await system
      .insertInto("channel_access")
      .values({ ...grant, ...here })
      .execute();
  expect(await state()).toMatchObject({ mayShow: true, unreached: [] });
});
