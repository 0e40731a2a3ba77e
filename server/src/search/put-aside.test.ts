import { type problemList, searchAnswer } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { openSearchHouse, type SearchHouse } from "./search.test-kit.ts";

let house: SearchHouse;
beforeAll(async () => {
  house = await openSearchHouse();
  // The database refuses the words of some messages, as it does when they are too many.
  await run(sql`
    create function refuse_poison() returns trigger language plpgsql as $$
      begin
        if exists (select from messages m where m.id = new.message_id and m.text like 'poison%') then
          raise exception 'string is too long for tsvector: "%"', new.words using errcode = '54000';
        end if;
        return new;
      end $$`);
  await refuse(true);
});
afterAll(async () => await house?.test.stop());

const run = async (query: ReturnType<typeof sql>) => await query.execute(house.test.app.parts.database.system);
const refuse = async (on: boolean) =>
  on
    ? await run(
        sql`create trigger refuse_poison before insert or update on message_search for each row execute function refuse_poison()`,
      )
    : await run(sql`drop trigger refuse_poison on message_search`);
const aside = async () =>
  ((await house.admin("GET", "/problems?kind=message_not_indexed")).body as z.output<typeof problemList>).items;

async function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`It never came true: ${JSON.stringify(seen)}`);
  }
}

describe("a message that cannot be indexed", () => {
  it("I16 W136 it is put aside and listed, those around it are found, and it is tried again when somebody says so", async () => {
    for (const [name, text] of [
      ["Ann", "evening before"],
      ["Ben", "poison evening"],
      ["Cleo", "evening after"],
    ] as const)
      await house.writes(name, { text });
    await house.indexed();
    expect(await house.found("evening")).toEqual(["Ann", "Cleo"]);
    const [problem, ...others] = await aside();
    expect(others).toEqual([]);
    const { id } = await house.conversationOf("Ben");
    expect(problem).toMatchObject({
      kind: "message_not_indexed",
      channelName: "Shop",
      reason: "search",
      // What the message says is not told again on a page that shows other people's messages to Admins.
      detail: "string is too long for tsvector",
      attempts: 1,
      conversationId: id,
      canRetry: true,
      canDiscard: true,
    });

    const retry = async () => (await house.admin("POST", `/problems/${problem?.id}/retry`)).status;
    expect(await retry()).toBe(204);
    await until(aside, ([again]) => again?.attempts === 2);
    expect(await house.found("evening")).toEqual(["Ann", "Cleo"]);
    await refuse(false);
    expect((await house.admin("POST", "/problems/retry-all", { kind: "message_not_indexed" })).body).toEqual({
      retried: 1,
    });
    await until(
      async () => await house.found("evening"),
      (found) => found.length === 3,
    );
    expect(await aside()).toEqual([]);
    expect(await retry()).not.toBe(204);
    await refuse(true);
  });

  it("I16 S48 given up, it leaves its note in the log of settings and is tried no more", async () => {
    await house.writes("Dan", { text: "poison twilight" });
    await house.indexed();
    const [problem] = await aside();
    const discard = async () =>
      (await house.admin("POST", `/problems/${problem?.id}/discard`, { note: "Of no use." })).status;
    expect(await discard()).toBe(204);
    expect(await aside()).toEqual([]);
    expect(await discard()).not.toBe(204);
    const lines = await run(sql`
      select subject, after ->> 'note' as note, after ->> 'reason' as reason from settings_changes where action = 'problem.discarded'`);
    expect(lines.rows).toEqual([{ subject: "Shop", note: "Of no use.", reason: "search" }]);
  });

  it("I16 W126 what is erased is erased here, too", async () => {
    await house.writes("Eve", { text: "poison midnight" });
    await house.indexed();
    expect(await aside()).toHaveLength(1);
    const { system } = house.test.app.parts.database;
    await system.transaction().execute(async (trx) => {
      await sql`delete from message_search using messages m where m.id = message_id and m.text like '%midnight'`.execute(
        trx,
      );
      await sql`delete from outbox`.execute(trx);
      await sql`delete from messages where text = 'poison midnight'`.execute(trx);
    });
    expect(await aside()).toEqual([]);
  });
});

describe("messages from before there was an index", () => {
  it("W136 B10 all of them come into it, the newest first, past one that cannot; how far that is can be seen", async () => {
    await refuse(false);
    for (let n = 0; n < 30; n += 1) await house.writes(`Old ${n}`, { text: n === 20 ? "poison dawn" : `dawn ${n}` });
    await house.indexed();
    await refuse(true);
    // Somebody else keeps the index for a while, and this process sees that its lease is lost.
    await run(
      sql`update leases set holder = ${crypto.randomUUID()}, expires_at = now() + interval '1 hour' where name = 'search'`,
    );
    await run(sql`delete from message_search`);
    await run(sql`insert into search_backfill (organization_id, total, done) select id, 200, 50 from organizations`);
    const answer = searchAnswer.parse((await house.as(house.agent, "GET", "/search?q=dawn")).body);
    expect([answer.hits.length, answer.indexedPercent]).toEqual([0, 25]);
    expect(answer.indexedSince).not.toBeNull();
    await run(sql`update search_backfill set total = null, done = 0`);
    await run(sql`update leases set expires_at = now() where name = 'search'`);
    await until(
      async () => (await run(sql`select * from search_backfill`)).rows,
      (waiting) => waiting.length === 0,
    );
    const sound = await run(sql`select count(*)::int as count from messages where text not like 'poison%'`);
    expect((await run(sql`select count(*)::int as count from message_search`)).rows).toEqual(sound.rows);
    // Ben's, Dan's and one of the old ones.
    expect(await aside()).toHaveLength(3);
    const whole = await house.search("dawn");
    expect([whole.indexedSince, whole.indexedPercent]).toEqual([null, null]);
    expect((await house.search("poison")).hits).toEqual([]);
  }, 60_000);
});
