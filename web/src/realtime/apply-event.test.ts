import type { LiveFrame } from "@guichet/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeptList } from "../features/conversations/picture/conversations-picture.ts";
import { compareRows, NO_FILTER, type QueueFilter } from "../features/conversations/picture/queue-filter.ts";
import { addPage } from "../features/conversations/picture/queue-list.ts";
import { NOTHING_TOLD } from "../features/conversations/picture/told-meanwhile.ts";
import {
  buildMessage,
  buildRow,
  buildView,
  channelIdOf,
  conversationIdOf,
  instantOf,
  tagIdOf,
  topicIdOf,
  userIdOf,
} from "../features/conversations/testing/build.ts";
import { applyEvent } from "./apply-event.ts";
import type { Picture } from "./picture.ts";
import { type Deed, ToyServer } from "./toy-server.ts";

const PAGE = 3;
const all = NO_FILTER;
const filters: QueueFilter[] = [
  { ...all, status: "new", sort: "oldest" },
  { ...all, status: "new", channels: [1, 2].map(channelIdOf), assignedTo: ["unassigned", "me"], sort: "newest" },
  { ...all, status: "pending", assignedTo: ["others"], sort: "oldest" },
  { ...all, status: "pending", channels: [], sort: "newest" },
  { ...all, status: "resolved", assignedTo: ["me"], sort: "newest" },
  { ...all, status: "new", topics: [0, 1].map(topicIdOf), sort: "window" },
  { ...all, status: "new", visibility: "public", sort: "oldest" },
  { ...all, status: "pending", visibility: "private", teams: ["none"], window: "closed", sort: "window" },
  { ...all, status: "new", topics: [topicIdOf(2)], tags: [tagIdOf(1)], sort: "newest" },
];

function fetchPicture(server: ToyServer): Picture {
  const world = server.bootstrap();
  const recent = new Map();
  return {
    position: world.position,
    world,
    conversations: {
      me: world.me.id,
      counts: world.counts,
      recent,
      ...{ foreseen: new Map(), told: NOTHING_TOLD },
      lists: filters.map((filter) => ({
        filter,
        list: addPage(undefined, server.list(filter, null, PAGE), filter, recent, world.me.id),
      })),
      threads: new Map(
        [...server.rows.values()].map((row) => [row.id, buildView(row, { entries: server.entries.get(row.id) ?? [] })]),
      ),
      histories: [],
    },
    typing: new Map(),
    stolen: new Map(),
    viewers: null,
    contacts: new Set(),
    ...{ begunBy: new Set(), movedOf: new Set(), notified: [], unreadMarks: new Map() },
    gone: new Set(),
    hidden: new Set(),
    deletedContacts: new Set(),
    stale: false,
  };
}

/** What a list must show: the server's own list, as far as it is loaded. */
function expected(server: ToyServer, kept: KeptList) {
  const all = server.list(kept.filter, null, 1000).items;
  const { lookedTo } = kept.list;
  return lookedTo === null ? all : all.filter((row) => compareRows(row, lookedTo, kept.filter.sort) <= 0);
}

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ type: fc.constant("contact_writes" as const), which: fc.nat(20) }),
  fc.record({ type: fc.constant("new_contact" as const), channel: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    type: fc.constant("status" as const),
    which: fc.nat(20),
    status: fc.constantFrom("new" as const, "pending" as const, "resolved" as const),
  }),
  fc.record({ type: fc.constant("assign" as const), which: fc.nat(20), user: fc.constantFrom(null, 1, 2, 3) }),
  fc.record({ type: fc.constant("topic" as const), which: fc.nat(20), topic: fc.nat(2) }),
  fc.record({ type: fc.constant("tag" as const), which: fc.nat(20), tag: fc.nat(2) }),
  fc.record({ type: fc.constant("reply" as const), which: fc.nat(20) }),
  fc.record({ type: fc.constantFrom("delivered" as const, "hand" as const), which: fc.nat(20) }),
);

