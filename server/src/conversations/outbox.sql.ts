import type { ChannelId, ConversationId, MessageId, OrganizationId, Platform, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, type Database, type LentClient, type ReplyBefore, readRows } from "../db/index.ts";
import type { Conversation } from "./conversation.ts";
import type { NotSent } from "./sending/send-outcome.ts";

/** A claimed send: whoever holds this fence may write its result, nobody else (I23). */
export type Claim = {
  organization_id: OrganizationId;
  message_id: MessageId;
  conversation_id: ConversationId;
  channel_id: ChannelId;
  attempts: number;
  fence: string;
  deadline_at: Date;
  /** From the state it was claimed from: an uncertain one is asked about, not sent again. */
  was_uncertain: boolean;
};

/** `platform`: how many sends at once it takes is the platform's to say. */
export type ReadyClaim = Claim & { readonly platform: Platform };

/** A send in flight may take this long before it counts as lost. */
export const LEASE_SECONDS = 90;
const DEADLINE_HOURS = 24;

/** Queues a message in the transaction that stores it. `hold`: not before then, with the way back. */
export async function insertOutbox(
  ctx: Ctx,
  conversation: Conversation,
  messageId: MessageId,
  seq: number,
  hold?: { readonly until: Date; readonly before: ReplyBefore },
): Promise<void> {
  const now = ctx.now();
  await ctx.db
    .insertInto("outbox")
    .values({
      organization_id: ctx.organizationId,
      message_id: messageId,
      conversation_id: conversation.id,
      channel_id: conversation.channel_id,
      seq,
      state: "ready",
      next_attempt_at: hold?.until ?? now,
      deadline_at: new Date(now.getTime() + DEADLINE_HOURS * 3_600_000),
      held_until: hold?.until ?? null,
      before: hold === undefined ? null : JSON.stringify(hold.before),
      created_at: now,
    })
    .execute();
}

/** A reply that was held back and no worker has begun to send: taken out; undefined when it is too late. */
export async function takeHeld(ctx: Ctx, messageId: MessageId): Promise<ReplyBefore | undefined> {
  const taken = await ctx.db
    .deleteFrom("outbox")
    .where("organization_id", "=", ctx.organizationId)
    .where("message_id", "=", messageId)
    .where("state", "=", "ready")
    .where("attempts", "=", 0)
    .where("held_until", "is not", null)
    .returning("before")
    .executeTakeFirst();
  return taken?.before ?? undefined;
}

/**
 * Claims what may be sent now: the head of each conversation's outbox, on connected channels that are not busy. Committed
 * before the first byte leaves. A conversation with something on its way or uncertain waits. Goes from channel to channel by
 * the index, so that what waits for a paused channel, however much, costs nothing. Only what is claimed is locked: each found
 * by its key, which is all that the planner sees of it (the index of what is ready would be read through for each of them).
 */
export async function claimSends(
  database: Database,
  busyChannels: readonly ChannelId[],
  limit: number,
): Promise<ReadyClaim[]> {
  const claimed = await sql<ReadyClaim>`
    with recursive queues as (
      (select organization_id, channel_id from outbox where state = 'ready' order by organization_id, channel_id limit 1)
      union all
      select next.organization_id, next.channel_id from queues q cross join lateral (
        select organization_id, channel_id from outbox
        where state = 'ready' and (organization_id, channel_id) > (q.organization_id, q.channel_id)
        order by organization_id, channel_id limit 1) next
    ), picked as materialized (
      select due.organization_id, due.message_id, due.next_attempt_at, c.platform from queues q
      join channels c on c.organization_id = q.organization_id and c.id = q.channel_id
      cross join lateral (
        select h.organization_id, h.message_id, h.next_attempt_at from outbox h
        where h.organization_id = c.organization_id and h.channel_id = c.id and h.state = 'ready' and h.next_attempt_at <= now()
          and not exists (
            select 1 from outbox e where e.organization_id = h.organization_id and e.conversation_id = h.conversation_id
              and e.seq < h.seq and e.state in ('ready', 'sending', 'uncertain'))
        order by h.next_attempt_at limit ${limit}
      ) due
      where c.state = 'connected' and c.deleted_at is null and not (c.id = any(${[...busyChannels]}::uuid[]))
      order by due.next_attempt_at limit ${limit}
    )
    update outbox o set state = 'sending', attempts = o.attempts + 1, fence = o.fence + 1,
      attempted_at = clock_timestamp(), lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    from (
      select h.organization_id, h.message_id, p.platform from picked p
      join outbox h on h.organization_id = p.organization_id and h.message_id = p.message_id
      where h.state is not distinct from 'ready' and h.next_attempt_at <= now() for update of h skip locked
    ) head
    where o.organization_id = head.organization_id and o.message_id = head.message_id
    returning o.organization_id, o.message_id, o.conversation_id, o.channel_id, o.attempts, o.fence, o.deadline_at, false as was_uncertain, head.platform`.execute(
    database.system,
  );
  return claimed.rows;
}

