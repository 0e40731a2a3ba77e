import type { ConversationId, OrganizationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { codeOf, conversationOf } from "./conversations.look.test-kit.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "./conversations.test-kit.ts";
import { openConversation } from "./hold-conversation.ts";
import { listConversations } from "./list-conversations.ts";
import { markRead, markUnread } from "./read-marks.sql.ts";
import { sendMessage } from "./send-message.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

let people = 0;

async function start(messages = 1): Promise<{ id: ConversationId; from: string }> {
  people += 1;
  const from = `unread-${people}`;
  for (let n = 0; n < messages; n += 1) await world.receive(buildMessage(world, { from }));
  return { id: await conversationOf(world, from), from };
}

async function markOf(who: UserId, id: ConversationId) {
  const { readSeq, unreadMark, entries } = await viewConversation(world.ctx(who), id);
  const inbound = entries.flatMap((entry) => (entry.type === "message" && entry.kind === "inbound" ? [entry.seq] : []));
  return { readSeq, unreadMark, inbound };
}

/** What the other browsers of the person were told, in order. */
async function toldOf(id: ConversationId) {
  const found = await sql<{ data: { userId: UserId; mark: unknown } }>`
    select data from event_inbox where type = 'unread_mark.changed' and data -> 'place' ->> 'conversationId' = ${id}
    order by ticket`.execute(world.database.system);
  return found.rows.map(({ data }) => ({ userId: data.userId, mark: data.mark }));
}

describe("marked unread by hand", () => {
  it("W98 from the contact's newest message on, for that agent alone, in the list and in the thread", async () => {
    const { id } = await start(3);
    await markRead(world.ctx(world.kai), id, { seq: 99 });
    await markRead(world.ctx(world.ana), id, { seq: 99 });
    const { inbound, readSeq } = await markOf(world.kai, id);
    const mark = await markUnread(world.ctx(world.kai), id);
    expect(mark).toEqual({ from: inbound.at(-1), turn: 1 });
    // That it was seen once is not taken back: contacts are shown it, and a message's life line tells it.
    expect(await markOf(world.kai, id)).toMatchObject({ readSeq, unreadMark: mark });
    expect((await markOf(world.ana, id)).unreadMark).toBeNull();
    const list = await listConversations(world.ctx(world.kai), { status: "new", sort: "newest", limit: 50 });
    expect(list.unreadMarks[id]).toEqual(mark);
    expect(
      (await listConversations(world.ctx(world.ana), { status: "new", sort: "newest", limit: 50 })).unreadMarks,
    ).toEqual({});
    expect(await toldOf(id)).toEqual([{ userId: world.kai, mark }]);
  });

  it("twice is once, from the same message on; read again by hand, and told both times", async () => {
    const { id, from } = await start();
    const first = await markUnread(world.ctx(world.kai), id);
    await world.receive(buildMessage(world, { from }));
    expect(await markUnread(world.ctx(world.kai), id)).toEqual(first);
    expect(await toldOf(id)).toHaveLength(1);
    await markRead(world.ctx(world.kai), id, { seq: 99, turn: first.turn });
    await markRead(world.ctx(world.kai), id, { seq: 99, turn: first.turn });
    expect((await markOf(world.kai, id)).unreadMark).toEqual({ from: null, turn: 2 });
    expect((await toldOf(id)).map(({ mark }) => mark)).toEqual([first, { from: null, turn: 2 }]);
    expect(await markUnread(world.ctx(world.kai), id)).toMatchObject({ turn: 3 });
  });

  it("a reading that does not know of the mark does not take it away, and one that knows none at all does", async () => {
    const { id, from } = await start();
    await markRead(world.ctx(world.kai), id, { seq: 1, turn: 0 });
    const mark = await markUnread(world.ctx(world.kai), id);
    // Another browser, in which the thread is open, has read a new message before it hears of the mark.
    await world.receive(buildMessage(world, { from }));
    await markRead(world.ctx(world.kai), id, { seq: 99, turn: 0 });
    const now = await markOf(world.kai, id);
    expect(now).toMatchObject({ readSeq: now.inbound.at(-1), unreadMark: mark });
    await markRead(world.ctx(world.kai), id, { seq: 0 });
    expect(await markOf(world.kai, id)).toMatchObject({ readSeq: now.readSeq, unreadMark: { from: null, turn: 2 } });
  });

  it("I9 with messages that arrive meanwhile, and pressed in several browsers at once: one mark, at a message that is there", async () => {
    const { id, from } = await start();
    const [marks] = await Promise.all([
      Promise.all(Array.from({ length: 6 }, async () => await markUnread(world.ctx(world.kai), id))),
      ...Array.from({ length: 4 }, async () => await world.receive(buildMessage(world, { from }))),
    ]);
    const { inbound, unreadMark } = await markOf(world.kai, id);
    expect(inbound).toHaveLength(5);
    expect(new Set(marks.map((mark) => JSON.stringify(mark))).size).toBe(1);
    expect(unreadMark).toEqual(marks[0]);
    expect(inbound).toContain(unreadMark?.from);
    expect(await toldOf(id)).toHaveLength(1);
  });

  it("where nobody has read before, and where the contact has written nothing, it can be marked as well", async () => {
    const { id } = await start();
    const mark = await markUnread(world.ctx(world.ana), id);
    expect(await markOf(world.ana, id)).toMatchObject({ readSeq: null, unreadMark: mark });
    await sql`update messages set kind = 'outbound', author_type = 'system' where conversation_id = ${id}`.execute(
      world.database.system,
    );
    expect(await markUnread(world.ctx(world.kai), id)).toEqual({ from: 1, turn: 1 });
  });

  it("W99 a mention from there on is unread again", async () => {
    const { id } = await start();
    const body = {
      id: newMessageId(),
      kind: "comment" as const,
      text: "Could you?",
      attachmentIds: [],
      replyToId: null,
    };
    await sendMessage(world.ctx(world.ana), id, { ...body, mentions: [world.kai], afterwards: "stay" }, "Ana Wong");
    const mentions = async () => {
      const query = { status: "new", sort: "oldest", limit: 50, only: "mentions" } as const;
      return (await listConversations(world.ctx(world.kai), query)).items.map((row) => row.id);
    };
    await markRead(world.ctx(world.kai), id, { seq: 99 });
    expect(await mentions()).not.toContain(id);
    await markUnread(world.ctx(world.kai), id);
    expect(await mentions()).toContain(id);
  });
});

describe("who may", () => {
  it("S9 whoever sees it, a Viewer too, whoever holds it; nobody else, and nobody of another organization", async () => {
    const { id } = await start();
    await openConversation(world.ctx(world.ana), id, false);
    expect(await codeOf(markUnread(world.ctx(world.viewer), id))).toBe("done");
    expect(await codeOf(markUnread(world.ctx(world.kai), id))).toBe("done");
    const elsewhere = uuidV7() as OrganizationId;
    await world.database.system.insertInto("organizations").values({ id: elsewhere, name: "Other" }).execute();
    const stranger = { ...world.ctx(world.kai), organizationId: elsewhere, db: world.database.of(elsewhere) };
    expect(await codeOf(markUnread(stranger, id))).toBe("not_found");
    await sql`delete from channel_access where user_id = ${world.viewer}`.execute(world.database.system);
    expect(await codeOf(markUnread(world.ctx(world.viewer), id))).toBe("not_found");
    expect(await codeOf(markRead(world.ctx(world.viewer), id, { seq: 1 }))).toBe("not_found");
    const program = { ...world.ctx(world.kai), actor: { type: "system" as const, name: "Guichet" } };
    expect(await codeOf(markUnread(program, id))).not.toBe("done");
  });
});
