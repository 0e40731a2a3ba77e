import { prepareAutomation, type RunnableAutomation, readMessageText, unknownPlaceholders } from "@guichet/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workOnContacts } from "../contacts/index.ts";
import { COLLEAGUES } from "./cast.ts";
import { MAIL, openWorld, untilDispatched, type World } from "./example.test-kit.ts";
import { fillExample } from "./fill-example.ts";
import { planOddDays } from "./odd-days/plan-odd-days.ts";
import { STILL_NEW, STILL_PENDING } from "./plan-past.ts";

/** What stands so at the end besides what `planPast` plans. */
const odd = (end: string) =>
  planOddDays(Date.now())
    .flat()
    .filter((past) => past.end === end).length;

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await fillExample(world.deps, world.organizationId, world.userId, { conversations: 80, mail: MAIL });
  await untilDispatched(world);
});
afterAll(() => world.close());

test("the example has the conversations it promises: 15 New, 20 Pending, the rest Resolved, and some odd ones", async () => {
  const rows = await world.query<{ status: string; count: number }>(
    "select status, count(*)::int as count from conversations group by status",
  );
  expect(Object.fromEntries(rows.map((row) => [row.status, row.count]))).toEqual({
    new: STILL_NEW + odd("new"),
    pending: STILL_PENDING + odd("pending"),
    resolved: 80 - STILL_NEW - STILL_PENDING + odd("resolved"),
  });
});

test("W62 some who wait have a boomerang that is still to come, and the clocks run again", async () => {
  const [{ count = 0 } = {}] = await world.query<{ count: number }>(
    "select count(*)::int as count from conversations where status = 'pending' and boomerang_at > now() and boomerang_by is not null",
  );
  // One more: whose reply window runs out.
  expect(count).toBe(Math.ceil(STILL_PENDING / 3) + 1);
  expect(await world.query("select id from organizations where clocks_held_until is not null")).toEqual([]);
});

test("W110 W115 W171 the example knows its contacts: attributes of most kinds, notes, VIPs, and groups that have members", async () => {
  const { database, now, log } = world.deps;
  await workOnContacts({ database, now, log, hasOpenConversation: async () => true });
  const [known] = await world.query<{ kinds: number; notes: number; vips: number; by_hand: number }>(
    `select (select count(distinct a.kind)::int from attribute_values v join attributes a on a.id = v.attribute_id) as kinds,
       (select count(*)::int from contact_notes) as notes, (select count(*)::int from contacts where vip) as vips,
       (select count(*)::int from contacts where vip_by_hand) as by_hand`,
  );
  expect(known).toMatchObject({ kinds: 5, notes: 5, by_hand: 2 });
  expect(known?.vips).toBeGreaterThan(2);
  const groups = await world.query<{ name: string }>(
    "select g.name from contact_groups g where exists (select from contact_group_members m where m.group_id = g.id) order by 1",
  );
  expect(groups.map((group) => group.name)).toEqual(["Around Lyon", "Best customers", "Trade"]);
});

test("every role works there, each person with access to what their teams reach", async () => {
  const roles = await world.query<{ role: string }>("select distinct role from team_members order by role");
  expect(roles.map((row) => row.role)).toEqual(["contributor", "supervisor", "viewer"]);
  const people = await world.query("select id from users");
  expect(people).toHaveLength(COLLEAGUES.length + 1);
  const signedIn = await world.query("select id from users where password_hash is not null");
  expect(signedIn).toHaveLength(1);
});

test("I3 the numbers of every conversation's entries have no gap", async () => {
  const gaps = await world.query(
    `select c.id from conversations c cross join lateral (
       select count(*)::int as entries, coalesce(max(seq), 0) as highest from (
         select seq from messages m where m.conversation_id = c.id
         union all select seq from event_log e where e.conversation_id = c.id and e.seq is not null) s
     ) n where n.entries <> n.highest or n.highest <> c.last_seq`,
  );
  expect(gaps).toEqual([]);
});

test("W103 W104 W106 agents gave topics and tags: the trail says who, some of what is New has none yet", async () => {
  const lines = await world.query<{ actor: string; count: number }>(
    "select actor ->> 'type' as actor, count(*)::int as count from event_log where type = 'topic.added' and seq is not null group by 1",
  );
  const counts = new Map(lines.map((line) => [line.actor, line.count]));
  expect([...counts.keys()].sort()).toEqual(["automation", "user"]);
  expect((counts.get("user") ?? 0) + (counts.get("automation") ?? 0)).toBeGreaterThan(60);
  const [bare] = await world.query<{ open: number; resolved: number }>(
    `select count(*) filter (where status = 'new')::int as open, count(*) filter (where status = 'resolved')::int as resolved
     from conversations c join identities i on i.id = c.identity_id
     where topic_ids = '{}' and i.muted_at is null and not exists (select from muted_posts m where m.thread_key = c.thread_key)`,
  );
  expect(bare?.open).toBeGreaterThan(0);
  expect(bare?.resolved).toBe(0);
  const tagged = await world.query<{ name: string }>(
    "select distinct t.name from messages m join tags t on t.id = any(m.tag_ids) where m.kind = 'inbound'",
  );
  expect(tagged.length).toBeGreaterThan(2);
});

