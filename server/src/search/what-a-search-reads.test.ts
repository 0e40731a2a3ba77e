import { type SearchAnswer, searchAnswer } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";

/*
 * Over two years, eight channels and 48,000 messages: how many rows of the index's table a search reads, and by which index.
 * Counted by the database itself, for searches as they are asked over HTTP. Reading everything would be 48,000.
 */
const MESSAGES = 48_000;
let test: TestApp;
let all: TestPerson;
let one: TestPerson;

beforeAll(async () => {
  test = await startTestApp();
  const channels: string[] = [];
  for (let n = 0; n < 8; n += 1) channels.push(await test.apiChannel(test.organizationId));
  all = await test.person(test.organizationId, "agent", Object.fromEntries(channels.map((id) => [id, "viewer"])));
  one = await test.person(test.organizationId, "agent", { [channels[3] ?? ""]: "viewer" });
  await fill(channels);
}, 120_000);
afterAll(async () => await test?.stop());

/** Ten messages a conversation; every conversation is the same contact's, for nothing here is about contacts. */
async function fill(ids: readonly string[]): Promise<void> {
  const { system } = test.app.parts.database;
  const organization = sql`${test.organizationId}::uuid`;
  const channels = sql`(${[...ids]}::uuid[])`;
  await system.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await sql`
      create function pg_temp.id(word text) returns uuid language sql
        return overlay(overlay(md5(word) placing '7' from 13) placing '8' from 17)::uuid`.execute(trx);
    await sql`
      insert into contacts (organization_id, id, name, created_at)
      values (${organization}, pg_temp.id('contact'), 'Somebody', now())`.execute(trx);
    await sql`
      insert into identities (organization_id, id, channel_id, external_id, contact_id, created_at, sort_name)
      select ${organization}, pg_temp.id('i' || c), c, 'x' || c, pg_temp.id('contact'), now(), 'somebody'
      from unnest${channels} c`.execute(trx);
    await sql`
      insert into conversations
        (organization_id, id, channel_id, identity_id, contact_id, visibility, status, queue_at, last_seq, created_at)
      select ${organization}, pg_temp.id('c' || n), ${channels}[1 + n % 8], pg_temp.id('i' || ${channels}[1 + n % 8]),
        pg_temp.id('contact'), 'private', 'resolved', now(), 10, now()
      from generate_series(0, ${MESSAGES / 10 - 1}::int) n`.execute(trx);
    const numbered = sql`
      select n, pg_temp.id('c' || n / 10) as conversation_id, ${channels}[1 + (n / 10) % 8] as channel_id,
        date_trunc('second', now() - interval '730 days' * (1 - n::float / ${MESSAGES}::int)) as at
      from generate_series(0, ${MESSAGES - 1}::int) n`;
    await sql`
      insert into messages (organization_id, id, conversation_id, channel_id, seq, order_key, kind, author_type, text,
        sent_at, created_at, changed_at)
      select ${organization}, pg_temp.id('m' || n), conversation_id, channel_id, 1 + n % 10, 1 + n % 10, 'inbound', 'contact',
        'common word' || n % 500 || ' rare' || n, at, at, at from (${numbered}) x`.execute(trx);
    await sql`
      insert into message_search (organization_id, message_id, conversation_id, channel_id, at, words)
      select ${organization}, pg_temp.id('m' || n), conversation_id, channel_id, at,
        ('common:1 word' || n % 500 || ':2 rare' || n || ':3 usual:9 ' || case when n % 50 = 0 then 'often:5 ' else '' end || case when n % 700 = 0 then '東京:4 京都:5 都:6 ' else '' end
          || '''m:' || to_char(at at time zone 'UTC', 'YYYY-MM') || ''' ''c:' || channel_id || '''')::tsvector
      from (${numbered}) x`.execute(trx);
  });
  await sql`analyze`.execute(system);
}

type Reading = { readonly rows: number; readonly whole: number; readonly byWords: number };

async function read(): Promise<Reading> {
  const rows = await sql<Reading>`
    select (coalesce(idx_tup_fetch, 0) + seq_tup_read)::int as rows, seq_scan::int as whole,
      (select idx_scan::int from pg_stat_user_indexes where indexrelname = 'message_search_words') as "byWords"
    from pg_stat_user_tables where relname = 'message_search'`.execute(test.app.parts.database.system);
  return rows.rows[0] ?? { rows: 0, whole: 0, byWords: 0 };
}

/** A session tells what it has read with its first work a second later: all of them are given some, which reads nothing here. */
async function settled(as: TestPerson): Promise<Reading> {
  for (let before = await read(), same = 0; ; ) {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await Promise.all(Array.from({ length: 24 }, () => test.call("GET", "/api/v1/search?q=", { as })));
    const now = await read();
    same = now.rows === before.rows && now.byWords === before.byWords ? same + 1 : 0;
    if (same > 0) return now;
    before = now;
  }
}

