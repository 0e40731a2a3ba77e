import { sql } from "kysely";
import type { ErasedParty } from "../db/index.ts";
import type { Scope } from "./erase-conversation.sql.ts";

const STEP = 500;
/** Shorter ids are looked for as whole strings of JSON, or half of all bodies would hold them. */
const SHORT = 5;

/**
 * One step through the raw deliveries that are kept for thirty days: whatever names one of these people is emptied. Its row
 * stays, so that the same delivery is not taken in again. What holds something that nobody has settled yet (a part that could
 * not be read, a file that is still to be fetched) is held back and named; what was not processed yet is a later message.
 */
export async function emptyDeliveries(
  { db, organizationId }: Scope,
  parties: readonly ErasedParty[],
  after: string | null,
): Promise<{ last: string | undefined; held: string[] }> {
  const needles = parties.flatMap(({ externalId }) => needlesOf(externalId));
  const page = await sql<{ id: string; hit: boolean }>`
    with page as (
      select d.id, d.body, d.endpoint_id from deliveries d
      where d.organization_id = ${organizationId} and d.id > ${after ?? "00000000-0000-0000-0000-000000000000"}
      order by d.id limit ${STEP}
    )
    select p.id, p.body is not null and p.endpoint_id = any(array(
        select h.endpoint_id from channels h
        where h.organization_id = ${organizationId} and h.id = any(${parties.map(({ channelId }) => channelId)}::uuid[])))
      and exists (
        select 1 from unnest(${needles}::text[]) as n(word) where strpos(lower(encode(p.body, 'escape') collate "C"), n.word) > 0
      ) as hit
    from page p order by p.id`.execute(db);
  const hits = page.rows.flatMap((row) => (row.hit ? [row.id] : []));
  const held = await emptyThese({ db, organizationId }, hits);
  return { last: page.rows.length < STEP ? undefined : page.rows.at(-1)?.id, held };
}

/** Empties those of which everything is settled; answers the others that are still there. */
export async function emptyThese({ db, organizationId }: Scope, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  await sql`
    update deliveries d set body = null, body_file = null, headers = '{}', path = '', note = null, reason = null, state = 'discarded'
    where d.organization_id = ${organizationId} and d.id = any(${[...ids]}::uuid[]) and d.state in ('done', 'discarded')
      and d.problems is null and not exists (
        select 1 from attachments a where a.organization_id = d.organization_id and a.state in ('pending', 'failed')
          and a.source ->> 'deliveryId' = d.id::text)`.execute(db);
  const left = await sql<{ id: string }>`
    select id from deliveries where organization_id = ${organizationId} and id = any(${[...ids]}::uuid[])
      and body is not null and state <> 'stored'`.execute(db);
  return left.rows.map((row) => row.id);
}

/** How an id may stand in a body, as PostgreSQL's `encode(…, 'escape')` writes bytes, in small letters. */
function needlesOf(externalId: string): string[] {
  const json = JSON.stringify(externalId);
  const ascii = json.replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const forms = externalId.length < SHORT ? [json, ascii] : [externalId, json.slice(1, -1), ascii.slice(1, -1)];
  return [...new Set(forms.map(escapeBytes))];
}

function escapeBytes(text: string): string {
  let escaped = "";
  for (const byte of Buffer.from(text, "utf8")) {
    if (byte === 0 || byte >= 128) escaped += `\\${byte.toString(8).padStart(3, "0")}`;
    else escaped += byte === 92 ? "\\\\" : String.fromCharCode(byte);
  }
  return escaped.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