test("R22 R30 R36 automations act in the past, in several languages, each topic and tag in the name of its rule", async () => {
  const told = await world.query<{ name: string; type: string }>(
    `select distinct e.actor ->> 'name' as name, e.type from event_log e
     where e.actor ->> 'type' = 'automation' and e.type in ('topic.added', 'tag.added') order by 1, 2`,
  );
  // Which rules meet their words hangs on the days that are played: they are tried once more on all that was written.
  const written = await world.query<{ text: string }>("select text from messages where kind = 'inbound'");
  const texts = written.map(({ text }) => readMessageText(text));
  const rows = await world.query<RunnableAutomation & { name: string }>(
    `select name, rule, actions, all_channels as "allChannels", channel_ids as "channelIds" from automations order by name`,
  );
  const expected = rows.flatMap(({ name, ...automation }) => {
    const take = prepareAutomation(automation);
    const taken = texts.flatMap((text) => take({ channelId: null, text, firstMessage: false }) ?? []);
    return [...new Set(taken.map(({ type }) => `${name}: ${type}.added`))];
  });
  expect(told.map(({ name, type }) => `${name}: ${type}`)).toEqual(expected);
  expect(expected.length).toBeGreaterThan(1);
  const [rules] = await world.query<{ count: number; enabled: number }>(
    "select count(*)::int as count, count(*) filter (where enabled)::int as enabled from automations where deleted_at is null",
  );
  expect(rules).toEqual({ count: 5, enabled: 5 });
});

test("the live counters agree with the conversations", async () => {
  const wrong = await world.query(
    `select * from (select channel_id, status, count(*)::int as count from conversations where status <> 'resolved' group by 1, 2) c
     full join (select channel_id, status, count from queue_counts where count <> 0) q using (channel_id, status)
     where c.count is distinct from q.count`,
  );
  expect(wrong).toEqual([]);
});

test("nothing old waits to be sent, and every reply of the past was sent", async () => {
  expect(await world.query("select message_id from outbox")).toEqual([]);
  const states = await world.query<{ platform: string; delivery_state: string }>(
    `select distinct platform, delivery_state from messages m join channels h on h.id = m.channel_id
     where kind = 'outbound' order by 1`,
  );
  expect(states).toEqual([
    { platform: "api", delivery_state: "read" },
    { platform: "email", delivery_state: "sent" },
    { platform: "messenger", delivery_state: "read" },
  ]);
});

test("it all happened in the past, in order, over three months and in several languages", async () => {
  const now = world.deps.now();
  const [span] = await world.query<{ first: Date; last: Date }>(
    "select min(sent_at) as first, max(sent_at) as last from messages",
  );
  expect(span && now.getTime() - span.first.getTime()).toBeGreaterThan(50 * 86_400_000);
  expect(span?.last.getTime()).toBeLessThan(now.getTime());
  const backwards = await world.query(
    "select a.id from messages a join messages b using (conversation_id) where a.seq < b.seq and a.sent_at > b.sent_at",
  );
  expect(backwards).toEqual([]);
  const [french] = await world.query<{ count: number }>(
    "select count(*)::int as count from messages where text like '%Bonjour%' or text like '%Merci%'",
  );
  expect(french?.count).toBeGreaterThan(3);
});

test("some messages carry files that can be opened, and no placeholder is left in a text", async () => {
  const files = await world.query<{ file: string; state: string }>(
    "select file, state from attachments where message_id is not null",
  );
  expect(files.length).toBeGreaterThan(5);
  expect(files.every((row) => row.state === "stored")).toBe(true);
  const opened = await world.deps.files.open(files[0]?.file ?? "");
  opened?.stream.destroy();
  expect(opened?.size).toBeGreaterThan(500);
  expect(await world.query("select id from messages where text ~ '[{}]'")).toEqual([]);
});

test("W130 the knowledge base speaks both languages, is limited here and there, and its placeholders can be filled", async () => {
  const items = await world.query<{ locale: string; kind: string; text: string; published_at: Date | null }>(
    "select locale, kind, text, published_at from knowledge_items",
  );
  for (const locale of ["en", "fr"]) {
    const own = items.filter((item) => item.locale === locale);
    expect(own.filter(({ kind }) => kind === "response").length).toBeGreaterThan(6);
    expect(own.filter(({ kind, published_at }) => kind === "article" && published_at !== null).length).toBeGreaterThan(
      0,
    );
  }
  expect(items.flatMap(({ text }) => unknownPlaceholders(text))).toEqual([]);
  const limited = await world.query<{ teams: number }>(
    "select count(t.team_id)::int as teams from knowledge_collections k left join knowledge_collection_teams t on t.collection_id = k.id where k.only_teams group by k.id",
  );
  expect(limited.length).toBeGreaterThan(1);
  expect(limited.every(({ teams }) => teams === 1)).toBe(true);
  expect((await world.query("select 1 from short_links")).length).toBeGreaterThan(3);
  const files = await world.query<{ file: string }>("select file from knowledge_files where item_id is not null");
  expect(files.length).toBeGreaterThan(2);
});
