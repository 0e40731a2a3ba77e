import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { createLog } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { NO_LIMITS } from "../users/index.ts";
import { createLiveHub } from "./live-hub.ts";
import { fakeLine } from "./live-socket.test-kit.ts";
import { LiveSocket } from "./live-socket.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

it("S14 F-15 who lost a channel while the socket was being opened hears nothing of it", async () => {
  const { system } = world.database;
  await world.receive(buildMessage(world, { from: "secret" }));
  // The access was read before it was taken away; both are told in what the socket catches up with.
  await system.deleteFrom("channel_access").where("user_id", "=", world.kai).execute();
  await sql`
    insert into event_log (position, organization_id, id, type, actor, data, at)
    values (1, ${world.organizationId}, ${uuidV7()}, 'user.changed', '{"type":"system","name":"Guichet"}',
      ${JSON.stringify({ userId: world.kai, change: "access" })}, now())`.execute(system);
  await sql`
    insert into event_log (position, organization_id, id, type, conversation_id, channel_id, actor, data, at)
    select 1 + row_number() over (order by ticket), organization_id, id, type, conversation_id, channel_id, actor, data, at from event_inbox`.execute(
    system,
  );
  const { line, sent } = fakeLine();
  const who = {
    organizationId: world.organizationId,
    userId: world.kai,
    sessionId: uuidV7() as never,
    name: "Kai",
  };
  const socket = new LiveSocket(
    line,
    who,
    { reach: new Map([[world.channelId, "contributor"]]), limits: NO_LIMITS },
    0n,
  );
  const hub = createLiveHub({
    database: world.database,
    feed: { position: () => "0" } as never,
    log: createLog("silent"),
  });
  await hub.add(socket);
  expect(sent.join()).toContain("caught_up");
  expect(sent.join()).not.toContain(world.channelId);
  expect(socket.reach.size).toBe(0);
});
