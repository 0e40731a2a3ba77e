import {
  type ChannelId,
  type ConversationId,
  type ConversationStatus,
  type LoggedEvent,
  type MessageId,
  type NotificationId,
  type NotificationKind,
  type Platform,
  UNREAD_MOST,
  type UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, type Db, readRows } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { ROLE_OF_USER_IN_CHANNEL, seenText } from "../users/index.ts";
import type { Told } from "./whom-to-tell.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** What a notification is about. */
export type About = {
  readonly channelId: ChannelId;
  readonly conversationId: ConversationId | null;
  readonly messageId: MessageId | null;
};
export type Added = { readonly id: NotificationId; readonly userId: UserId; readonly kind: NotificationKind };

/** Troubles are for Admins, whatever they reach; everything else for who sees the channel, and the conversation, now. */
const maySee = (conversation: string) => `case when n.kind = 'channel_trouble'
  then u.account_role = 'admin' and u.deactivated_at is null and h.deleted_at is null
  else (${ROLE_OF_USER_IN_CHANNEL}) is not null and not exists (
    select 1 from conversations nc
    where nc.organization_id = $1 and nc.id = ${conversation}::uuid and not ${seenText("nc", "$1", "n.user_id")}) end`;
const MAY_SEE = maySee("n.conversation_id");

const ADD = `
  with n as (
    select w.id, w.user_id, w.kind from unnest((select $2::uuid[])::uuid[], (select $3::uuid[])::uuid[], (select $4::text[])::text[]) w(id, user_id, kind)
  )
  insert into notifications (organization_id, id, user_id, kind, event_id, channel_id, conversation_id, message_id, actor_id, while_offline, at)
  select $1, n.id, n.user_id, n.kind, $5, h.id, $7, $8, $9, not exists (
      select from presence_intervals i
      where i.organization_id = $1 and i.user_id = n.user_id and i.started_at <= $10 and (i.ended_at is null or i.ended_at > $10)
    ) or not exists (
      select from sessions s where s.organization_id = $1 and s.user_id = n.user_id and s.created_at <= $10 and s.ends_at > $10
    ), $10
  from n
  join users u on u.organization_id = $1 and u.id = n.user_id
  join channels h on h.organization_id = $1 and h.id = $6
  where ${maySee("$7")} and not exists (
    select from conversations c join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
    where c.organization_id = $1 and c.id = $7 and i.muted_at is not null)
  on conflict do nothing
  returning id, user_id as "userId", kind`;

/**
 * Writes them down for those who may see it, of a contact who is not muted; answers the new ones alone, so that a repeated event
 * adds nothing, nor what a contact writes while an earlier notice of that is unread (index notifications_answered).
 */
export async function addNotifications(
  ctx: Ctx,
  event: LoggedEvent,
  about: About,
  told: readonly Told[],
): Promise<Added[]> {
  return await readRows<Added>(ctx.db, ADD, [
    ctx.organizationId,
    told.map(() => uuidV7()),
    told.map(({ userId }) => userId),
    told.map(({ kind }) => kind),
    event.id,
    about.channelId,
    about.conversationId,
    about.messageId,
    event.actor.type === "user" ? event.actor.id : null,
    new Date(event.at),
  ]);
}

const AUTHOR =
  "select author_id as author from messages where organization_id = $1 and id = $2 and author_type = 'user'";

/** Who wrote a message, when it was a person of ours. */
export async function findAuthor(scope: Scope, messageId: MessageId): Promise<UserId | null> {
  const [row] = await readRows<{ author: UserId | null }>(scope.db, AUTHOR, [scope.organizationId, messageId]);
  return row?.author ?? null;
}

export type NotificationRow = {
  readonly id: NotificationId;
  readonly kind: NotificationKind;
  readonly at: Date;
  readonly read: boolean;
  readonly by_id: UserId | null;
  readonly by_name: string | null;
  readonly channel_id: ChannelId;
  readonly channel_name: string;
  readonly platform: Platform;
  readonly conversation_id: ConversationId | null;
  readonly status: ConversationStatus | null;
  readonly contact_name: string | null;
  readonly message_id: MessageId | null;
  readonly while_offline: boolean;
};

const SEEN = `
  from notifications n
  join users u on u.organization_id = n.organization_id and u.id = n.user_id
  join channels h on h.organization_id = n.organization_id and h.id = n.channel_id`;

const PAGE = `
  select n.id, n.kind, n.at, n.read_at is not null as read, a.id as by_id, concat_ws(' ', a.first_name, a.last_name) as by_name,
    h.id as channel_id, h.name as channel_name, h.platform, n.conversation_id, c.status, p.name as contact_name, n.message_id, n.while_offline
  ${SEEN}
  left join users a on a.organization_id = n.organization_id and a.id = n.actor_id
  left join conversations c on c.organization_id = n.organization_id and c.id = n.conversation_id
  left join contacts p on p.organization_id = c.organization_id and p.id = c.contact_id
  where n.organization_id = $1 and n.user_id = $2 and ($3::uuid is null or n.id < $3) and ${MAY_SEE}
  order by n.id desc limit (select $4::int)`;

/** The newest of a person that they may see now; `after`: older than this one. */
export async function listNotificationRows(
  scope: Scope,
  userId: UserId,
  after: NotificationId | undefined,
  limit: number,
): Promise<NotificationRow[]> {
  return await readRows<NotificationRow>(scope.db, PAGE, [scope.organizationId, userId, after ?? null, limit]);
}

const UNREAD = `
  select count(*)::int as unread from (
    select ${SEEN} where n.organization_id = $1 and n.user_id = $2 and n.read_at is null and ${MAY_SEE} limit (select $3::int)) unread`;

export async function countUnread(scope: Scope, userId: UserId): Promise<number> {
  return (
    (await readRows<{ unread: number }>(scope.db, UNREAD, [scope.organizationId, userId, UNREAD_MOST]))[0]?.unread ?? 0
  );
}

const ONE = `select ${SEEN} where n.organization_id = $1 and n.user_id = $2 and n.id = $3 and ${MAY_SEE}`;

/** Is it this person's, and may they see it now? */
export async function isSeen(scope: Scope, userId: UserId, id: NotificationId): Promise<boolean> {
  const rows = await readRows(scope.db, ONE, [scope.organizationId, userId, id]);
  return rows.length > 0;
}

/** Which of a person's notifications are read from now on. */
export type Which =
  | { readonly id: NotificationId }
  | { readonly upTo: NotificationId }
  | { readonly conversationId: ConversationId };

/** Answers how many were unread. */
export async function writeRead(ctx: Ctx, userId: UserId, which: Which): Promise<number> {
  const result = await ctx.db
    .updateTable("notifications")
    .set({ read_at: ctx.now() })
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .where("read_at", "is", null)
    .$if("id" in which, (query) => query.where("id", "=", "id" in which ? which.id : null))
    .$if("upTo" in which, (query) => query.where("id", "<=", "upTo" in which ? which.upTo : null))
    .$if("conversationId" in which, (query) =>
      query.where("conversation_id", "=", "conversationId" in which ? which.conversationId : null),
    )
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** For a job, over all organizations: a step of what is older than `before`. */
export async function deleteOldNotifications(system: Db, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from notifications n using (select organization_id, id from notifications where at < ${before} order by at limit ${limit}) old
    where n.organization_id = old.organization_id and n.id = old.id`.execute(system);
  return Number(gone.numAffectedRows ?? 0);
}
