import type { ChannelId, ConversationId, IdentityId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Database } from "../../db/index.ts";

export type Lookup = {
  readonly organization_id: OrganizationId;
  readonly id: string;
  readonly channel_id: ChannelId;
  readonly key: string;
  readonly attempts: number;
} & (
  | { readonly kind: "profile"; readonly identity_id: IdentityId }
  | { readonly kind: "post"; readonly conversation_id: ConversationId }
  | { readonly kind: "content" }
);

/** What is due longest and not of a busy channel, to one worker; one that dies leaves it due again after two minutes. */
export async function claimLookup(database: Database, busyChannels: readonly ChannelId[]): Promise<Lookup | undefined> {
  const claimed = await sql<Lookup>`
    update lookups l set attempts = l.attempts + 1, next_attempt_at = clock_timestamp() + interval '120 seconds'
    from (
      select organization_id, id from lookups
      where next_attempt_at <= now() and not (channel_id = any(${[...busyChannels]}::uuid[]))
      order by next_attempt_at limit 1 for update skip locked
    ) d
    where l.organization_id = d.organization_id and l.id = d.id
    returning l.organization_id, l.id, l.channel_id, l.kind, l.key, l.identity_id, l.conversation_id, l.attempts`.execute(
    database.system,
  );
  return claimed.rows[0];
}

/** Is it asked for what stands nowhere yet, so that giving it up would lose a message? */
export async function isOnlyLookup(database: Database, lookup: Lookup): Promise<boolean> {
  if (lookup.kind !== "content") return false;
  const found = await sql<{ one: number }>`
    select 1 as one from messages
    where organization_id = ${lookup.organization_id} and channel_id = ${lookup.channel_id} and external_id = ${lookup.key}`.execute(
    database.system,
  );
  return found.rows.length === 0;
}

/** `at` null: given up. */
export async function putOffLookup(database: Database, lookup: Lookup, at: Date | null): Promise<void> {
  const where = sql`organization_id = ${lookup.organization_id} and id = ${lookup.id}`;
  if (at === null) await sql`delete from lookups where ${where}`.execute(database.system);
  else await sql`update lookups set next_attempt_at = ${at} where ${where}`.execute(database.system);
}
