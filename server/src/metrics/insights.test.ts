import type { ChannelId, ConversationId, Insights, OrganizationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, test as pure } from "vitest";
import { receiveMessages } from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";
import { type EventRow, startListeners, toLoggedEvent } from "../events/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";
import { handleTimeListener } from "./index.ts";
import { createInsights, insightsOf } from "./insights.ts";

let test: TestApp;
let listening: ReturnType<typeof startListeners>;
let organizationId: OrganizationId;
let shop: ChannelId;
let other: ChannelId;
let kai: TestPerson;
let ana: TestPerson;
beforeAll(async () => {
  // Without the worker: nothing is sent here, so nothing fails and comes back to New.
  test = await startTestApp({ ROLE: "web,dispatcher" });
  const { database, feed, log } = test.app.parts;
  listening = startListeners(database, [handleTimeListener], log);
  feed.subscribe(() => listening.nudge());
  organizationId = test.organizationId;
  shop = await test.apiChannel(organizationId);
  other = await test.apiChannel(organizationId);
  kai = await test.person(organizationId, "agent", { [shop]: "contributor" });
  ana = await test.person(organizationId, "agent", { [shop]: "contributor", [other]: "contributor" });
});
afterAll(async () => {
  await listening?.stop();
  await test?.stop();
});

const system = () => test.app.parts.database.system;
const ctx = (now: Date): Ctx => ({
  db: test.app.parts.database.of(organizationId),
  organizationId,
  actor: { type: "system", name: "test" },
  now: () => now,
  log: test.app.parts.log,
});
const call = async (as: TestPerson, method: string, path: string, body?: unknown): Promise<void> => {
  const answer = await test.call(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
};

async function conversation(channelId: ChannelId): Promise<ConversationId> {
  const externalId = uuidV7();
  const message = {
    ...{ channelId, platform: "api" as const, externalId, direction: "in" as const, occurredAt: Date.now() },
    party: { externalId, displayName: "Anna" },
    ...{ text: "hello", visibility: "private" as const, automatic: false, media: [], deliveryId: uuidV7() },
  };
  const { database, wake } = test.app.parts;
  await receiveMessages([message], { database, organizationId, steps: [], now: () => new Date() });
  wake.now();
  const rows = await sql<{ id: ConversationId }>`
    select conversation_id as id from messages where external_id = ${externalId}`.execute(system());
  return rows.rows[0]?.id as ConversationId;
}

/** Every event of the log has been counted. */
async function heard(): Promise<void> {
  for (;;) {
    const behind = await sql`
      select 1 where exists (select from event_inbox) or not exists (
        select from listener_positions p, event_head h where p.listener = 'metrics.handle-time' and p.position >= h.position)`.execute(
      system(),
    );
    if (behind.rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Asked afresh, at a moment. */
const insights = async (who: TestPerson, now = new Date()): Promise<Insights> =>
  await createInsights()(ctx(now), who.id);

describe("real-time insights", () => {
  it("W148 R113 R114 count what was handled and resolved today, and what waits, in one's own channels", async () => {
    const [a, b, c] = [await conversation(shop), await conversation(shop), await conversation(other)];
    await heard();
    expect(await insights(kai)).toMatchObject({
      averageHandleSeconds: { mine: null, channels: null },
      waiting: 2,
      resolvedToday: 0,
    });
    expect(await insights(ana)).toMatchObject({ waiting: 3 });
    for (const [who, id] of [
      [kai, a],
      [ana, c],
    ] as const) {
      await call(who, "POST", `/conversations/${id}/open`, {});
      await call(who, "POST", `/conversations/${id}/messages`, {
        id: uuidV7(),
        kind: "reply",
        text: "hi",
        afterwards: "stay",
      });
      await call(who, "PUT", `/conversations/${id}/status`, { status: "resolved" });
    }
    await heard();
    // Opened a while ago, as far as the figures are concerned: 4 minutes and 10 minutes.
    for (const [id, minutes] of [
      [a, 4],
      [c, 10],
    ] as const)
      await sql`update handle_ends set began_at = ended_at - make_interval(mins => ${minutes}) where conversation_id = ${id}`.execute(
        system(),
      );
    expect(await insights(kai)).toMatchObject({
      averageHandleSeconds: { mine: 240, channels: 240 },
      waiting: 1,
      ...{ resolvedToday: 1, resolvedTodayOnChannels: 1 },
    });
    expect(await insights(ana)).toMatchObject({
      averageHandleSeconds: { mine: 600, channels: 420 },
      waiting: 1,
      ...{ resolvedToday: 1, resolvedTodayOnChannels: 2 },
    });
    const since = await sql<{ at: Date }>`select queue_at as at from conversations where id = ${b}`.execute(system());
    expect(await insights(kai)).toMatchObject({ oldestSince: since.rows[0]?.at.toISOString(), oldestId: b });
    // Taken back: it was not resolved.
    await call(kai, "POST", `/conversations/${a}/undo`);
    await heard();
    expect(await insights(kai)).toMatchObject({
      averageHandleSeconds: { mine: null, channels: null },
      ...{ resolvedToday: 0, resolvedTodayOnChannels: 0 },
    });
    // Resolved by one, and on the same day by another: each did, and it is one conversation.
    for (const who of [kai, ana]) {
      await call(who, "PUT", `/conversations/${a}/status`, { status: "resolved" });
      if (who === kai) await call(who, "PUT", `/conversations/${a}/status`, { status: "new" });
    }
    await heard();
    expect(await insights(kai)).toMatchObject({ resolvedToday: 1, resolvedTodayOnChannels: 1 });
    expect(await insights(ana)).toMatchObject({ resolvedToday: 2, resolvedTodayOnChannels: 2 });
  });

  it("W148 today begins at midnight of the organization's time zone", async () => {
    await sql`update organizations set time_zone = 'Asia/Tokyo' where id = ${organizationId}`.execute(system());
    await sql`delete from handle_ends`.execute(system());
    const end = async (at: string): Promise<void> => {
      await sql`
        insert into handle_ends (organization_id, event_id, user_id, conversation_id, channel_id, status, began_at, ended_at, reply_ids)
        values (${organizationId}, ${uuidV7()}, ${kai.id}, ${uuidV7()}, ${shop}, 'resolved', ${new Date(Date.parse(at) - 60_000)}, ${new Date(at)}, array[${uuidV7()}]::uuid[])`.execute(
        system(),
      );
    };
    await end("2026-11-27T14:59:59Z");
    await end("2026-11-27T15:00:00Z");
    await end("2026-11-27T20:00:00Z");
    expect(await insights(kai, new Date("2026-11-27T21:00:00Z"))).toMatchObject({
      averageHandleSeconds: { mine: 60 },
      resolvedToday: 2,
    });
    expect(await insights(kai, new Date("2026-11-28T15:00:00Z"))).toMatchObject({ resolvedToday: 0 });
  });

  it("W148 I5 the log replayed gives the same figures", async () => {
    const facts = async () =>
      JSON.stringify(
        (
          await sql`select event_id, user_id, conversation_id, status, began_at, ended_at, reply_ids from handle_ends order by event_id`.execute(
            system(),
          )
        ).rows,
      );
    await sql`delete from handle_ends`.execute(system());
    const replay = async (): Promise<void> => {
      const log = await sql<EventRow>`
        select position, organization_id, id, type, seq, actor, data, at from event_log
        where organization_id = ${organizationId} order by position`.execute(system());
      for (const event of log.rows.map(toLoggedEvent)) await handleTimeListener.handle(event, ctx(new Date()));
    };
    await sql`delete from handle_spans`.execute(system());
    await replay();
    const first = await facts();
    expect(first).toContain("resolved");
    await sql`delete from handle_ends`.execute(system());
    await sql`delete from handle_spans`.execute(system());
    await replay();
    expect(await facts()).toBe(first);
  });

  it("W149 an Admin hides them for everybody with one switch, and that stands in the log of settings", async () => {
    const { admin } = test;
    await call(admin, "PATCH", "/organization", { showInsights: false });
    await expect.poll(async () => (await test.call("GET", "/api/v1/insights", { as: kai })).status).toBe(403);
    await expect(insights(kai)).rejects.toMatchObject({ code: "not_allowed" });
    const world = (await test.call("GET", "/api/v1/bootstrap", { as: kai })).body as { organization: object };
    expect(world.organization).toMatchObject({ showInsights: false });
    const log = (await test.call("GET", "/api/v1/settings-changes", { as: admin })).body as { items: object[] };
    expect(log.items[0]).toMatchObject({
      action: "organization.changed",
      before: { showInsights: true },
      after: { showInsights: false },
    });
    expect((await test.call("PATCH", "/api/v1/organization", { as: admin, body: { showInsights: "no" } })).status).toBe(
      400,
    );
    await call(admin, "PATCH", "/organization", { showInsights: true });
    await expect.poll(async () => (await test.call("GET", "/api/v1/insights", { as: kai })).status).toBe(200);
  });

  it("W148 many who ask at once make one reading", async () => {
    const readInsights = createInsights();
    let read = 0;
    const counted: Ctx = new Proxy(ctx(new Date()), {
      get(target, key, receiver) {
        if (key === "organizationId") read += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    await readInsights(counted, kai.id);
    const alone = read;
    read = 0;
    await Promise.all(Array.from({ length: 20 }, () => readInsights(counted, kai.id)));
    expect(read / 20).toBeLessThan(alone);
  });
});

pure("W148 what one does not see is in no figure", () => {
  const [a, b] = ["a" as ChannelId, "b" as ChannelId];
  const [me, you] = ["me" as UserId, "you" as UserId];
  const [late, early] = ["late" as ConversationId, "early" as ConversationId];
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 28, hour));
  const facts = {
    work: [
      { userId: me, channelId: a, handled: 1, seconds: 100, resolved: 1 },
      { userId: you, channelId: a, handled: 3, seconds: 900, resolved: 5 },
      { userId: null, channelId: a, handled: 4, seconds: 1000, resolved: 5 },
      { userId: null, channelId: b, handled: 1, seconds: 5000, resolved: 7 },
      { userId: me, channelId: b, handled: 1, seconds: 5000, resolved: 7 },
    ],
    channels: [
      { channelId: a, waiting: 2, oldestSince: at(9), oldestId: late },
      { channelId: b, waiting: 4, oldestSince: at(8), oldestId: early },
    ],
  };
  expect(insightsOf(facts, me, new Set([a]))).toEqual({
    averageHandleSeconds: { mine: 100, channels: 250 },
    waiting: 2,
    oldestSince: at(9).toISOString(),
    oldestId: late,
    ...{ resolvedToday: 1, resolvedTodayOnChannels: 5 },
  });
  expect(insightsOf(facts, me, new Set([a, b]))).toMatchObject({ oldestSince: at(8).toISOString(), oldestId: early });
  expect(insightsOf(facts, me, new Set())).toEqual({
    averageHandleSeconds: { mine: null, channels: null },
    waiting: 0,
    oldestSince: null,
    oldestId: null,
    ...{ resolvedToday: 0, resolvedTodayOnChannels: 0 },
  });
});
