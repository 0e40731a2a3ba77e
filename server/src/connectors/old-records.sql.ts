import { sql } from "kysely";
import type { Database } from "../db/index.ts";

const RAW_DAYS = 30;
const STEP = 5000;

/** Raw deliveries, early news, attempts and what they wrote down are kept thirty days, drafts seven; what is stuck stays. */
export async function forgetOldRecords(database: Database): Promise<void> {
  const old = sql`now() - make_interval(days => ${RAW_DAYS})`;
  await inSteps(
    database,
    sql`
    delete from deliveries where (organization_id, id) in (
      select organization_id, id from deliveries where state in ('done', 'discarded') and received_at < ${old} limit ${STEP})`,
  );
  await inSteps(
    database,
    sql`
    delete from send_attempts where (organization_id, message_id, attempt) in (
      select organization_id, message_id, attempt from send_attempts where started_at < ${old} limit ${STEP})`,
  );
  // What a send has written down for its own next attempt.
  await inSteps(
    database,
    sql`
    delete from channel_values where (organization_id, channel_id, key) in (
      select organization_id, channel_id, key from channel_values
      where (key like 'sent:%' or key like 'reply:%') and changed_at < ${old} limit ${STEP})`,
  );
  await sql`delete from drafts where at < now() - interval '7 days'`.execute(database.system);
  await sql`delete from early_news where at < ${old}`.execute(database.system);
  await sql`delete from early_profiles where created_at < ${old}`.execute(database.system);
  await sql`delete from told_up_to where up_to < ${old}`.execute(database.system);
}

/** Small steps until nothing is left: no statement runs long, and no day's traffic outgrows the broom. */
async function inSteps(database: Database, statement: ReturnType<typeof sql>): Promise<void> {
  for (;;) {
    const done = await statement.execute(database.system);
    if ((done.numAffectedRows ?? 0n) < BigInt(STEP)) return;
  }
}
