import type { ChannelRole, LoggedEvent } from "@guichet/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { NO_LIMITS } from "../users/index.ts";
import { fakeLine } from "./live-socket.test-kit.ts";
import { LiveSocket } from "./live-socket.ts";
import { prepareNews, pushTo } from "./push-event.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

it("S14 each hears what their role may see, of a frame that is made once for all of that role", async () => {
  await world.receive(buildMessage(world, { from: "frame" }));
  const [row] = await world.database.system.selectFrom("event_inbox").selectAll().orderBy("ticket").execute();
  const event = { ...row, position: "7", organizationId: world.organizationId, seq: null } as unknown as LoggedEvent;
  const prepared = await prepareNews(world.database, world.organizationId, [event]);
  const [one, other] = [openSocket("contributor"), openSocket("contributor")];
  const [viewer, stranger] = [openSocket("viewer"), openSocket(undefined)];
  const frames = [one, other, viewer, stranger].map(({ socket }) => prepared[0]?.frameFor(socket));
  expect(frames[0]).toBeInstanceOf(Buffer);
  expect(frames[1]).toBe(frames[0]);
  expect(frames[2]).not.toEqual(frames[0]);
  expect(frames[3]).toBeUndefined();
  for (const { socket } of [one, other, viewer, stranger]) pushTo(socket, prepared, 7n);
  for (const { socket } of [one, other, viewer, stranger]) pushTo(socket, prepared, 7n);
  expect([one, other, viewer, stranger].map(({ types }) => types())).toEqual([
    ["conversation"],
    ["conversation"],
    ["conversation"],
    [],
  ]);
  expect(stranger.socket.position).toBe(7n);
});

it("W38 only those whose presence changed are read and told", async () => {
  const event = {
    ...{ id: uuidV7(), type: "presence.changed", position: "8", organizationId: world.organizationId, seq: null },
    data: { userId: world.kai, presence: "away", awayStateId: null },
  } as unknown as LoggedEvent;
  const { socket, sent } = openSocket(undefined);
  pushTo(socket, await prepareNews(world.database, world.organizationId, [event]), 8n);
  expect(sent.map((text) => JSON.parse(text))).toMatchObject([{ type: "colleague", colleague: { id: world.kai } }]);
});

it("W98 what one has marked unread is told to oneself alone, and not where one has lost the channel", async () => {
  const mark = { from: 3, turn: 1 };
  const place = { conversationId: uuidV7(), channelId: world.channelId };
  const eventOf = (userId: string) =>
    ({
      ...{ id: uuidV7(), type: "unread_mark.changed", position: "9", organizationId: world.organizationId, seq: null },
      data: { userId, place, mark, readSeq: 4 },
    }) as unknown as LoggedEvent;
  const [mine, lost, others] = [openSocket("viewer"), openSocket(undefined), openSocket("supervisor")];
  const own = await prepareNews(world.database, world.organizationId, [eventOf(world.kai)]);
  for (const { socket } of [mine, lost]) pushTo(socket, own, 9n);
  pushTo(others.socket, await prepareNews(world.database, world.organizationId, [eventOf(world.ana)]), 9n);
  expect(mine.sent.map((text) => JSON.parse(text))).toEqual([
    { type: "unread_mark", position: "9", conversationId: place.conversationId, mark, readSeq: 4 },
  ]);
  expect([lost.sent, others.sent]).toEqual([[], []]);
});

function openSocket(role: ChannelRole | undefined) {
  const { line, types, sent } = fakeLine();
  const who = {
    ...{ organizationId: world.organizationId, userId: world.kai, name: "Kai" },
    sessionId: uuidV7() as never,
  };
  const reach = new Map(role === undefined ? [] : [[world.channelId, role] as const]);
  return { socket: new LiveSocket(line, who, { reach, limits: NO_LIMITS }, 0n), types, sent };
}
