import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { buildWorld, type World } from "./conversations.test-kit.ts";
import { claimSends } from "./outbox.sql.ts";

const READY = 3000;
const CLAIMED = 16;
let world: World;
beforeAll(async () => {
  world = await buildWorld();
  await sql`
    insert into outbox (organization_id, message_id, conversation_id, channel_id, seq, state, next_attempt_at, deadline_at, created_at)
    select ${world.organizationId}, gen_random_uuid(), gen_random_uuid(), ${world.channelId}, 1, case when n <= 9 then 'ready' else 'waiting' end, now() - make_interval(secs => n), now() + interval '1 day', now()
    from generate_series(1, ${READY}) n`.execute(world.database.system);
  // What the planner knows is what it was told before all of them became ready at once.
  await sql`vacuum (analyze) outbox`.execute(world.database.system);
  await sql`update outbox set state = 'ready' where state = 'waiting'`.execute(world.database.system);
});
afterAll(async () => await world.close());

type Node = {
  "Rows Removed by Filter"?: number;
  "Actual Loops"?: number;
  "Node Type"?: string;
  Alias?: string;
  "Index Name"?: string;
  Plans?: Node[];
};
const whole = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(whole)];
const passedOver = (node: Node): number =>
  (node["Rows Removed by Filter"] ?? 0) * (node["Actual Loops"] ?? 1) +
  (node.Plans ?? []).reduce((sum, child) => sum + passedOver(child), 0);

it("B6 however much is ready, each of the claimed is found by its key", async () => {
  for (const known of [false, true]) {
    if (known) await sql`analyze outbox`.execute(world.database.system);
    let plan: Node = {};
    const executor = world.database.system.getExecutor();
    const explainer = {
      transformQuery: executor.transformQuery.bind(executor),
      compileQuery: executor.compileQuery.bind(executor),
      executeQuery: async (query: { sql: string }) => {
        const { rows } = await executor.executeQuery({
          ...query,
          sql: `explain (analyze, format json) ${query.sql}`,
        } as never);
        plan = (rows as { "QUERY PLAN": { Plan: Node }[] }[])[0]?.["QUERY PLAN"][0]?.Plan ?? {};
        return { rows: [] };
      },
    };
    const system = { getExecutor: () => explainer } as unknown as Database["system"];
    await claimSends({ ...world.database, system }, [], CLAIMED);
    expect(plan.Plans).toBeDefined();
    expect(passedOver(plan)).toBeLessThan(READY / 10);
    // Locked and written: both by the key.
    const byKey = whole(plan).filter((node) => node["Node Type"] !== "ModifyTable" && /^[ho]$/.test(node.Alias ?? ""));
    expect(byKey.map((node) => [node.Alias, node["Index Name"]])).toEqual([
      ["h", "outbox_pkey"],
      ["o", "outbox_pkey"],
    ]);
  }
});

it("I3 I9 the oldest are claimed first, and nothing twice", async () => {
  const first = await claimSends(world.database, [], CLAIMED);
  const second = await claimSends(world.database, [], CLAIMED);
  expect(new Set([...first, ...second].map((claim) => claim.message_id)).size).toBe(2 * CLAIMED);
  expect(await claimSends(world.database, [world.channelId], CLAIMED)).toEqual([]);
});
