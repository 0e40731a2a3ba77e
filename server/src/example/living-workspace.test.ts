import type { UserId } from "@guichet/contract";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startListeners } from "../events/index.ts";
import { handleTimeListener } from "../metrics/index.ts";
import { notificationsListener } from "../notifications/index.ts";
import { listNotifications } from "../notifications/read-notifications.ts";
import { hasHeard } from "./example.sql.ts";
import { MAIL, openWorld, untilDispatched, type World } from "./example.test-kit.ts";
import { fillExample } from "./fill-example.ts";
import { readWhatWasTold } from "./read-what-was-told.ts";

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await fillExample(world.deps, world.organizationId, world.userId, { conversations: 80, mail: MAIL });
  await untilDispatched(world);
});
afterAll(() => world.close());

test("W97 W120 W124 W128 W129 what does not happen every day is there: replies for later, muting, masking", async () => {
  const scheduled = await world.query<{ state: string; cause: string | null; late: boolean }>(
    "select state, stopped ->> 'cause' as cause, due_at <= now() as late from scheduled_messages order by state",
  );
  expect(scheduled.every((one) => !one.late)).toBe(true);
  expect(scheduled.map(({ state, cause }) => [state, cause])).toEqual([
    ["stopped", "contact_wrote"],
    ...Array.from({ length: 3 }, () => ["waiting", null]),
  ]);
  const muted = await world.query<{ open: number; later: number }>(
    `select count(*) filter (where c.status <> 'resolved')::int as open, (count(*) - count(distinct i.id))::int as later
     from identities i join conversations c on c.identity_id = i.id where i.muted_at is not null`,
  );
  expect(muted).toEqual([{ open: 0, later: 3 }]);
  const post = await world.query<{ status: string }>(
    "select c.status from muted_posts m join conversations c on c.thread_key = m.thread_key and c.visibility = 'public'",
  );
  expect(post.map((row) => row.status)).toEqual(["resolved", "resolved", "resolved"]);
  const [masked] = await world.query<{ card: number; hand: number; left: number }>(
    `select count(*) filter (where text like '%XXXX XXXX XXXX 1111%')::int as card,
       count(*) filter (where text like '%LUM-%')::int as left, count(*) filter (where text ~ '^[*]+$')::int as hand
     from messages where kind = 'inbound'`,
  );
  expect(masked).toEqual({ card: 1, hand: 1, left: 0 });
});

test("W92 W93 W94 a comment was answered in private and it went on there; a reply window runs out within four hours", async () => {
  const linked = await world.query<{ name: string; status: string; visibility: string; said: number }>(
    `select p.name, c.status, c.visibility, (select count(*)::int from messages x where x.conversation_id = c.id) as said
     from messages m join messages r on r.linked_id = m.id and r.kind = 'outbound' join conversations c on c.id = r.conversation_id
     join contacts p on p.id = c.contact_id where m.kind = 'inbound'`,
  );
  expect(linked).toEqual([{ name: "Ingrid Solberg", status: "new", visibility: "private", said: 2 }]);
  const windows = await world.query<{ name: string; hours: number; left: number }>(
    `select p.name, (h.settings ->> 'replyWindowHours')::int as hours,
       extract(epoch from c.last_inbound_at + make_interval(hours => (h.settings ->> 'replyWindowHours')::int) - now())::float8 / 3600 as left
     from conversations c join channels h on h.id = c.channel_id join contacts p on p.id = c.contact_id
     where h.settings ? 'replyWindowHours' and c.visibility = 'private' and c.status <> 'resolved' order by c.last_inbound_at`,
  );
  expect(windows.map(({ name }) => name)).toEqual(["Matteo Ricci", "Ingrid Solberg"]);
  expect(windows[0]?.left).toBeGreaterThan(1);
  expect(windows[0]?.left).toBeLessThan(4);
});

test("W52 W125 W130 there are views, somebody who is deleted, responses in use, and two Admins in the log of settings", async () => {
  const views = await world.query<{ shared: boolean; count: number }>(
    "select shared, count(*)::int as count from queue_views group by 1 order by 1",
  );
  expect(views).toEqual([
    { shared: false, count: 4 },
    { shared: true, count: 3 },
  ]);
  const deletions = await world.query<{ hint: string }>("select hint from contact_deletions");
  expect(deletions.map((one) => one.hint)).toEqual(["Asked for it in October, by the website"]);
  const [{ uses = 0 } = {}] = await world.query<{ uses: number }>("select sum(uses)::int as uses from knowledge_items");
  expect(uses).toBeGreaterThan(8);
  const admins = await world.query<{ by: string }>("select distinct actor_name as by from settings_changes order by 1");
  expect(admins.map((row) => row.by)).toEqual(["Claire Fontaine", "Inès Moreau", "Nadia Benali"]);
});

test("W89 W118 one person writes on three channels, and is known as one by the customer number", async () => {
  const people = await world.query<{ contacts: number; channels: number }>(
    `select count(distinct v.contact_id)::int as contacts, count(distinct c.channel_id)::int as channels
     from contact_settings s join attribute_values v on v.attribute_id = s.matching_attribute_id
     join conversations c on c.contact_id = v.contact_id group by v.folded having count(distinct v.contact_id) > 1`,
  );
  expect(people).toEqual([{ contacts: 3, channels: 3 }]);
});

test("W145 W148 who looks now has been told of something, and there are figures of today", async () => {
  const listeners = startListeners(world.deps.database, [notificationsListener, handleTimeListener], world.deps.log);
  const { database, now, log } = world.deps;
  const { organizationId } = world;
  const ctx = {
    db: database.of(organizationId),
    organizationId,
    actor: { type: "system", name: "example" },
    now,
    log,
  } as const;
  try {
    await vi.waitFor(async () => expect(await hasHeard(database.system)).toBe(true), 30_000);
    await readWhatWasTold(ctx, database.system, now().getTime());
  } finally {
    await listeners.stop();
  }
  const people = await world.query<{ id: UserId; name: string }>(
    "select id, first_name as name from users where first_name in ('Claire', 'Nadia', 'Tom') order by 2",
  );
  expect(people.map(({ name }) => name)).toEqual(["Claire", "Nadia", "Tom"]);
  const kinds = new Set<string>();
  for (const { id, name } of people) {
    const told = await listNotifications(ctx, id, { limit: 100 });
    const unread = told.items.filter(({ read }) => !read).map(({ kind }) => kind);
    expect(unread, name).toEqual(expect.arrayContaining(["assigned", "mentioned"]));
    expect(unread.length, name).toBeLessThan(12);
    for (const kind of unread) kinds.add(kind);
  }
  expect(kinds).toContain("answered");
  const [handled] = await world.query<{ count: number }>(
    "select count(*)::int as count from handle_ends where ended_at > now() - interval '12 hours' and began_at is not null and cardinality(reply_ids) > 0",
  );
  expect(handled?.count).toBeGreaterThan(15);
});
