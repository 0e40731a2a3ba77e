import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSecretBox } from "../../lib/secret-box.ts";
import { makeDataFolder } from "../../testing/data-folder.ts";
import { startEmbeddedPostgres } from "../embedded/index.ts";
import { migrate } from "../migrate.ts";
import { type CommandPlaces, runBackup, runRestore } from "./run-backup.ts";

let folder = "";
let lines: string[] = [];
const print = (line: string) => void lines.push(line);
const key = randomBytes(32);

beforeEach(() => {
  folder = makeDataFolder("guichet-commands-");
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const SOMEBODY_SIGNED_IN = `
  with person as (
    insert into users (organization_id, id, email, first_name, last_name, account_role)
    select id, gen_random_uuid(), 'kai@example.org', 'Kai', 'Wong', 'agent' from organizations returning organization_id, id
  )
  insert into sessions (organization_id, id, user_id, token_hash, ends_at, address, user_agent)
  select organization_id, gen_random_uuid(), id, 'hash', now() + interval '1 day', '127.0.0.1', 'browser' from person`;
const aKey = (revokedAt: string) => `
  insert into api_keys (organization_id, id, name, client_id, secret_hash, scopes, created_at, created_by, revoked_at)
  select id, gen_random_uuid(), 'Shop', gen_random_uuid()::text, 'hash', '{}', now(), 'Ana', ${revokedAt} from organizations`;

test("I29 a running Guichet is backed up, and restored into a new folder with its key", async () => {
  const [from, to] = [placesIn("from", key), placesIn("to", key)];
  const file = join(folder, "guichet.backup");
  const server = await startEmbeddedPostgres({ dataDir: from.dataDir });
  await migrate(server.url);
  await run(server.url, "insert into organizations (id, name) values (gen_random_uuid(), 'Kept')");
  await run(server.url, SOMEBODY_SIGNED_IN);
  for (const revokedAt of ["null", "now()"]) await run(server.url, aKey(revokedAt));
  mkdirSync(join(from.filesFolder, "ab"), { recursive: true });
  writeFileSync(join(from.filesFolder, "ab/file"), "content");
  expect(await runBackup(from, file, print)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await runRestore(from, file, print)).toBe(false);
  await server.stop();
  expect(await runRestore(to, file, print)).toBe(true);
  const restored = await startEmbeddedPostgres({ dataDir: to.dataDir });
  expect(await run(restored.url, "select name from organizations")).toEqual([{ name: "Kept" }]);
  const left = "select (select count(*)::int from users) as users, (select count(*)::int from sessions) as sessions";
  expect(await run(restored.url, left)).toEqual([{ users: 1, sessions: 0 }]);
  await restored.stop();
  expect(lines).toEqual([
    expect.stringMatching(/^\S+guichet\.backup: \d+ rows of \d+ tables, 1 files, [\d.]+ MB\.$/),
    `The key of its secrets is not in it: keep a copy of ${from.keyFile} in another place.`,
    `Keep a copy of ${from.dataDir}/deleted-contacts.ledger there, too: it names contacts who were deleted for good.`,
    `Guichet runs on ${from.dataDir}: stop it first.`,
    expect.stringMatching(/^Restored what was there on \S+: \d+ rows of \d+ tables, 1 files\. The counts agree\.$/),
    "Everybody signs in anew. 1 REST API key is valid as then: revoke in Settings what was revoked since.",
    `Contacts deleted since then are back, unless you put your copy of the ledger into ${to.dataDir}/deleted-contacts.ledger before Guichet starts.`,
  ]);
});

test("F-28 a restore without the key says so", async () => {
  const file = join(folder, "guichet.backup");
  const from = placesIn("from", key);
  const server = await startEmbeddedPostgres({ dataDir: from.dataDir });
  await migrate(server.url);
  await server.stop();
  expect(await runBackup(from, file, print)).toBe(true);
  const to = placesIn("to", randomBytes(32));
  expect(await runRestore(to, file, print)).toBe(true);
  expect(lines.at(-1)).toContain(`Its secrets open with the key of that Guichet alone: put it into ${to.keyFile}`);
});

test("a folder without a Guichet is refused and nothing is made in it", async () => {
  const places = placesIn("nothing", key);
  expect(await runBackup(places, join(folder, "guichet.backup"), print)).toBe(false);
  expect(lines).toEqual([`There is no Guichet in ${places.dataDir}.`]);
  expect(existsSync(places.dataDir)).toBe(false);
});

function placesIn(name: string, secretKey: Uint8Array): CommandPlaces {
  const dataDir = join(folder, name);
  return {
    dataDir,
    databaseUrl: null,
    filesFolder: join(dataDir, "files"),
    keyFile: join(dataDir, "secret.key"),
    loadSecretBox: async () => createSecretBox(secretKey),
  };
}

async function run(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