async function ask(q: string, as: TestPerson): Promise<{ answer: SearchAnswer; cost: Reading }> {
  const before = await settled(as);
  const answer = await test.call("GET", `/api/v1/search?${new URLSearchParams({ q })}`, { as });
  const after = await settled(as);
  return {
    answer: searchAnswer.parse(answer.body),
    cost: {
      rows: after.rows - before.rows,
      whole: after.whole - before.whole,
      byWords: after.byWords - before.byWords,
    },
  };
}

describe("what a search reads", () => {
  it.each([
    ["a common word", "common", 20, 20, false, 2500],
    ["a rare beginning", "rare1234", 2, 1, true, 2500],
    ["a rare word", '"rare20035"', 1, 1, true, 2500],
    ["two words", "word7 rare507", 2, 1, true, 2500],
    ["a common and a rare word", '"rare40003" common', 1, 0, true, 2500],
    ["a phrase", '"common word17 rare517"', 1, 1, true, 2500],
    ["characters without spaces", "東京都", 20, 0, true, 2500],
    ["nothing", "absent", 0, 0, true, 2500],
  ] as const)(
    "W136 W137 B10 %s is read by an index, with eight channels and with one",
    async (...row) => {
      const [, q, most, few, byWords, rows] = row;
      for (const [person, hits] of [
        [all, most],
        [one, few],
      ] as const) {
        const { answer, cost } = await ask(q, person);
        expect.soft(answer.hits.length, `${q}: hits`).toBe(hits);
        expect.soft(cost.whole, `${q}: scans of the whole table`).toBe(0);
        expect.soft(cost.rows, `${q}: rows`).toBeLessThan(rows);
        expect.soft(cost.rows, `${q}: rows`).toBeGreaterThan(0);
        if (byWords) expect.soft(cost.byWords, `${q}: the index of words`).toBeGreaterThan(0);
      }
    },
    60_000,
  );

  it("W136 B10 what is common and yet fits nothing is looked for in steps, and says how far it came", async () => {
    const { answer, cost } = await ask("common -is:resolved", all);
    expect(answer.hits).toEqual([]);
    expect(answer.next).not.toBeNull();
    expect(answer.lookedBackTo).not.toBeNull();
    expect(cost.whole).toBe(0);
    expect(cost.rows).toBeLessThan(MESSAGES);
  }, 60_000);

  it.each([
    ["every message", '"usual common"'],
    ["a fiftieth of the messages", '"usual often"'],
  ])(
    "W136 W137 B10 a phrase of words that %s has, though never in this order, is looked for in steps",
    async (_, q) => {
      const { answer, cost } = await ask(q, all);
      expect(answer.hits).toEqual([]);
      expect(answer.lookedBackTo).not.toBeNull();
      expect(cost.whole).toBe(0);
      expect(cost.rows).toBeLessThan(MESSAGES);
      const pages = [answer];
      for (let last = answer; last.next !== null; pages.push(last)) {
        const path = `/api/v1/search?${new URLSearchParams({ q, after: last.next })}`;
        last = searchAnswer.parse((await test.call("GET", path, { as: all })).body);
      }
      expect(pages.flatMap(({ hits }) => hits)).toEqual([]);
      expect(pages.length).toBeLessThan(6);
    },
    60_000,
  );

  it("W137 B10 the statement for the index of words is planned over it, whatever it is asked for", async () => {
    const plan = await test.app.parts.database.system.transaction().execute(async (trx) => {
      const found = await sql<{ body: string; settings: string[] }>`
        select prosrc as body, proconfig as settings from pg_proc where proname = 'guichet_search_messages'`.execute(
        trx,
      );
      const { body = "", settings = [] } = found.rows[0] ?? {};
      for (const setting of settings.filter((text) => text.startsWith("enable_")))
        await sql`set local ${sql.raw(setting)}`.execute(trx);
      await sql`select set_config('guichet.organization_id', ${test.organizationId}, true)`.execute(trx);
      await sql`set local plan_cache_mode = force_generic_plan`.execute(trx);
      await sql`prepare asked (uuid[], tsquery, tsquery, timestamptz, timestamptz, uuid, int) as ${sql.raw(body)}`.execute(
        trx,
      );
      const lines = await sql<{
        "QUERY PLAN": string;
      }>`explain execute asked (null, null, null, null, null, null, null)`.execute(trx);
      await sql`deallocate asked`.execute(trx);
      return lines.rows.map((line) => line["QUERY PLAN"]).join("\n");
    });
    expect(plan).toContain("Bitmap Index Scan on message_search_words");
    expect(plan).not.toContain("Seq Scan");
  });
});
