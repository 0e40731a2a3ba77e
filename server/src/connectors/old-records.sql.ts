import { sql } from "kysely";
import type { Database } from "../db/index.ts";

const RAW_DAYS = 30;

/** Raw deliveries, early news and attempts are kept thirty days, drafts seven; what is stuck stays. */
export async function forgetOldRecords(database: Database): Promise<void> {
  await sql`
    delete from deliveries where (organization_id, id) in (
      select organization_id, id from deliveries where state in ('done', 'discarded') and received_at < now() - make_interval(days => ${RAW_DAYS})
      limit 5000)`.execute(database.system);
  await sql`delete from drafts where at < now() - interval '7 days'`.execute(database.system);
  await sql`delete from early_news where at < now() - make_interval(days => ${RAW_DAYS})`.execute(database.system);
  await sql`delete from send_attempts where started_at < now() - make_interval(days => ${RAW_DAYS})`.execute(
    database.system,
  );
}
