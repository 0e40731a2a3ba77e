import type { DeliveryId, MessageId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Database, LentClient } from "../../db/index.ts";

/** An attachment that its platform does not give is not waited for longer than this. */
const MOST_HOURS = 24;
const STEP = 500;

/** In the transaction that stored what was masked: the unmasked words are to go from the raw deliveries. */
export async function wantErasure(
  client: LentClient,
  organizationId: OrganizationId,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await client.query(
    `update deliveries set erasure = 'wanted' where organization_id = $1 and id = any($2::uuid[]) and erasure is null`,
    [organizationId, ids],
  );
}

/** Of those, the bodies that nothing is to be read from any more: at once. */
export async function eraseNow(
  client: LentClient,
  organizationId: OrganizationId,
  ids: readonly DeliveryId[],
): Promise<void> {
  if (ids.length === 0) return;
  await client.query(
    `update deliveries set erasure = 'done', body = null where organization_id = $1 and id = any($2::uuid[]) and erasure = 'wanted' and state = 'done'`,
    [organizationId, ids],
  );
}

/** The delivery that a message came with: its body is to go. */
export async function wantErasureOf(ctx: Pick<Ctx, "db" | "organizationId">, messageId: MessageId): Promise<void> {
  await sql`
    update deliveries set erasure = 'wanted'
    where organization_id = ${ctx.organizationId} and erasure is null and id = (
      select delivery_id from messages where organization_id = ${ctx.organizationId} and id = ${messageId})`.execute(
    ctx.db,
  );
}

/**
 * Bodies that are to go and that no attachment waits for. What waits to be processed again keeps its body until it has been.
 * Answers how many went; a repeat finds nothing.
 */
export async function eraseDue(database: Database, now: Date): Promise<number> {
  const erased = await sql`
    with due as (
      select d.organization_id, d.id from deliveries d
      where d.erasure = 'wanted' and d.state in ('done', 'discarded') and (
        d.received_at < ${new Date(now.getTime() - MOST_HOURS * 3_600_000)} or not exists (
          select from attachments a
          where a.organization_id = d.organization_id and a.state = 'pending' and a.source is not null
            and a.source ->> 'deliveryId' = d.id::text))
      order by d.received_at limit ${STEP} for update of d skip locked
    )
    update deliveries d set erasure = 'done', body = null from due
    where d.organization_id = due.organization_id and d.id = due.id`.execute(database.system);
  return Number(erased.numAffectedRows ?? 0n);
}
