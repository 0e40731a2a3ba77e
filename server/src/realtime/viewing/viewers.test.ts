import type { ChannelId, ChannelRole, ConversationId, OrganizationId, UserId } from "@guichet/contract";
import { afterEach, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { NO_LIMITS } from "../../users/index.ts";
import { fakeLine } from "../live-socket.test-kit.ts";
import { LiveSocket } from "../live-socket.ts";
import { readGlances, writeGlances } from "./glances.ts";
import { createViewers } from "./viewers.ts";

const SHOP = uuidV7() as ChannelId;
const OTHER = uuidV7() as ChannelId;
const ORGANIZATION = uuidV7() as OrganizationId;
const [ANN, BOB, CLEO] = [uuidV7() as UserId, uuidV7() as UserId, uuidV7() as UserId];
const conversationId = uuidV7() as ConversationId;
const PLACE = { channelId: SHOP, conversationId };

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Processes on one bus, with a clock that is set. */
function build() {
  const listeners = new Set<(payload: string) => void>();
  let now = 0;
  const start = () => {
    let heard: (payload: string) => void = () => undefined;
    const viewers = createViewers({
      now: () => new Date(now),
      bus: {
        publish: (_topic, payload) => {
          for (const listener of listeners) listener(payload);
        },
        subscribe: (_topic, listener) => {
          heard = listener;
          listeners.add(listener);
        },
      },
    });
    stops.push(viewers.stop);
    return {
      ...viewers,
      /** It says nothing any more, as a process that was killed. */
      die: () => {
        listeners.delete(heard);
        viewers.stop();
      },
    };
  };
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { start, pass };
}

function tab(userId: UserId, channels: readonly ChannelId[] = [SHOP], organizationId = ORGANIZATION) {
  const { line, sent } = fakeLine();
  const who = { organizationId, userId, sessionId: uuidV7() as never, name: "Somebody" };
  const socket = new LiveSocket(
    line,
    who,
    { reach: new Map(channels.map((id) => [id, "viewer" as ChannelRole])), limits: NO_LIMITS },
    0n,
  );
  /** Who is there, as the tab heard it last. */
  const told = (): readonly UserId[] | undefined => {
    const last = sent.at(-1);
    return last === undefined ? undefined : JSON.parse(last).userIds;
  };
  return { socket, told, sent };
}

it("W80 those who have a conversation open hear of one another at once, in whatever process, and nobody else does", () => {
  const { start } = build();
  const [one, other] = [start(), start()];
  const [ann, bob, cleo] = [tab(ANN), tab(BOB), tab(CLEO)];
  one.look(ann.socket, PLACE);
  expect(ann.told()).toEqual([ANN]);
  other.look(bob.socket, PLACE);
  one.look(cleo.socket, { ...PLACE, conversationId: uuidV7() as ConversationId });
  expect([ann.told(), bob.told(), cleo.told()]).toEqual([[ANN, BOB], [ANN, BOB], [CLEO]]);
  other.look(bob.socket, null);
  expect(ann.told()).toEqual([ANN]);
  expect(bob.sent).toHaveLength(1);
});

it("W80 a person is there as long as one of their tabs is, and stands there once", () => {
  const { start } = build();
  const viewers = start();
  const [ann, bob, again] = [tab(ANN), tab(BOB), tab(BOB)];
  for (const { socket } of [ann, bob, again]) viewers.look(socket, PLACE);
  expect(ann.told()).toEqual([ANN, BOB]);
  expect(again.told()).toEqual([ANN, BOB]);
  viewers.forget(bob.socket);
  expect(ann.told()).toEqual([ANN, BOB]);
  viewers.look(again.socket, { ...PLACE, conversationId: uuidV7() as ConversationId });
  expect(ann.told()).toEqual([ANN]);
  // Saying the same again tells nobody anything.
  const heard = ann.sent.length;
  viewers.look(ann.socket, PLACE);
  expect(ann.sent).toHaveLength(heard);
});

it("W80 who goes without a word is gone after a while: a tab on a dead line, and a process with all of its tabs", () => {
  const { start, pass } = build();
  const [one, other] = [start(), start()];
  const [ann, bob, cleo] = [tab(ANN), tab(BOB), tab(CLEO)];
  one.look(ann.socket, PLACE);
  one.look(bob.socket, PLACE);
  other.look(cleo.socket, PLACE);
  other.die();
  for (let second = 0; second < 60; second += 5) {
    pass(5000);
    one.note(ann.socket);
    one.sweep();
  }
  expect(ann.told()).toEqual([ANN, BOB]);
  for (let second = 0; second < 15; second += 5) {
    pass(5000);
    one.note(ann.socket);
    one.sweep();
  }
  expect(ann.told()).toEqual([ANN]);
});

it("W80 a process that starts later learns who is there already", () => {
  const { start, pass } = build();
  const one = start();
  const [ann, bob] = [tab(ANN), tab(BOB)];
  one.look(ann.socket, PLACE);
  const late = start();
  late.look(bob.socket, PLACE);
  expect(bob.told()).toEqual([BOB]);
  pass(20_000);
  one.note(ann.socket);
  one.sweep();
  expect(bob.told()).toEqual([BOB, ANN]);
});

it("S14 who does not see the channel, names another one or is somebody else's stands apart and hears nothing", () => {
  const { start } = build();
  const viewers = start();
  const ann = tab(ANN);
  viewers.look(ann.socket, PLACE);
  const [stranger, liar, abroad] = [tab(BOB, [OTHER]), tab(BOB, [OTHER]), tab(BOB, [SHOP], uuidV7() as OrganizationId)];
  viewers.look(stranger.socket, PLACE);
  viewers.look(liar.socket, { channelId: OTHER, conversationId });
  viewers.look(abroad.socket, PLACE);
  expect(ann.sent).toHaveLength(1);
  expect([stranger.told(), liar.told(), abroad.told()]).toEqual([undefined, [BOB], [BOB]]);
});

it("S14 who loses the channel is no longer among them, and hears nothing from that moment on", () => {
  const { start } = build();
  const viewers = start();
  const [ann, bob] = [tab(ANN), tab(BOB)];
  viewers.look(ann.socket, PLACE);
  viewers.look(bob.socket, PLACE);
  const heard = bob.sent.length;
  bob.socket.reach = new Map();
  viewers.look(tab(CLEO).socket, PLACE);
  expect(bob.sent).toHaveLength(heard);
  viewers.sweep();
  expect(ann.told()).toEqual([ANN, CLEO]);
});

it("W80 what processes tell one another fits into what they can, and what is no such word is nothing", () => {
  const glance = { ...PLACE, organizationId: ORGANIZATION, viewerId: crypto.randomUUID(), userId: ANN, on: false };
  const texts = writeGlances(Array(60).fill(glance), "1");
  expect(texts.every((text) => Buffer.byteLength(text) < 8000)).toBe(true);
  expect(texts.flatMap(readGlances)).toEqual(Array(60).fill(glance));
  expect(new Set(texts).size).toBe(texts.length);
  for (const odd of ["", "{}", "[]", '{"glances":[{}]}', '{"glances":7}']) expect(readGlances(odd)).toEqual([]);
});
