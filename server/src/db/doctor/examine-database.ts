import pg from "pg";
import { migrationState } from "../migrate.ts";
import type { Finding } from "./finding.ts";

/** What Guichet relies on in its database: version, durability, the second wall, an up-to-date schema. */
export async function examineDatabase(url: string): Promise<Finding[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: "guichet-doctor",
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return [await checkVersion(client), await checkDurability(client), await checkRole(client), await checkSchema(url)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ subject: "database", ok: false, detail: `cannot be reached: ${reason}` }];
  } finally {
    await client.end();
  }
}

async function checkVersion(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  const major = Math.floor((rows[0]?.version ?? 0) / 10_000);
  return {
    subject: "database",
    ok: major >= 15,
    detail: `PostgreSQL ${major}${major >= 15 ? "" : ", and 15 is needed"}`,
  };
}

async function checkDurability(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string }>(
    `select name from pg_settings
     where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting in ('off', 'local') order by 1`,
  );
  const off = rows.map(({ name }) => name).join(", ");
  return { subject: "durability", ok: !off, detail: off ? `switched off: ${off}. A crash may lose messages` : "on" };
}

async function checkRole(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ super: boolean; bypass: boolean; member: boolean }>(
    `select rolsuper as super, rolbypassrls as bypass, pg_has_role(current_user, oid, 'member') as member
     from pg_roles where rolname = 'guichet_app'`,
  );
  const [role] = rows;
  const subject = "second wall";
  if (!role) return { subject, ok: false, detail: "the role guichet_app is missing: this account may not make roles" };
  if (role.super || role.bypass) return { subject, ok: false, detail: "guichet_app may bypass row-level security" };
  if (!role.member)
    return { subject, ok: false, detail: "this account may not act as guichet_app: grant it that role" };
  return { subject, ok: true, detail: "row-level security binds the run-time role" };
}

async function checkSchema(url: string): Promise<Finding> {
  const { applied, missing } = await migrationState(url);
  const detail =
    missing.length === 0 ? `up to date (${applied.at(-1)})` : `missing ${missing.join(", ")}: start Guichet once`;
  return { subject: "schema", ok: missing.length === 0, detail };
}
