import { readFile } from "node:fs/promises";
import type {
  ChannelId,
  ConversationId,
  QueueFilterQuery,
  QueueOrder,
  TeamId,
  TopicId,
  UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { writeSla } from "./answer-owed/write-sla.ts";
import { conversationsListener } from "./conversations.listeners.ts";
import { buildMessage, buildWorld, type World } from "./conversations.test-kit.ts";
import { countConversations } from "./count-conversations.ts";
import { listConversations } from "./list-conversations.ts";
import { explainQueue, fillQueue } from "./queue-plan.test-kit.ts";
import { startConversation } from "./starting/start-conversation.ts";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-11-28T12:00:00.000Z");
type Plain = {
  readonly id: ConversationId;
  readonly status: "new" | "pending";
  readonly queueAt: number;
  readonly ends: number | null;
  readonly due: number | null;
  readonly team: TeamId | null;
  readonly topic: boolean;
};

const MARK = {
  ...{ kind: "first_response" as const, policyName: "Soon", targetMinutes: 60, warnAt: null, breached: false },
};

let world: World;
let slow: ChannelId;
let timeless: ChannelId;
const topic = uuidV7() as TopicId;
const [blues, reds] = [uuidV7() as TeamId, uuidV7() as TeamId];
const all: Plain[] = [];

beforeAll(async () => {
  world = await buildWorld();
  await setHours(world.channelId, 24);
  slow = await addChannel(72);
  timeless = await addChannel(undefined);
  const base = { organization_id: world.organizationId };
  const { system } = world.database;
  await system
    .insertInto("topics")
    .values({ ...base, id: topic, name: "Delivery" })
    .execute();
  for (const id of [blues, reds])
    await system
      .insertInto("teams")
      .values({ ...base, id, name: id })
      .execute();
  for (let n = 0; n < 60; n += 1) await add(n);
  world.clock.at = new Date(NOW);
}, 60_000);
afterAll(async () => await world.close());

async function setHours(id: ChannelId, replyWindowHours: number | undefined): Promise<void> {
  const settings = JSON.stringify({ outboundUrl: "", replyWindowHours });
  await world.database.system.updateTable("channels").set({ settings }).where("id", "=", id).execute();
}

async function addChannel(hours: number | undefined): Promise<ChannelId> {
  const id = uuidV7() as ChannelId;
  await sql`insert into channels (organization_id, id, endpoint_id, platform, external_id, name, settings, secrets)
    values (${world.organizationId}, ${id}, ${world.endpointId}, 'api', ${id}, 'Other', '{}', '{}')`.execute(
    world.database.system,
  );
  for (const user of [world.kai, world.ana])
    await sql`insert into channel_access (organization_id, channel_id, user_id, role)
      values (${world.organizationId}, ${id}, ${user}, 'contributor')`.execute(world.database.system);
  await setHours(id, hours);
  return id;
}

/** A contact writes; on three channels, in public too; an answer may be due. */
async function add(n: number): Promise<void> {
  const hours = [24, 72, null][n % 3] ?? null;
  const channelId = [world.channelId, slow, timeless][n % 3] ?? world.channelId;
  const visibility = n % 5 === 0 ? "public" : "private";
  const ago = [1, 5, 21, 22, 30, 50, 69, 71, 80][Math.floor(n / 3) % 9] ?? 0;
  const wrote = NOW - ago * HOUR - n;
  world.clock.at = new Date(wrote);
  await world.receive(buildMessage({ channelId }, { from: `c${n}`, visibility, occurredAt: wrote }));
  const id = await idOf(`c${n}`);
  const status = n % 4 === 3 ? "pending" : "new";
  const due = n % 2 === 0 ? NOW + ((n * 53) % 40) * HOUR - 20 * HOUR : null;
  const team = [null, blues, reds][(n >> 1) % 3] ?? null;
  await sql`update conversations set status = ${status}, team_id = ${team}::uuid,
    topic_ids = ${n % 3 === 1 ? [topic] : []}::uuid[] where id = ${id}`.execute(world.database.system);
  if (due !== null) await writeSla(world.ctx(world.kai), id, { ...MARK, dueAt: new Date(due).toISOString() });
  const ends = hours === null || visibility === "public" ? null : wrote + hours * HOUR;
  all.push({ id, status, queueAt: wrote, ends, due, team, topic: n % 3 === 1 });
}

async function idOf(from: string): Promise<ConversationId> {
  const found = await sql<{
    id: ConversationId;
  }>`select c.id from conversations c join identities i on i.id = c.identity_id
    where i.external_id = ${from} order by c.id desc`.execute(world.database.system);
  return found.rows[0]?.id as ConversationId;
}

async function listAll(me: UserId, query: QueueFilterQuery & { status: "new" | "pending"; sort: QueueOrder }) {
  const found: ConversationId[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await listConversations(world.ctx(me), {
      ...{ limit: 4, ...query },
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.items.map((row) => row.id));
    after = page.next;
  }
  return found;
}

/** The plain rule: earliest first, what has none last, the oldest of them first. */
function inOrder(rows: readonly Plain[], by: "ends" | "due" | "queueAt"): ConversationId[] {
  const key = (one: Plain) => one[by] ?? Number.POSITIVE_INFINITY;
  const sorted = rows.toSorted((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === y) return a.queueAt - b.queueAt || (a.id < b.id ? -1 : 1);
    return x < y ? -1 : 1;
  });
  return sorted.map((one) => one.id);
}

const FITS = {
  open: ({ ends }: Plain) => ends !== null && ends > NOW,
  closing: ({ ends }: Plain) => ends !== null && ends > NOW && ends <= NOW + 4 * HOUR,
  closed: ({ ends }: Plain) => ends !== null && ends <= NOW,
};

describe("the queue by what is due", () => {
  it.each(["new", "pending"] as const)(
    "W94 W47 %s by its reply windows: what closes first leads, what has none comes last, page by page",
    async (status) => {
      const expected = all.filter((one) => one.status === status);
      expect(await listAll(world.kai, { status, sort: "window" })).toEqual(inOrder(expected, "ends"));
    },
  );

  it.each(["new", "pending"] as const)("R82 W47 %s by the answer that is due next", async (status) => {
    const expected = all.filter((one) => one.status === status);
    expect(await listAll(world.kai, { status, sort: "sla" })).toEqual(inOrder(expected, "due"));
  });

  it("W94 a window that is open, closing or closed is a filter, in every order; the counts agree", async () => {
    for (const window of ["open", "closing", "closed"] as const) {
      const expected = all.filter((one) => one.status === "new" && FITS[window](one));
      expect(expected.length, window).toBeGreaterThan(0);
      const by = { window: "ends", sla: "due", oldest: "queueAt" } as const;
      for (const sort of ["window", "sla", "oldest"] as const)
        expect(await listAll(world.kai, { status: "new", sort, window }), `${window} by ${sort}`).toEqual(
          inOrder(expected, by[sort]),
        );
      const counts = await countConversations(world.ctx(world.kai), { window });
      expect(counts.new).toEqual({ count: expected.length, more: false });
    }
  });

  it("W44 by topic there is the same order", async () => {
    const expected = all.filter((one) => one.status === "new" && one.topic);
    for (const [sort, by] of [
      ["window", "ends"],
      ["sla", "due"],
    ] as const)
      expect(await listAll(world.kai, { status: "new", sort, topics: topic })).toEqual(inOrder(expected, by));
  });

  it("R56 whom teams show a part of the queue is shown that part of it, in the same order", async () => {
    const { system } = world.database;
    const base = { organization_id: world.organizationId, team_id: blues };
    await sql`update users set access_mode = 'teams' where id = ${world.ana}`.execute(system);
    await system
      .insertInto("team_members")
      .values({ ...base, user_id: world.ana, role: "contributor" })
      .execute();
    for (const channel_id of [world.channelId, slow, timeless])
      await system
        .insertInto("team_channels")
        .values({ ...base, channel_id })
        .execute();
    const expected = all.filter((one) => one.status === "new" && one.team !== reds);
    expect(await listAll(world.ana, { status: "new", sort: "window" })).toEqual(inOrder(expected, "ends"));
    expect(await listAll(world.ana, { status: "new", sort: "sla" })).toEqual(inOrder(expected, "due"));
  });

  it("W94 what means nothing for Resolved is the oldest first there", async () => {
    await world.receive(buildMessage(world, { from: "done" }));
    const done = await idOf("done");
    await sql`update conversations set status = 'resolved' where id = ${done}`.execute(world.database.system);
    for (const sort of ["window", "sla"] as const) {
      const page = await listConversations(world.ctx(world.kai), {
        ...{ status: "resolved", sort, window: "open", limit: 5 },
      });
      expect(page.items.map((row) => row.id)).toEqual([done]);
    }
  });
});

describe("when a reply window ends", () => {
  const endOf = async (id: ConversationId) => {
    const found = await sql<{
      at: Date | null;
    }>`select window_ends_at as at from conversations where id = ${id}`.execute(world.database.system);
    return found.rows[0]?.at?.getTime() ?? null;
  };

  it("W94 each message of the contact begins it anew, and one that began elsewhere has the contact's", async () => {
    await world.receive(buildMessage(world, { from: "nora", occurredAt: NOW - 3 * HOUR }));
    const id = await idOf("nora");
    expect(await endOf(id)).toBe(NOW + 21 * HOUR);
    await world.receive(buildMessage(world, { from: "nora", occurredAt: NOW - HOUR }));
    expect(await endOf(id)).toBe(NOW + 23 * HOUR);
    await sql`update conversations set status = 'resolved' where id = ${id}`.execute(world.database.system);
    const message = { id: uuidV7() as never, text: "It is on its way", attachmentIds: [] };
    const given = { channelId: world.channelId, address: "nora", name: "", subject: "", message };
    await startConversation(world.ctx(world.kai), given, "Kai Wong");
    const started = await idOf("nora");
    expect(started).not.toBe(id);
    expect(await endOf(started)).toBe(NOW + 23 * HOUR);
  });

  it("W94 R82 what was there before an upgrade has its end, and its due moment, too", async () => {
    const { system } = world.database;
    const [before, file] = await Promise.all([
      sql`select id, window_ends_at, sla_due_at from conversations order by id`.execute(system),
      readFile(new URL("../../migrations/0062_reply_window_in_the_queue.sql", import.meta.url), "utf8"),
    ]);
    await sql`update conversations set window_ends_at = null, sla_due_at = null`.execute(system);
    for (const [fill] of file.matchAll(/^update conversations[^;]+;/gm)) await sql.raw(fill).execute(system);
    const after = await sql`select id, window_ends_at, sla_due_at from conversations order by id`.execute(system);
    expect(after.rows).toEqual(before.rows);
  });

  it("W94 another time for replies on the channel counts for what is open there", async () => {
    await world.receive(buildMessage(world, { from: "otto", occurredAt: NOW - HOUR }));
    const id = await idOf("otto");
    const edited = { type: "channel.changed", data: { channelId: world.channelId, change: "edited" } } as const;
    for (const [hours, ends] of [
      [48, NOW + 47 * HOUR],
      [undefined, null],
      [24, NOW + 23 * HOUR],
    ] as const) {
      await setHours(world.channelId, hours);
      await conversationsListener.handle(edited as never, world.ctx(world.kai) as never);
      expect(await endOf(id)).toBe(ends);
    }
  });
});

describe("what reads the queue by what is due", () => {
  it("B8 W94 R82 an index has the order: nothing is sorted that was not found on the page", async () => {
    await fillQueue(world, 5000);
    for (const [order, index] of [
      ["window", "conversations_window"],
      ["sla", "conversations_sla"],
    ] as const) {
      const plan = await explainQueue(world, { status: "new", order, limit: 51 });
      expect(plan).toContain(`using ${index}`);
      expect(plan).not.toContain("Seq Scan on conversations");
      const place = { at: world.now().toISOString(), id: uuidV7() as ConversationId, priority: 0 };
      const further = await explainQueue(world, {
        ...{ status: "new", order, limit: 51, after: { ...place, due: place.at } },
      });
      expect(further).toMatch(new RegExp(`using ${index} .*\\n *Index Cond: .* AND \\(ROW\\(CASE`));
    }
  });
});
