import { setTimeout as wait } from "node:timers/promises";
import type { Stage } from "./stage.ts";

const PATIENCE_MS = 60_000;

/** Waits until everything accepted is a message, and every event has its place in the log. Answers after how many milliseconds. */
export async function waitUntilSettled(stage: Stage, patienceMs = PATIENCE_MS): Promise<number> {
  const start = performance.now();
  return await stage.withClient(async (client) => {
    for (;;) {
      const { rows } = await client.query<{ left: number }>(
        `select (select count(*)::int from (select 1 from deliveries where state = 'stored' limit 1) d)
              + (select count(*)::int from (select 1 from event_inbox limit 1) e) as left`,
      );
      const took = performance.now() - start;
      if (rows[0]?.left === 0) return took;
      if (took > patienceMs) throw new Error(`The product did not settle within ${patienceMs / 1000} seconds.`);
      await wait(20);
    }
  });
}

/** Accepted = stored, nothing twice, each contact's messages in the order they were posted. */
export async function checkStored(
  stage: Stage,
  run: string,
  accepted: readonly number[],
  options: { ordered: boolean },
): Promise<string[]> {
  const rows = await stage.query<{ n: number; conversation_id: string; order_key: number }>(
    `select substring(external_id from '[0-9]+$')::int as n, conversation_id, order_key from messages
     where organization_id = $1 and external_id like $2 order by conversation_id, order_key`,
    [stage.world.organizationId, `${run}-%`],
  );
  const stored = new Set(rows.map((row) => row.n));
  const errors = [
    ...sentence(accepted.filter((n) => !stored.has(n)).length, "accepted and not stored"),
    ...sentence(rows.length - stored.size, "stored twice"),
  ];
  if (options.ordered) errors.push(...sentence(countSwaps(rows), "out of order"));
  return errors;
}

/** Neighbours in a conversation whose numbers fall although the thread goes on. */
export function countSwaps(rows: readonly { n: number; conversation_id: string }[]): number {
  return rows.filter((row, at) => {
    const before = rows[at - 1];
    return before !== undefined && before.conversation_id === row.conversation_id && before.n > row.n;
  }).length;
}

export function sentence(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}
