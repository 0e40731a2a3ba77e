import type {
  ConversationId,
  ConversationStatus,
  Locale,
  MessageId,
  NotificationId,
  OrganizationId,
  UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, type Db, readRows } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { ROLE_OF_USER_IN_CHANNEL, seenText } from "../../users/index.ts";
import type { Added } from "../notifications.sql.ts";
import type { QueueNews } from "./queue-news.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
export type MailKind = "assigned" | "mentioned" | "channel_trouble" | "queue";
export type ClaimedMail = {
  readonly organizationId: OrganizationId;
  readonly id: string;
  readonly userId: UserId;
  readonly kind: MailKind;
  readonly data: unknown;
  readonly attempts: number;
};

const ADD = `
  insert into notification_mails (organization_id, id, user_id, kind, data, due_at)
  select $1, a.mail, a.user_id, a.kind, jsonb_build_object('notificationId', a.id), $6
  from unnest((select $2::uuid[])::uuid[], (select $3::uuid[])::uuid[], (select $4::uuid[])::uuid[], (select $5::text[])::text[]) a(mail, id, user_id, kind)
  left join notification_choices n on n.organization_id = $1 and n.user_id = a.user_id
  where a.kind = 'channel_trouble' or (a.kind in ('assigned', 'mentioned') and (n.choices #>> array['email', a.kind])::boolean)`;

/** For notifications that were written just now, in the same transaction: a mail for those who want one (W146, W147). */
export async function addMails(ctx: Ctx, added: readonly Added[]): Promise<void> {
  if (added.length === 0) return;
  await readRows(ctx.db, ADD, [
    ctx.organizationId,
    added.map(() => uuidV7()),
    added.map(({ id }) => id),
    added.map(({ userId }) => userId),
    added.map(({ kind }) => kind),
    ctx.now(),
  ]);
}

export async function addQueueMail(ctx: Ctx, userId: UserId, news: QueueNews): Promise<void> {
  await ctx.db
    .insertInto("notification_mails")
    .values({
      organization_id: ctx.organizationId,
      id: uuidV7(),
      user_id: userId,
      kind: "queue",
      data: JSON.stringify(news),
      due_at: ctx.now(),
    })
    .execute();
}

const CLAIM = `
  update notification_mails m set claimed_at = $1, attempts = m.attempts + 1
  from (
    select organization_id, id from notification_mails where claimed_at is null and due_at <= $1
    order by due_at limit (select $2::int) for update skip locked) due
  where m.organization_id = due.organization_id and m.id = due.id
  returning m.organization_id as "organizationId", m.id, m.user_id as "userId", m.kind, m.data, m.attempts`;

/** Takes mails to be sent. Committed before a byte leaves: whoever dies on the way has them sent once or not at all. */
export async function claimMails(system: Db, now: Date, limit: number): Promise<ClaimedMail[]> {
  return await readRows<ClaimedMail>(system, CLAIM, [now, limit]);
}

export async function dropMail(system: Db, { organizationId, id }: ClaimedMail): Promise<void> {
  await system
    .deleteFrom("notification_mails")
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** It certainly did not leave: tried again at `dueAt`. */
export async function putBackMail(system: Db, { organizationId, id }: ClaimedMail, dueAt: Date): Promise<void> {
  await system
    .updateTable("notification_mails")
    .set({ claimed_at: null, due_at: dueAt })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** Its reader wants quiet until then: it was not tried. */
export async function postponeMail(system: Db, { organizationId, id }: ClaimedMail, dueAt: Date): Promise<void> {
  await system
    .updateTable("notification_mails")
    .set((row) => ({ claimed_at: null, due_at: dueAt, attempts: row("attempts", "-", 1) }))
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

export async function deleteClaimedMails(system: Db, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from notification_mails m using (
      select organization_id, id from notification_mails where claimed_at < ${before} order by claimed_at limit ${limit}) old
    where m.organization_id = old.organization_id and m.id = old.id`.execute(system);
  return Number(gone.numAffectedRows ?? 0);
}

export type Reader = {
  readonly email: string;
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly isAdmin: boolean;
};

/** Who is to be written to; undefined once deactivated or before the invitation was followed. */
export async function findReader(scope: Scope, userId: UserId): Promise<Reader | undefined> {
  return await scope.db
    .selectFrom("users")
    .select(["email", "first_name as name", "locale", "time_zone as timeZone"])
    .select(sql<boolean>`account_role = 'admin'`.as("isAdmin"))
    .where("organization_id", "=", scope.organizationId)
    .where("id", "=", userId)
    .where("deactivated_at", "is", null)
    .executeTakeFirst();
}

export type MailSubject = {
  readonly conversationId: ConversationId;
  /** Which comment mentioned the reader; null for an assignment. */
  readonly messageId: MessageId | null;
  readonly status: ConversationStatus;
  readonly contactName: string;
  readonly channelName: string;
  readonly organizationName: string;
  readonly by: string | null;
};

const SUBJECT = `
  select c.id as "conversationId", n.message_id as "messageId", c.status, p.name as "contactName", h.name as "channelName", o.name as "organizationName",
    case when a.id is not null then concat_ws(' ', a.first_name, a.last_name) end as by
  from notifications n
  join users u on u.organization_id = n.organization_id and u.id = n.user_id
  join channels h on h.organization_id = n.organization_id and h.id = n.channel_id
  join organizations o on o.id = n.organization_id
  join conversations c on c.organization_id = n.organization_id and c.id = n.conversation_id
  join contacts p on p.organization_id = c.organization_id and p.id = c.contact_id
  left join users a on a.organization_id = n.organization_id and a.id = n.actor_id
  where n.organization_id = $1 and n.id = $2 and (${ROLE_OF_USER_IN_CHANNEL}) is not null
    and ${seenText("c", "$1", "u.id")}`;

/** What a mail about a conversation says; undefined when the reader may not see it any more, or it is gone. */
export async function findMailSubject(scope: Scope, id: NotificationId): Promise<MailSubject | undefined> {
  return (await readRows<MailSubject>(scope.db, SUBJECT, [scope.organizationId, id]))[0];
}
