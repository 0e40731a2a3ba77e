import type pg from "pg";

type Index = {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
  readonly key: string | null;
};

/**
 * Fills tables whose indexes are built afterwards, by their own definitions: the same indexes in a fraction of the time.
 * Those that foreign keys or rules hold on to stay; `keysToo`: primary keys that nothing refers to go as well.
 */
export async function withoutIndexes<T>(
  client: pg.Client,
  tables: readonly string[],
  keysToo: boolean,
  fill: () => Promise<T>,
): Promise<T> {
  const found = await client.query<Index>(
    `select x.indrelid::regclass::text as table, i.relname as name, pg_get_indexdef(x.indexrelid) as definition,
       pg_get_constraintdef(c.oid) as key
     from pg_index x join pg_class i on i.oid = x.indexrelid left join pg_constraint c on c.conindid = x.indexrelid and c.conrelid = x.indrelid
     where x.indrelid = any($1::regclass[]) and (c.oid is null or ($2 and c.contype = 'p')) order by x.indisprimary desc`,
    [tables, keysToo],
  );
  await client.query("set maintenance_work_mem = '1GB'");
  for (const { table, name, key } of found.rows)
    await client.query(key === null ? `drop index ${name}` : `alter table ${table} drop constraint ${name}`);
  const filled = await fill();
  for (const { table, name, definition, key } of found.rows)
    await client.query(key === null ? definition : `alter table ${table} add constraint ${name} ${key}`);
  return filled;
}
