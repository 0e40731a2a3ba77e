import type { UserId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { appendSettingsChange } from "../append-settings-change.ts";
import { type AuditedCtx, inAuditedTransaction } from "../audited-ctx.ts";
import { openTestWorld } from "../organization.test-kit.ts";
import { CHAIN_START, findBreak } from "../settings-chain.ts";
import { verifySettingsChain } from "../verify-settings-chain.ts";
import { csvCell } from "./csv-cell.ts";
import { exportSettingsChanges } from "./export-settings-changes.ts";
import { listSettingsChanges } from "./list-settings-changes.ts";
import type { LogFilter } from "./log-filter.ts";
import { pageOf, spanOf, walkLines } from "./walk-settings-log.sql.ts";

let world: Awaited<ReturnType<typeof openTestWorld>>;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());

async function buildCtx(name = "Ada L.", organization?: AuditedCtx["organizationId"]): Promise<AuditedCtx> {
  const organizationId = organization ?? (await world.buildOrganization());
  return { ...world.ctx(organizationId, uuidV7() as UserId), by: { name, address: "203.0.113.9" } };
}

const subjects = async (ctx: AuditedCtx, filter: Parameters<typeof listSettingsChanges>[1]) =>
  (await listSettingsChanges(ctx, filter)).items.map((item) => item.subject);

test("W170 by words: each by its beginning, whatever the case and the accents, in names, values and addresses", async () => {
  const ctx = await buildCtx("Zoë Lind");
  await appendSettingsChange(ctx, { action: "team.created", subject: "Réclamations" });
  await appendSettingsChange(ctx, {
    action: "user.changed",
    subject: "Kai Wong",
    after: { email: "kai@lumen.example" },
  });
  await appendSettingsChange(ctx, {
    action: "channel.changed",
    subject: "Shop",
    before: { settings: { imap: { host: "mx.example" } } },
  });
  const found = (search: string, actions: string[] = []) => subjects(ctx, { search, actions });
  expect(await found("reclam")).toEqual(["Réclamations"]);
  expect(await found("RÉCLAMATIONS zoe")).toEqual(["Réclamations"]);
  expect(await found("lumen kai")).toEqual(["Kai Wong"]);
  expect(await found("imap")).toEqual(["Shop"]);
  expect(await found("203.0.113.9")).toHaveLength(3);
  expect(await found("lamations")).toEqual([]);
  expect(await found("100% _ ' \\")).toEqual([]);
  // The browser's own words for an action: their lines are found besides.
  expect(await found("équipe", ["team.created"])).toEqual(["Réclamations"]);
});

test("W170 by person, kind and dates, one of them or all", async () => {
  const ada = await buildCtx("Ada");
  const bob = await buildCtx("Bob", ada.organizationId);
  const start = world.clock.now();
  await appendSettingsChange(ada, { action: "team.created", subject: "one" });
  world.clock.pass(86_400_000);
  await appendSettingsChange(bob, { action: "team.edited", subject: "two" });
  world.clock.pass(86_400_000);
  await appendSettingsChange(ada, { action: "user.created", subject: "three" });
  const idOf = (ctx: AuditedCtx): string => (ctx.actor.type === "user" ? ctx.actor.id : "");
  const day = (n: number): string => new Date(start.getTime() + n * 86_400_000).toISOString();
  expect(await subjects(ada, { userId: idOf(ada) })).toEqual(["three", "one"]);
  expect(await subjects(ada, { kind: "team" })).toEqual(["two", "one"]);
  expect(await subjects(ada, { from: day(1) })).toEqual(["three", "two"]);
  expect(await subjects(ada, { from: day(0.5), to: day(1.5) })).toEqual(["two"]);
  expect(await subjects(ada, { kind: "team", userId: idOf(ada), to: day(1) })).toEqual(["one"]);
  expect(await subjects(ada, { from: day(9) })).toEqual([]);
  expect(await subjects(ada, { to: day(-9) })).toEqual([]);
});

test("W170 what is rarely found is looked for in strides: each page says how far it has looked, and nothing is left out", async () => {
  const ctx = await buildCtx();
  for (let n = 1; n <= 30; n += 1)
    await appendSettingsChange(ctx, { action: "test.made", subject: n % 10 === 0 ? `needle ${n}` : "hay" });
  const filter: LogFilter = { search: "needle" };
  let span = await spanOf(ctx, filter);
  const found: string[] = [];
  let walks = 0;
  for (;;) {
    const { lines, end } = await walkLines(ctx, filter, span, 50, "desc", 7);
    walks += 1;
    found.push(...lines.map((line) => line.subject));
    if (end === undefined) break;
    span = { ...span, below: end.number };
  }
  expect([found, walks]).toEqual([["needle 30", "needle 20", "needle 10"], 5]);
});

