import type { ChannelId, ConversationId, MessageId, OrganizationId } from "@guichet/contract";
import { type Insertable, type Selectable, sql } from "kysely";
import type { Ctx, Database, Db, Tables } from "../db/index.ts";
import { type Clock, nextOf } from "./clock.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
type Row = Selectable<Tables["sla_clocks"]>;

/** The one that waits for its answer. */
export async function findRunning({ db, organizationId }: Scope, id: ConversationId): Promise<Clock | undefined> {
  const row = await db
    .selectFrom("sla_clocks")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("conversation_id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return row && toClock(row);
}

/** The newest, running or not. */
export async function findNewest({ db, organizationId }: Scope, id: ConversationId): Promise<Clock | undefined> {
  const row = await db
    .selectFrom("sla_clocks")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("conversation_id", "=", id)
    .orderBy("began_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && toClock(row);
}

/** The one that a message answered. */
export async function findAnsweredBy(
  { db, organizationId }: Scope,
  id: ConversationId,
  messageId: MessageId,
): Promise<Clock | undefined> {
  const row = await db
    .selectFrom("sla_clocks")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("conversation_id", "=", id)
    .where("reply_id", "=", messageId)
    .executeTakeFirst();
  return row && toClock(row);
}

/** False: it was there already, or another one runs. */
export async function insertClock({ db, organizationId }: Scope, clock: Clock): Promise<boolean> {
  const result = await db
    .insertInto("sla_clocks")
    .values({ organization_id: organizationId, ...toRow(clock) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateClock({ db, organizationId }: Scope, clock: Clock): Promise<void> {
  await db
    .updateTable("sla_clocks")
    .set(toRow(clock))
    .where("organization_id", "=", organizationId)
    .where("id", "=", clock.id)
    .execute();
}

export async function deleteClock({ db, organizationId }: Scope, { id }: Pick<Clock, "id">): Promise<void> {
  await db.deleteFrom("sla_clocks").where("organization_id", "=", organizationId).where("id", "=", id).execute();
}

export type DueClock = {
  readonly organization_id: OrganizationId;
  readonly id: string;
  readonly conversation_id: ConversationId;
};

/** Clocks whose moment has come, over all organizations, from an index of moments. None where the clocks are held. */
export async function listDueClocks(
  { system }: Pick<Database, "system">,
  now: Date,
  resting: readonly string[],
  limit: number,
): Promise<DueClock[]> {
  const due = await sql<DueClock>`
    select s.organization_id, s.id, s.conversation_id from sla_clocks s
    where s.next_at <= ${now} and s.id <> all(${[...resting]}::uuid[])
      and not exists (select from organizations o where o.id = s.organization_id and o.clocks_held_until > ${now})
    order by s.next_at limit ${limit}`.execute(system);
  return due.rows;
}

export type Recount = {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly afterAt: Date;
  readonly afterId: ConversationId;
};
const FIRST = { at: new Date(0), id: "00000000-0000-0000-0000-000000000000" };

/** Every channel that has a policy, or had one: what waits there is counted anew, from the beginning. */
export async function askForRecount({ db, organizationId }: Scope): Promise<void> {
  await sql`
    insert into sla_recounts (organization_id, channel_id, after_at, after_id)
    select ${organizationId}, c.channel_id, ${FIRST.at}, ${FIRST.id}::uuid from (
      select channel_id from sla_policy_channels where organization_id = ${organizationId}
      union
      select channel_id from sla_clocks where organization_id = ${organizationId} and ended_at is null
    ) c
    on conflict (organization_id, channel_id) do update set after_at = excluded.after_at, after_id = excluded.after_id`.execute(
    db,
  );
}

export async function listRecounts(system: Db, limit: number): Promise<Recount[]> {
  const rows = await sql<Recount>`
    select organization_id as "organizationId", channel_id as "channelId", after_at as "afterAt", after_id as "afterId"
    from sla_recounts order by after_at, channel_id limit ${limit}`.execute(system);
  return rows.rows;
}

/** Unless it was asked for anew meanwhile. `to` undefined: that channel is done. */
export async function moveRecount(
  { db, organizationId }: Scope,
  recount: Recount,
  to: { readonly at: Date; readonly id: ConversationId } | undefined,
): Promise<void> {
  const same = sql`organization_id = ${organizationId} and channel_id = ${recount.channelId}
    and after_at = ${recount.afterAt} and after_id = ${recount.afterId}::uuid`;
  await (to === undefined
    ? sql`delete from sla_recounts where ${same}`
    : sql`update sla_recounts set after_at = ${to.at}, after_id = ${to.id}::uuid where ${same}`
  ).execute(db);
}

function toClock(row: Row): Clock {
  const at = (value: Date | null) => value?.getTime() ?? null;
  return {
    ...{ id: row.id, position: row.position, conversationId: row.conversation_id, channelId: row.channel_id },
    ...{ policyId: row.policy_id, kind: row.kind, state: row.state, targetSeconds: row.target_seconds },
    beganAt: row.began_at.getTime(),
    ...{ warnAt: at(row.warn_at), dueAt: at(row.due_at), breachAt: at(row.breach_at) },
    ...{ warnedAt: at(row.warned_at), breachedAt: at(row.breached_at), endedAt: at(row.ended_at) },
    ...{
      endedPosition: row.ended_position,
      replyId: row.reply_id,
      userId: row.user_id,
      elapsedSeconds: row.elapsed_seconds,
    },
  };
}

function toRow(clock: Clock): Omit<Insertable<Tables["sla_clocks"]>, "organization_id"> {
  const date = (value: number | null) => (value === null ? null : new Date(value));
  return {
    ...{ id: clock.id, position: clock.position, conversation_id: clock.conversationId, channel_id: clock.channelId },
    ...{ policy_id: clock.policyId, kind: clock.kind, state: clock.state, target_seconds: clock.targetSeconds },
    began_at: new Date(clock.beganAt),
    ...{ warn_at: date(clock.warnAt), due_at: date(clock.dueAt), breach_at: date(clock.breachAt) },
    next_at: date(nextOf(clock)),
    ...{ warned_at: date(clock.warnedAt), breached_at: date(clock.breachedAt), ended_at: date(clock.endedAt) },
    ...{
      ended_position: clock.endedPosition,
      reply_id: clock.replyId,
      user_id: clock.userId,
      elapsed_seconds: clock.elapsedSeconds,
    },
  };
}
