import type { ChannelId, EndpointId, MessageId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Database } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";

type Place = { organizationId: OrganizationId; channelId: ChannelId; endpointId: EndpointId };

/** The probe's own organization, endpoint and channel; made once. */
export async function ensureProbePlace(database: Database, place: Place): Promise<void> {
  await sql`insert into organizations (id, name) values (${place.organizationId}, 'Guichet probe') on conflict do nothing`.execute(
    database.system,
  );
  await sql`insert into endpoints (organization_id, id, platform) values (${place.organizationId}, ${place.endpointId}, 'loopback') on conflict do nothing`.execute(
    database.system,
  );
  await sql`
    insert into channels (organization_id, id, endpoint_id, platform, external_id, name)
    values (${place.organizationId}, ${place.channelId}, ${place.endpointId}, 'loopback', ${place.channelId}, 'Loopback') on conflict do nothing`.execute(
    database.system,
  );
}

export async function startProbe(database: Database, organizationId: OrganizationId, now: Date): Promise<string> {
  const id = uuidV7();
  await sql`insert into probes (id, organization_id, started_at) values (${id}, ${organizationId}, ${now})`.execute(
    database.system,
  );
  return id;
}

export async function noteProbe(
  database: Database,
  id: string,
  what: "arrived_at" | "left_at",
  now: Date,
): Promise<void> {
  await sql`update probes set ${sql.ref(what)} = ${now} where id = ${id}`.execute(database.system);
}

/** When the newest one began that also left. */
export async function lastGoodProbe(database: Database): Promise<Date | undefined> {
  const last = await sql<{
    started_at: Date;
  }>`select started_at from probes where left_at is not null order by started_at desc limit 1`.execute(database.system);
  return last.rows[0]?.started_at;
}

export async function findProbeArrival(
  database: Database,
  organizationId: OrganizationId,
  externalId: string,
): Promise<string | undefined> {
  const found = await sql<{
    conversation_id: string;
  }>`select conversation_id from messages where organization_id = ${organizationId} and external_id = ${externalId}`.execute(
    database.of(organizationId),
  );
  return found.rows[0]?.conversation_id;
}

export async function findProbeLeft(
  database: Database,
  organizationId: OrganizationId,
  messageId: MessageId,
): Promise<true | undefined> {
  const found =
    await sql`select 1 from messages where organization_id = ${organizationId} and id = ${messageId} and delivery_state = 'sent'`.execute(
      database.of(organizationId),
    );
  return found.rows.length === 1 ? true : undefined;
}

/** Probes of yesterday say nothing any more. Their organization holds nothing else. */
export async function forgetOldProbes(database: Database, organizationId: OrganizationId): Promise<void> {
  const old = sql`now() - interval '1 day'`;
  await sql`delete from messages where organization_id = ${organizationId} and created_at < ${old}`.execute(
    database.system,
  );
  await sql`delete from conversations where organization_id = ${organizationId} and created_at < ${old}
    and not exists (select 1 from messages m where m.organization_id = conversations.organization_id and m.conversation_id = conversations.id)`.execute(
    database.system,
  );
  await sql`delete from event_log where organization_id = ${organizationId} and at < ${old}`.execute(database.system);
  await sql`delete from deliveries where organization_id = ${organizationId} and received_at < ${old}`.execute(
    database.system,
  );
  await sql`delete from probes where started_at < ${old}`.execute(database.system);
}