describe("old picture + frames = fresh fetch", () => {
  it("W44 W52 holds for lists, counts and threads after any deeds, in order", () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 25 }), fc.array(deed, { maxLength: 25 }), (before, after) => {
        const server = new ToyServer();
        for (const one of before) server.do(one);
        let picture = fetchPicture(server);
        for (const one of after) picture = applyEvent(picture, server.do(one), 0);
        for (const kept of picture.conversations.lists) expect(kept.list.items).toEqual(expected(server, kept));
        const count = (counts: typeof picture.conversations.counts) =>
          counts.channels
            .filter((one) => one.new + one.pending > 0)
            .sort((a, b) => (a.channelId < b.channelId ? -1 : 1));
        expect(count(picture.conversations.counts)).toEqual(count(server.counts()));
        for (const [id, view] of picture.conversations.threads) {
          expect(view.entries).toEqual(server.entries.get(id));
          expect(view.conversation).toEqual(server.rows.get(id));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("holds when frames come twice and pages arrive late", () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: deed },
      { weight: 2, arbitrary: fc.record({ type: fc.constant("ask_page" as const), list: fc.nat(filters.length - 1) }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant("page_arrives" as const) }) },
      {
        weight: 3,
        arbitrary: fc.record({ type: fc.constant("frames_arrive" as const), count: fc.nat(4), twice: fc.boolean() }),
      },
    );
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 20 }), fc.array(step, { maxLength: 60 }), (before, steps) => {
        const server = new ToyServer();
        for (const one of before) server.do(one);
        let picture = fetchPicture(server);
        const frames: LiveFrame[] = [];
        const pages: { at: number; page: ReturnType<ToyServer["list"]> }[] = [];
        const receive = (frame: LiveFrame) => {
          picture = applyEvent(picture, frame, 0);
        };
        const addNextPage = () => {
          const answer = pages.shift();
          const kept = answer && picture.conversations.lists[answer.at];
          if (!answer || !kept) return;
          const list = addPage(kept.list, answer.page, kept.filter, picture.conversations.recent, server.me);
          const lists = picture.conversations.lists.with(answer.at, { ...kept, list });
          picture = { ...picture, conversations: { ...picture.conversations, lists } };
        };
        for (const one of steps) {
          if (one.type === "ask_page") {
            const kept = picture.conversations.lists[one.list];
            if (kept?.list.next && !pages.some((waiting) => waiting.at === one.list))
              pages.push({ at: one.list, page: server.list(kept.filter, kept.list.next, PAGE) });
          } else if (one.type === "page_arrives") addNextPage();
          else if (one.type === "frames_arrive") {
            for (const frame of frames.splice(0, one.count)) {
              receive(frame);
              if (one.twice) receive(frame);
            }
          } else frames.push(server.do(one));
        }
        for (const frame of frames) receive(frame);
        while (pages.length > 0) addNextPage();
        for (const kept of picture.conversations.lists) expect(kept.list.items).toEqual(expected(server, kept));
      }),
      { numRuns: 500 },
    );
  });
});

