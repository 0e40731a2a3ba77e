import type { LoggedEvent } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
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

it("I5 I13 an event that cannot be told makes browsers load anew, and holds up neither feed nor newcomers", async () => {
  const hub = createLiveHub({
    database: world.database,
    feed: { position: () => "0" } as never,
    log: createLog("silent"),
  });
  const early = openSocket();
  await hub.add(early.socket);
  await append(1, "message.received", { conversationId: "no id at all", channelId: world.channelId });
  await append(2, "team.changed", { teamId: uuidV7() });
  await hub.onEvents([event(1, "message.received", { conversationId: "no id at all", channelId: world.channelId })]);
  await hub.onEvents([event(2, "team.changed", { teamId: uuidV7() })]);
  expect(early.types()).toEqual(["caught_up", "reload", "world_changed"]);
  expect(early.socket.position).toBe(2n);

  const late = openSocket();
  await hub.add(late.socket);
  expect(late.types()).toEqual(["reload", "caught_up"]);
  expect(late.socket.position).toBe(2n);
});

function openSocket() {
  const { line, types } = fakeLine();
  const who = {
    organizationId: world.organizationId,
    userId: world.kai,
    sessionId: uuidV7() as never,
    name: "Kai",
  };
  return {
    socket: new LiveSocket(line, who, { reach: new Map([[world.channelId, "contributor"]]), limits: NO_LIMITS }, 0n),
    types,
  };
}

async function append(position: number, type: string, data: object): Promise<void> {
  await sql`
    insert into event_log (position, organization_id, id, type, actor, data, at)
    values (${position}, ${world.organizationId}, ${uuidV7()}, ${type}, '{"type":"system","name":"Guichet"}', ${JSON.stringify(data)}, now())`.execute(
    world.database.system,
  );
}

function event(position: number, type: string, data: object): LoggedEvent {
  return {
    position: String(position),
    organizationId: world.organizationId,
    id: uuidV7(),
    type,
    seq: null,
    data,
  } as never;
}
