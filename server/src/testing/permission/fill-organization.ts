import type { OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Database } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";

type Column = { table: string; name: string; type: string; rule: string | null };

/**
 * A new organization with one row in every table that is behind the second wall, made from the catalogue: a table of
 * tomorrow has its row too. Foreign keys are not looked at, for nothing here is about what the rows mean.
 */
export async function fillOrganization(database: Database): Promise<OrganizationId> {
  const organizationId = uuidV7() as OrganizationId;
  const byTable = Map.groupBy(await listNeededColumns(database), (column) => column.table);
  await database.system.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    for (const [table, columns] of byTable) {
      const names = sql.join(columns.map((column) => sql.ref(column.name)));
      const values = sql.join(columns.map((column) => columnValue(column, organizationId)));
      await sql`insert into ${sql.table(table)} (${names}) values (${values})`.execute(trx);
    }
  });
  return organizationId;
}

/** Columns that an insert must name, with the rule that a check sets for the column alone. */
async function listNeededColumns(database: Database): Promise<Column[]> {
  const found = await sql<Column>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type,
      (select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as rule
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
      and a.attnotnull and not a.atthasdef and a.attidentity = ''
    order by c.relname <> 'organizations', c.relname, a.attnum`.execute(database.system);
  return found.rows;
}

function columnValue({ table, name, type, rule }: Column, organizationId: OrganizationId) {
  if (name === "organization_id" || (table === "organizations" && name === "id")) return sql`${organizationId}::uuid`;
  switch (type) {
    case "uuid":
      return sql`${uuidV7()}::uuid`;
    case "text":
      return sql`${/'([^']+)'::text/.exec(rule ?? "")?.[1] ?? uuidV7().slice(-longestOf(rule))}::text`;
    case "text[]":
      return sql`'{}'::text[]`;
    case "jsonb":
      return sql`'{}'::jsonb`;
    case "tsvector":
      return sql`'word'::tsvector`;
    case "boolean":
      return sql`true`;
    case "timestamp with time zone":
      return sql`now()`;
    default:
      return sql`1`;
  }
}

/** Characters; where the rule gives no limit, a whole id fits. */
function longestOf(rule: string | null): number {
  return Number(/char_length\(\w+\) <= (\d+)/.exec(rule ?? "")?.[1] ?? 36);
}
