import type { ChannelId, NotificationChoices, OrganizationId, UserId } from "@guichet/contract";
import { type Ctx, type Db, readRows } from "../../db/index.ts";
import { seenText } from "../../users/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
export type QueueReader = { readonly organizationId: OrganizationId; readonly userId: UserId };

const WANTS = `((choices #>> '{email,newConversations}')::boolean or (choices #>> '{email,movedConversations}')::boolean
  or (choices #>> '{email,slaBreaches}')::boolean or choices #>> '{email,waitingAbove}' is not null)
  and (queue_told_at is null or queue_told_at <= $1)`;

const READERS = `
  select organization_id as "organizationId", user_id as "userId" from notification_choices where ${WANTS}`;

/** For a job: who wants mails about the queue and was not written to since `toldBefore`. */
export async function listQueueReaders(system: Db, toldBefore: Date): Promise<QueueReader[]> {
  return await readRows<QueueReader>(system, READERS, [toldBefore]);
}

export type QueueState = {
  readonly choices: NotificationChoices;
  readonly since: Date;
  readonly above: boolean;
};

const STATE = `
  select choices, queue_since as since, queue_above as above from notification_choices
  where organization_id = $2 and user_id = $3 and ${WANTS} for update skip locked`;

/** Held until the transaction ends; undefined when another process has it, or has just written. */
export async function lockQueueState(scope: Scope, userId: UserId, toldBefore: Date): Promise<QueueState | undefined> {
  const rows = await readRows<QueueState>(scope.db, STATE, [toldBefore, scope.organizationId, userId]);
  return rows[0];
}

/** `toldAt` null: nothing was told, only looked. */
export async function writeQueueState(ctx: Ctx, userId: UserId, above: boolean, toldAt: Date | null): Promise<void> {
  await ctx.db
    .updateTable("notification_choices")
    .set({ queue_above: above })
    .$if(toldAt !== null, (query) => query.set({ queue_told_at: toldAt, queue_since: toldAt ?? undefined }))
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .execute();
}

/** `mine`: what a person's teams hide of these channels is counted nowhere. */
const countText = (waiting: string, mine: string) => `
  select
    (${waiting}) as waiting,
    (select count(*)::int from conversations c
     join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
     where c.organization_id = $1 and c.id >= $3 and c.created_at > $4 and c.holder is null and c.channel_id = any((select $2::uuid[])::uuid[])
       ${mine} and i.muted_at is null and not exists (
         select from muted_posts m where m.organization_id = c.organization_id and m.channel_id = c.channel_id and m.thread_key = c.thread_key
       )) as arrived,
    (select count(*)::int from conversations c
     where c.organization_id = $1 and c.channel_id = any((select $2::uuid[])::uuid[]) and c.status = 'new' and c.holder is null and c.queue_at > $4
       and c.created_at <= $4 ${mine}) as moved,
    (select count(*)::int from conversations c
     where c.organization_id = $1 and c.channel_id = any((select $2::uuid[])::uuid[]) and c.status = 'new'
       and c.sla_breached_at > $4 ${mine}) as breached`;
const COUNT = countText(
  `select coalesce(sum(count), 0)::int from queue_counts
   where organization_id = $1 and channel_id = any((select $2::uuid[])::uuid[]) and status = 'new'`,
  "",
);
const SEEN = seenText("c", "$1", "$5");
const COUNT_SEEN = countText(
  `select count(*)::int from conversations c
   where c.organization_id = $1 and c.channel_id = any((select $2::uuid[])::uuid[]) and c.status = 'new' and c.holder is null and ${SEEN}`,
  `and ${SEEN}`,
);

export type QueueCount = {
  readonly waiting: number;
  readonly arrived: number;
  readonly moved: number;
  readonly breached: number;
};

/**
 * Ids begin with the moment they were made: the new ones stand together at the end of the primary key. What came back stands
 * at the end of its channel's part of the queue.
 */
export async function countQueueFor(
  scope: Scope,
  reader: { readonly userId: UserId; readonly channels: readonly ChannelId[]; readonly limited: boolean },
  since: Date,
): Promise<QueueCount> {
  const values = [scope.organizationId, reader.channels, firstIdAt(since.getTime() - 60_000), since];
  const rows = reader.limited
    ? await readRows<QueueCount>(scope.db, COUNT_SEEN, [...values, reader.userId])
    : await readRows<QueueCount>(scope.db, COUNT, values);
  return rows[0] ?? { waiting: 0, arrived: 0, moved: 0, breached: 0 };
}

function firstIdAt(milliseconds: number): string {
  const hex = Math.max(0, milliseconds).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
