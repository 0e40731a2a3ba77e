import type { ApiKeyId, ChannelId, DeliveryErrorKind, DeliveryState, MessageId, Platform } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";

/** One call of an organization after the other, in every process: so that their count is right. */
export async function takeTurn(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`proactive ${ctx.organizationId}`}, 0))`.execute(ctx.db);
}

/** The database's clock: one for all processes, however theirs differ. */
export async function readClock(ctx: Ctx): Promise<Date> {
  const found = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(ctx.db);
  return found.rows[0]?.at ?? ctx.now();
}

/** The `count`-th newest since a moment: undefined when there are fewer. */
export async function findNewestBut(ctx: Ctx, since: Date, count: number): Promise<Date | undefined> {
  const found = await ctx.db
    .selectFrom("proactive_messages")
    .select("created_at")
    .where("organization_id", "=", ctx.organizationId)
    .where("created_at", ">", since)
    .orderBy("created_at", "desc")
    .offset(count - 1)
    .limit(1)
    .executeTakeFirst();
  return found?.created_at;
}

export async function findRepeat(
  ctx: Ctx,
  keyId: ApiKeyId,
  idempotencyKey: string,
): Promise<{ id: string; body_hash: string } | undefined> {
  return await ctx.db
    .selectFrom("proactive_messages")
    .select(["id", "body_hash"])
    .where("organization_id", "=", ctx.organizationId)
    .where("key_id", "=", keyId)
    .where("idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();
}

/** False: it was used before, for whatever became of it. */
export async function takeIdempotencyKey(ctx: Ctx, keyId: ApiKeyId, idempotencyHash: string): Promise<boolean> {
  const taken = await ctx.db
    .insertInto("used_idempotency_keys")
    .values({ organization_id: ctx.organizationId, key_id: keyId, idempotency_hash: idempotencyHash })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return taken.numInsertedOrUpdatedRows === 1n;
}

type NewProactive = {
  readonly id: string;
  readonly keyId: ApiKeyId;
  readonly messageId: MessageId;
  readonly contact: string;
  readonly idempotencyKey: string | null;
  readonly bodyHash: string;
  readonly at: Date;
};

export async function insertProactive(ctx: Ctx, one: NewProactive): Promise<void> {
  await ctx.db
    .insertInto("proactive_messages")
    .values({
      ...{ organization_id: ctx.organizationId, id: one.id, key_id: one.keyId, message_id: one.messageId },
      ...{ contact: one.contact, idempotency_key: one.idempotencyKey },
      ...{ body_hash: one.bodyHash, created_at: one.at },
    })
    .execute();
}

type NamedChannel = { readonly id: ChannelId; readonly platform: Platform };

/** Channels of a platform by display name, whatever its case, or by id. */
export async function findChannels(ctx: Ctx, platform: Platform, named: string): Promise<NamedChannel[]> {
  const found = await sql<NamedChannel>`
    select id, platform from channels
    where organization_id = ${ctx.organizationId} and platform = ${platform} and deleted_at is null
      and (lower(name) = lower(${named}) or id::text = lower(${named}))
    order by id limit 2`.execute(ctx.db);
  return found.rows;
}

export type SentProactive = {
  readonly contact: string;
  readonly state: DeliveryState;
  /** The network had taken it. */
  readonly taken: boolean;
  /** Its last attempt was refused for certain. */
  readonly refused: boolean;
  readonly error: { readonly kind: DeliveryErrorKind; readonly message: string } | null;
};

/** Undefined: no such id in this organization, or its contact was deleted. */
export async function findSentProactive(ctx: Ctx, id: string): Promise<SentProactive | undefined> {
  const found = await sql<SentProactive>`
    select p.contact, m.delivery_state as state, m.external_id is not null as taken, m.delivery_error as error,
      coalesce((
        select s.outcome = 'failed' and s.error ->> 'kind' is distinct from 'outcome_unknown' from send_attempts s
        where s.organization_id = m.organization_id and s.message_id = m.id order by s.attempt desc limit 1), false) as refused
    from proactive_messages p join messages m on m.organization_id = p.organization_id and m.id = p.message_id
    where p.organization_id = ${ctx.organizationId} and p.id = ${id}::uuid`.execute(ctx.db);
  return found.rows[0];
}