async function download(ctx: AuditedCtx, format: "csv" | "json", filter: LogFilter = {}): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of exportSettingsChanges(ctx, format, filter)) pieces.push(piece);
  return pieces.join("");
}

test("W170 S48 the JSON file holds every line in order, and its chain can be checked from the file alone", async () => {
  const ctx = await buildCtx();
  await inAuditedTransaction(ctx, async (inside) => {
    for (let n = 1; n <= 620; n += 1)
      await appendSettingsChange(inside, { action: "test.made", subject: `é "${n}"\n`, after: { n, z: null, a: "x" } });
  });
  const lines = JSON.parse(await download(ctx, "json")).map((line: { at: string }) => ({
    ...line,
    at: new Date(line.at),
  }));
  expect(lines).toHaveLength(620);
  expect(findBreak(lines, { number: "0", hash: CHAIN_START })).toBeUndefined();
  expect(await verifySettingsChain(ctx)).toMatchObject({ ok: true, head: lines.at(-1).hash });
  const forged = lines.with(550, { ...lines[550], subject: "forged" });
  expect(findBreak(forged, { number: "0", hash: CHAIN_START })).toBe("551");
  const csv = await download(ctx, "csv");
  expect(csv.match(/\r\n/g)).toHaveLength(621);
  expect(csv).toContain(lines[602].hash);
});

test("W170 a file of what was looked for, and an empty one that is whole", async () => {
  const ctx = await buildCtx();
  await appendSettingsChange(ctx, { action: "team.created", subject: "one" });
  await appendSettingsChange(ctx, { action: "user.created", subject: "two" });
  expect(JSON.parse(await download(ctx, "json", { kind: "user" }))).toMatchObject([{ subject: "two", number: "2" }]);
  expect(JSON.parse(await download(ctx, "json", { kind: "none" }))).toEqual([]);
  expect((await download(ctx, "csv", { kind: "none" })).split("\r\n")).toHaveLength(2);
});

test.each([
  ["=1+1", `"'=1+1"`],
  ["+SUM(A1)", `"'+SUM(A1)"`],
  ["-2+3+cmd|' /C calc'!A0", `"'-2+3+cmd|' /C calc'!A0"`],
  ["@SUM(1)", `"'@SUM(1)"`],
  ["\t=1", `"'\t=1"`],
  ["\r=1", `"'\r=1"`],
  [" =1", `"' =1"`],
  ["%0A=1", `"'%0A=1"`],
  ["|cmd", `"'|cmd"`],
  ["＝1+1", `"'＝1+1"`],
  ["＠SUM", `"'＠SUM"`],
  ['say "hi", twice', '"say ""hi"", twice"'],
  ["+32 470 12 34 56", '"+32 470 12 34 56"'],
  ["-12.5", '"-12.5"'],
  ["plain = text", '"plain = text"'],
  ["", '""'],
])("S34 P17 a cell of the file never runs as a formula, and numbers stay of use: %j", (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

test("W170 the log stays flat: pages come along an index, and none is sorted, however long it is", async () => {
  const ctx = await buildCtx();
  await sql`
    insert into settings_changes (organization_id, number, id, at, actor_id, actor_name, action, subject, address, previous_hash, hash, search)
    select ${ctx.organizationId}, n, gen_random_uuid(), now() - interval '1 year' + n * interval '10 seconds', gen_random_uuid(), 'Ada',
      case when n % 20000 = 0 then 'rare.made' else 'test.made' end, 'subject ' || n, '', '', md5(n::text), 'subject ' || n
    from generate_series(1, 60000) n`.execute(world.database.system);
  await sql`analyze settings_changes`.execute(world.database.system);
  const planOf = async (filter: LogFilter): Promise<string> => {
    const span = await spanOf(ctx, filter);
    const rows = await pageOf(ctx, filter, span, 50, "desc").explain("text");
    return rows.map((row) => String(row["QUERY PLAN"])).join("\n");
  };
  for (const filter of [
    {},
    { search: "subject 7" },
    { kind: "rare" },
    { kind: "rare", search: "subject", from: "2026-01-01T00:00:00Z" },
    { userId: uuidV7() },
  ]) {
    const plan = await planOf(filter);
    expect(plan).toMatch(/Index Scan/);
    expect(plan).not.toMatch(/Sort|Seq Scan/);
  }
  const page = await listSettingsChanges(ctx, { search: "nowhere" });
  expect(page).toMatchObject({ items: [], next: "40001" });
  expect(await subjects(ctx, { kind: "rare" })).toEqual(["subject 60000", "subject 40000", "subject 20000"]);
});

test("I22 one organization never finds or takes away the log of another", async () => {
  const mine = await buildCtx();
  const other = await buildCtx();
  await appendSettingsChange(other, { action: "test.made", subject: "secret" });
  expect(await subjects(mine, { search: "secret" })).toEqual([]);
  expect(await download({ ...mine, organizationId: other.organizationId }, "json")).toBe("[\n]\n");
});
