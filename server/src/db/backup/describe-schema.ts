import type pg from "pg";

export type TableShape = { name: string; columns: string[] };

/** Every table of ours with the columns that hold data, each after those it refers to. */
export async function listTables(client: pg.ClientBase): Promise<TableShape[]> {
  const tables = await client.query<TableShape>(tablesQuery);
  const references = await client.query<{ from: string; to: string }>(referencesQuery);
  return sortByReference(tables.rows, references.rows);
}

/** Where each sequence stands; those never used are left out. */
export async function listSequences(client: pg.ClientBase): Promise<{ name: string; last: string }[]> {
  const found = await client.query<{ name: string; last: string }>(
    `select sequencename as name, last_value::text as last from pg_sequences
     where schemaname = current_schema() and last_value is not null order by 1`,
  );
  return found.rows;
}

/** Tables of the current schema, without the parts of partitioned ones and without those of extensions. */
const tablesQuery = `
  select c.relname as name,
    array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  group by c.relname order by c.relname`;

const referencesQuery = `
  select f.relname as "from", t.relname as "to"
  from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
  where k.contype = 'f' and f.relnamespace = current_schema()::regnamespace and f.oid <> t.oid`;

function sortByReference(tables: TableShape[], references: { from: string; to: string }[]): TableShape[] {
  const sorted: TableShape[] = [];
  let rest = tables;
  while (rest.length > 0) {
    const names = new Set(rest.map((table) => table.name));
    const isFree = ({ name }: TableShape) => !references.some(({ from, to }) => from === name && names.has(to));
    const free = rest.filter(isFree);
    if (free.length === 0) throw new Error(`tables refer to one another in a circle: ${[...names].join(", ")}`);
    sorted.push(...free);
    rest = rest.filter((table) => !free.includes(table));
  }
  return sorted;
}
