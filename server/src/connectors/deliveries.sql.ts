import type { ChannelId, DeliveryId, EndpointId, OrganizationId, Platform } from "@guichet/contract";
import { sql } from "kysely";
import type { Database, Db, LentClient } from "../db/index.ts";

export type NewDelivery = {
  readonly organizationId: OrganizationId;
  readonly id: DeliveryId;
  readonly endpointId: EndpointId;
  readonly platform: Platform;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly key: string | null;
  readonly receivedAt: Date;
  readonly attempts: number;
};

/** The safety net looks at a delivery only when the process that took it has had its chance. */
const FIRST_LOOK_SECONDS = 15;

/** One durable statement for a whole batch; answers what was not there before. */
export async function insertDeliveries(
  client: LentClient,
  organizationId: OrganizationId,
  deliveries: readonly NewDelivery[],
): Promise<DeliveryId[]> {
  const inserted = await client.query<{ id: DeliveryId }>(
    `insert into deliveries (organization_id, id, endpoint_id, platform, path, headers, body, delivery_key, received_at, next_attempt_at)
     select $1, d.id, d.endpoint_id, d.platform, d.path, d.headers, d.body, d.delivery_key, d.received_at, clock_timestamp() + interval '${FIRST_LOOK_SECONDS} seconds'
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::bytea[], $8::text[], $9::timestamptz[])
       as d(id, endpoint_id, platform, path, headers, body, delivery_key, received_at)
     on conflict do nothing returning id`,
    [
      organizationId,
      deliveries.map((delivery) => delivery.id),
      deliveries.map((delivery) => delivery.endpointId),
      deliveries.map((delivery) => delivery.platform),
      deliveries.map((delivery) => delivery.path),
      deliveries.map((delivery) => JSON.stringify(delivery.headers)),
      deliveries.map((delivery) => delivery.body),
      deliveries.map((delivery) => delivery.key),
      deliveries.map((delivery) => delivery.receivedAt),
    ],
  );
  return inserted.rows.map((row) => row.id);
}

/** In the transaction of what they brought: these are done. */
export async function markDone(
  client: LentClient,
  organizationId: OrganizationId,
  done: readonly { id: DeliveryId; problems: readonly { path: string; reason: string }[] }[],
): Promise<void> {
  await client.query("select guichet_deliveries_done($1, $2::uuid[])", [organizationId, done.map((item) => item.id)]);
  for (const { id, problems } of done.filter((item) => item.problems.length > 0))
    await client.query("update deliveries set problems = $3 where organization_id = $1 and id = $2", [
      organizationId,
      id,
      JSON.stringify(problems),
    ]);
}

/** A unit of work ends done, scheduled again, or dead with a reason; there is no fourth way (I5). */
export async function markFailed(
  client: LentClient,
  organizationId: OrganizationId,
  id: DeliveryId,
  failure: { reason: string; nextAttemptAt: Date | null },
): Promise<void> {
  await client.query(
    `update deliveries set attempts = attempts + 1, reason = $3, state = case when $4::timestamptz is null then 'dead' else 'stored' end,
       next_attempt_at = coalesce($4, next_attempt_at)
     where organization_id = $1 and id = $2 and state = 'stored'`,
    [organizationId, id, failure.reason, failure.nextAttemptAt],
  );
}

/** For the channel list and the alarm on silence; written at most every ten seconds. */
export async function noteInbound(
  client: LentClient,
  organizationId: OrganizationId,
  channels: readonly ChannelId[],
  now: Date,
): Promise<void> {
  if (channels.length === 0) return;
  await client.query(
    "update channels set last_inbound_at = $3 where organization_id = $1 and id = any((select $2::uuid[])::uuid[]) and (last_inbound_at is null or last_inbound_at < $3::timestamptz - interval '10 seconds')",
    [organizationId, channels, now],
  );
}

type DeliveryRow = {
  organization_id: OrganizationId;
  id: DeliveryId;
  endpoint_id: EndpointId;
  platform: Platform;
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
  delivery_key: string | null;
  received_at: Date;
  attempts: number;
};

/** What a crash left behind, or what is due for another try; each to one worker at a time. */
export async function claimLeftDeliveries(database: Database, limit: number): Promise<NewDelivery[]> {
  const claimed = await sql<DeliveryRow>`
    update deliveries d set next_attempt_at = clock_timestamp() + interval '60 seconds'
    from (
      select organization_id, id from deliveries where state = 'stored' and next_attempt_at <= clock_timestamp()
      order by next_attempt_at limit ${limit} for update skip locked
    ) l
    where d.organization_id = l.organization_id and d.id = l.id
    returning d.organization_id, d.id, d.endpoint_id, d.platform, d.path, d.headers, d.body, d.delivery_key, d.received_at, d.attempts`.execute(
    database.system,
  );
  return claimed.rows.map(toDelivery).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Milliseconds since the oldest delivery was stored that is not processed, in any organization; 0: none waits. */
export async function oldestWaitingMs(database: Database): Promise<number> {
  const found = await sql<{ age: number | null }>`
    select extract(epoch from clock_timestamp() - min(received_at))::float8 * 1000 as age
    from deliveries where state = 'stored'`.execute(database.system);
  return Math.max(0, found.rows[0]?.age ?? 0);
}

/** For replays and media that lie in the raw body. */
export async function findDelivery(
  client: LentClient,
  organizationId: OrganizationId,
  id: string,
): Promise<NewDelivery | undefined> {
  const found = await client.query<DeliveryRow>(
    "select organization_id, id, endpoint_id, platform, path, headers, body, delivery_key, received_at, attempts from deliveries where organization_id = $1 and id = $2",
    [organizationId, id],
  );
  return found.rows[0] === undefined ? undefined : toDelivery(found.rows[0]);
}

function toDelivery(row: DeliveryRow): NewDelivery {
  return {
    organizationId: row.organization_id,
    id: row.id,
    endpointId: row.endpoint_id,
    platform: row.platform,
    path: row.path,
    headers: row.headers,
    body: row.body ?? Buffer.alloc(0),
    key: row.delivery_key,
    receivedAt: row.received_at,
    attempts: row.attempts,
  };
}

/** Which of these files holds the body of a delivery. */
export async function findDeliveryFiles(system: Db, keys: readonly string[]): Promise<string[]> {
  const found = await sql<{ file: string }>`
    select body_file as file from deliveries where body_file = any(${[...keys]}::text[])`.execute(system);
  return found.rows.map(({ file }) => file);
}
