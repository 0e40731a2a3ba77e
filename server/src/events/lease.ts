import { sql } from "kysely";
import type { Db } from "../db/index.ts";

export type Lease = {
  readonly name: string;
  readonly holder: string;
  /** Grows with every new holder: a former one cannot write under its old fence (I23). */
  readonly fence: string;
};

/** Takes or renews a lease by database time; undefined: somebody else holds it. */
export async function takeLease(db: Db, name: string, holder: string, seconds: number): Promise<Lease | undefined> {
  const taken = await sql<{ fence: string }>`
    insert into leases (name, holder, fence, expires_at)
    values (${name}, ${holder}, 1, clock_timestamp() + make_interval(secs => ${seconds}))
    on conflict (name) do update
      set holder = excluded.holder,
          fence = leases.fence + case when leases.holder = excluded.holder then 0 else 1 end,
          expires_at = excluded.expires_at
      where leases.holder = excluded.holder or leases.expires_at < clock_timestamp()
    returning fence`.execute(db);
  const row = taken.rows[0];
  return row === undefined ? undefined : { name, holder, fence: row.fence };
}

/** Inside a transaction: holds the lease's row until commit, or says that it is lost. */
export async function holdLease(trx: Db, lease: Lease): Promise<boolean> {
  const held = await sql`
    select 1 from leases
    where name = ${lease.name} and holder = ${lease.holder} and fence = ${lease.fence} and expires_at > clock_timestamp()
    for update`.execute(trx);
  return held.rows.length === 1;
}

/** Gives a lease back at an orderly stop, so that the next holder need not wait. */
export async function giveUpLease(db: Db, lease: Lease): Promise<void> {
  await sql`update leases set expires_at = clock_timestamp() where name = ${lease.name} and holder = ${lease.holder} and fence = ${lease.fence}`.execute(
    db,
  );
}
