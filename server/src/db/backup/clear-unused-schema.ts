import type pg from "pg";
import { BackupRefused } from "./backup-refused.ts";

/**
 * Makes the schema empty when nobody has set up a Guichet in it: one that was only started has tables without an
 * organization. To be called in the transaction that fills it again.
 * @throws BackupRefused when there is anything that somebody might miss
 */
export async function clearUnusedSchema(client: pg.Client): Promise<void> {
  const found = await client.query<{ tables: number; ours: boolean }>(`
    select count(*)::int as tables, to_regprocedure('guichet_organization()') is not null as ours
    from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')`);
  const { tables = 0, ours = false } = found.rows[0] ?? {};
  if (tables === 0) return;
  if (!ours) throw new BackupRefused("The database holds other tables: a backup is restored into an empty one only.");
  const organizations = await client.query("select from organizations limit 1");
  if (organizations.rowCount !== 0) {
    throw new BackupRefused("The database holds an organization: a backup is restored into an empty Guichet only.");
  }
  await client.query(dropOurs);
}

/** Everything in the schema but what extensions brought. */
const dropOurs = `
  do $$
  declare thing text;
  begin
    for thing in
      select format('drop table if exists %s cascade', c.oid::regclass) from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      union all
      select format('drop routine if exists %s cascade', p.oid::regprocedure) from pg_proc p
      where p.pronamespace = current_schema()::regnamespace
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    loop
      execute thing;
    end loop;
  end $$`;