describe("one frame", () => {
  const empty = (): Picture => fetchPicture(new ToyServer());
  const arrival = (version: number, position: string): LiveFrame => ({
    type: "conversation",
    position,
    conversation: buildRow(1, { version, contact: { ...buildRow(1).contact, name: `Version ${version}` } }),
    entries: [],
    statusBefore: version === 1 ? null : "new",
    statusAfter: "new",
  });

  it("W41 counts a conversation once, however often its frame comes", () => {
    let picture = empty();
    for (const frame of [arrival(1, "1"), arrival(1, "1"), arrival(2, "2"), arrival(1, "1")])
      picture = applyEvent(picture, frame, 0);
    expect(picture.conversations.counts.channels.find((one) => one.channelId === channelIdOf(1))?.new).toBe(1);
    expect(picture.conversations.lists[0]?.list.items.map((row) => row.contact.name)).toEqual(["Version 2"]);
    expect(picture.position).toBe("2");
  });

  it("W41 counts by what each event did, even when the row in the frame is already newer", () => {
    const resolved = buildRow(1, { version: 3, status: "resolved" });
    const frame = (position: string, statusBefore: "new" | null, statusAfter: "new" | "resolved"): LiveFrame => ({
      type: "conversation",
      position,
      conversation: resolved,
      entries: [],
      statusBefore,
      statusAfter,
    });
    let picture = applyEvent(empty(), frame("1", null, "new"), 0);
    const waiting = () => picture.conversations.counts.channels.find((one) => one.channelId === channelIdOf(1))?.new;
    expect(waiting()).toBe(1);
    picture = applyEvent(picture, frame("2", "new", "resolved"), 0);
    expect(waiting()).toBe(0);
  });

  it("W80 shows who holds the lock, and forgets a theft once the lock is mine again", () => {
    const id = conversationIdOf(1);
    let picture = applyEvent(empty(), { type: "lock_stolen", conversationId: id, byName: "Lina" }, 0);
    expect(picture.stolen.get(id)).toBe("Lina");
    const lock = { id: userIdOf(1), name: "Kai Wong" };
    picture = applyEvent(
      picture,
      {
        type: "conversation",
        position: "5",
        conversation: buildRow(1, { lock }),
        entries: [],
        statusBefore: "new",
        statusAfter: "new",
      },
      0,
    );
    expect(picture.stolen.has(id)).toBe(false);
  });

  it("W80 knows who has the open conversation open, as it was told last", () => {
    const conversationId = conversationIdOf(1);
    const first = applyEvent(empty(), { type: "viewers", conversationId, userIds: [userIdOf(1), userIdOf(2)] }, 0);
    expect(first.viewers).toEqual({ conversationId, userIds: [userIdOf(1), userIdOf(2)] });
    const then = applyEvent(first, { type: "viewers", conversationId, userIds: [userIdOf(1)] }, 0);
    expect(then.viewers).toEqual({ conversationId, userIds: [userIdOf(1)] });
    expect(then.position).toBe(first.position);
  });

  it("lets a message end the typing of the one who sent it", () => {
    const conversationId = conversationIdOf(1);
    let picture = applyEvent(empty(), { type: "typing", conversationId, who: "contact", userId: null, on: true }, 1000);
    expect(picture.typing.get(conversationId)?.contactUntil).toBe(7000);
    picture = applyEvent(
      picture,
      {
        type: "conversation",
        position: "5",
        conversation: buildRow(1),
        entries: [buildMessage(1)],
        statusBefore: null,
        statusAfter: "new",
      },
      2000,
    );
    expect(picture.typing.size).toBe(0);
  });

  it("W38 follows the presence of colleagues and of oneself", () => {
    const colleague = {
      id: userIdOf(1),
      name: "Kai Wong",
      photo: null,
      presence: "away" as const,
      awayState: null,
      deactivated: false,
    };
    const picture = applyEvent(empty(), { type: "colleague", position: "5", colleague }, 0);
    expect(picture.world.me.presence).toBe("away");
    const newcomer = { ...colleague, id: userIdOf(9), name: "New here" };
    expect(
      applyEvent(picture, { type: "colleague", position: "6", colleague: newcomer }, 0).world.colleagues,
    ).toHaveLength(3);
  });

  it("asks for a new bootstrap when the world changed or the gap is too wide", () => {
    expect(applyEvent(empty(), { type: "world_changed", position: "8" }, 0)).toMatchObject({
      stale: true,
      position: "8",
    });
    expect(applyEvent(empty(), { type: "reload" }, 0).stale).toBe(true);
    expect(applyEvent(empty(), { type: "caught_up", position: "9" }, 0)).toMatchObject({ stale: false, position: "9" });
  });

  it("keeps a thread in order and replaces an entry by its id", () => {
    const start = empty();
    const entries = [buildMessage(1), buildMessage(3)];
    const view = buildView(buildRow(1), { entries, before: "older" });
    let picture: Picture = {
      ...start,
      conversations: { ...start.conversations, threads: new Map([[view.conversation.id, view]]) },
    };
    const frame = (position: string, version: number, ...changed: ReturnType<typeof buildMessage>[]): LiveFrame => ({
      type: "conversation",
      position,
      conversation: buildRow(1, { version, queueAt: instantOf(1) }),
      entries: changed,
      statusBefore: "new",
      statusAfter: "new",
    });
    picture = applyEvent(picture, frame("1", 2, buildMessage(2), buildMessage(3, { text: "edited" })), 0);
    picture = applyEvent(picture, frame("2", 1, buildMessage(3, { text: "late" }), buildMessage(0)), 0);
    const shown = picture.conversations.threads.get(view.conversation.id)?.entries;
    expect(shown?.map((entry) => (entry.type === "message" ? entry.text : ""))).toEqual([
      "Message 1",
      "Message 2",
      "edited",
    ]);
  });
});
