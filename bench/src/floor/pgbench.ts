import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Cluster } from "../product/cluster.ts";
import { cacheFolder } from "../product/places.ts";
import { makeFloorDatabase } from "./floor-tables.ts";

/** D8: the four writes in six round trips. S8: the same as one statement. Eight clients each. */
export type PgbenchFloor = "D8" | "S8";

const CONTACT = "\\set who random(0, 99999)\n";
const EXTERNAL = "md5(random()::text || clock_timestamp()::text)";
const BODY = "'Hello, where is my order? I have been waiting for a week now and nobody answers. Thank you, Clara'";

const SCRIPTS: Record<PgbenchFloor, string> = {
  D8: `${CONTACT}begin;
insert into contacts (account, channel, external_id) values (1, 1, 'contact-' || :who)
  on conflict (account, channel, external_id) do update set seen_at = now() returning id as contact_ \\gset
insert into conversations (contact_id, status, unread, last_at, preview) values (:contact_, 'open', 1, now(), ${BODY})
  on conflict (contact_id) where status = 'open' do update set unread = conversations.unread + 1, last_at = excluded.last_at,
  preview = excluded.preview returning id as conversation_ \\gset
insert into messages (conversation_id, external_id, body) values (:conversation_, ${EXTERNAL}, ${BODY}) returning id as message_ \\gset
insert into outbox (message_id, conversation_id) values (:message_, :conversation_);
commit;
`,
  S8: `${CONTACT}with c as (
  insert into contacts (account, channel, external_id) values (1, 1, 'contact-' || :who)
  on conflict (account, channel, external_id) do update set seen_at = now() returning id
), v as (
  insert into conversations (contact_id, status, unread, last_at, preview) select id, 'open', 1, now(), ${BODY} from c
  on conflict (contact_id) where status = 'open' do update set unread = conversations.unread + 1, last_at = excluded.last_at,
  preview = excluded.preview returning id
), m as (
  insert into messages (conversation_id, external_id, body) select id, ${EXTERNAL}, ${BODY} from v returning id, conversation_id
) insert into outbox (message_id, conversation_id) select id, conversation_id from m;
`,
};

export function hasPgbench(): boolean {
  try {
    execFileSync("pgbench", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Transactions done in the given time. */
export async function runPgbench(cluster: Cluster, floor: PgbenchFloor, seconds: number): Promise<number> {
  const url = cluster.urlOf(await makeFloorDatabase(cluster));
  mkdirSync(cacheFolder, { recursive: true });
  const script = join(cacheFolder, `${floor}.sql`);
  writeFileSync(script, SCRIPTS[floor]);
  const args = ["-n", "-M", "prepared", "-c", "8", "-j", "1", "-T", String(seconds), "-f", script, url];
  const { stdout } = await promisify(execFile)("pgbench", args);
  const done = /transactions actually processed: (\d+)/.exec(stdout);
  if (done === null) throw new Error(`pgbench said nothing of use: ${stdout}`);
  return Number(done[1]);
}