/** Uncertain sends whose time to be asked about has come. */
export async function claimUncertain(database: Database, limit: number): Promise<Claim[]> {
  const claimed = await sql<Claim>`
    update outbox o set fence = o.fence + 1, next_attempt_at = clock_timestamp() + make_interval(secs => 60 * least(60, 1 + o.attempts)), attempts = o.attempts + 1
    from (
      select u.organization_id, u.message_id from outbox u
      join channels c on c.organization_id = u.organization_id and c.id = u.channel_id
      where u.state = 'uncertain' and u.next_attempt_at <= clock_timestamp() and c.state = 'connected' and c.deleted_at is null
      order by u.next_attempt_at limit ${limit} for update of u skip locked
    ) due
    where o.organization_id = due.organization_id and o.message_id = due.message_id
    returning o.organization_id, o.message_id, o.conversation_id, o.channel_id, o.attempts, o.fence, o.deadline_at, true as was_uncertain`.execute(
    database.system,
  );
  return claimed.rows;
}

export type LostLease = {
  organization_id: OrganizationId;
  message_id: MessageId;
  channel_id: ChannelId;
  fence: string;
  attempts: number;
  deadline_at: Date;
  conversation_id: ConversationId;
};

/** Sends whose worker died or hung: their fence moves on, so that the old worker's word no longer counts. */
export async function takeLostLeases(database: Database): Promise<LostLease[]> {
  const lost = await sql<LostLease>`
    update outbox o set fence = o.fence + 1, lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    from (select organization_id, message_id from outbox where state = 'sending' and lease_until < clock_timestamp() limit 100 for update skip locked) l
    where o.organization_id = l.organization_id and o.message_id = l.message_id
    returning o.organization_id, o.message_id, o.channel_id, o.fence, o.attempts, o.deadline_at, o.conversation_id`.execute(
    database.system,
  );
  return lost.rows;
}

/** Reschedules a claimed send, or ends it without success. False: its lease was lost meanwhile and nothing was written. */
export async function endSend(
  client: LentClient,
  claim: Pick<Claim, "organization_id" | "message_id" | "fence">,
  end: NotSent,
): Promise<boolean> {
  const key = [claim.organization_id, claim.message_id, claim.fence] as const;
  const fenced = "organization_id = $1 and message_id = $2 and fence = $3 and state in ('sending', 'uncertain')";
  const error = JSON.stringify(end.error);
  if (end.outcome === "again") {
    const again = await client.query(
      `update outbox set state = 'ready', lease_until = null, next_attempt_at = $4, error = $5 where ${fenced}`,
      [...key, end.at, error],
    );
    return again.rowCount === 1;
  }
  const ended = await client.query(
    `update outbox set state = $4, lease_until = null, error = $5, next_attempt_at = clock_timestamp() + interval '20 seconds',
       uncertain_since = case when $4 = 'uncertain' then coalesce(uncertain_since, clock_timestamp()) end where ${fenced}`,
    [...key, end.outcome, error],
  );
  return ended.rowCount === 1;
}

/** It waits, and nobody may take it back any more: a reply that is held is its author's. */
const WAITS = sql`state = 'ready' and (held_until is null or held_until <= now())`;

/**
 * A person's word on a send that is stuck or waits: try again (a new attempt; what waits for its next try has it now) or give it
 * up. What a worker has claimed is not theirs to decide: whoever comes first has it. False: there is nothing (any more) to do.
 * `author`: what only waits is theirs alone to give up (P69); undefined: whoever wrote it.
 */
export async function releaseStuck(
  ctx: Ctx,
  messageId: MessageId,
  word: "retry" | "discard",
  author?: UserId,
): Promise<boolean> {
  const it = sql`organization_id = ${ctx.organizationId} and message_id = ${messageId}`;
  const theirs =
    author === undefined
      ? WAITS
      : sql`${WAITS} and exists (select from messages m where m.organization_id = ${ctx.organizationId} and m.id = ${messageId}
          and m.author_type = 'user' and m.author_id = ${author})`;
  const done =
    word === "discard"
      ? await sql`delete from outbox where ${it} and (state in ('failed', 'uncertain') or (${theirs}))`.execute(ctx.db)
      : await sql`update outbox set state = 'ready', fence = fence + 1, error = null, next_attempt_at = now(), deadline_at = now() + make_interval(hours => ${DEADLINE_HOURS})
          where ${it} and (state in ('failed', 'uncertain') or (${WAITS} and next_attempt_at > now()))`.execute(ctx.db);
  return (done.numAffectedRows ?? 0n) === 1n;
}

const LEFT = `
  select from messages m where m.organization_id = $1 and m.id = $2 and (m.delivery_state in ('sent', 'delivered', 'read')
    or exists (select from outbox o where o.organization_id = m.organization_id and o.message_id = m.id and o.state = 'sending'))`;

/** Has it been sent, or has a worker claimed it, so that its bytes may be on their way? */
export async function hasLeft(ctx: Ctx, messageId: MessageId): Promise<boolean> {
  return (await readRows(ctx.db, LEFT, [ctx.organizationId, messageId])).length > 0;
}
