import type {
  ChannelId,
  ContactGroupId,
  ContactId,
  ConversationId,
  MessageId,
  NotificationId,
  UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import type { Claim } from "../conversations/index.ts";
import type { Ctx, Db } from "../db/index.ts";

/**
 * Claims a reply of the past inside the transaction that writes it, so that no worker ever sees it waiting: it was sent
 * months ago.
 */
export async function claimPastSend(ctx: Ctx, messageId: MessageId): Promise<Claim> {
  const claimed = await sql<Claim>`
    update outbox set state = 'sending', attempts = attempts + 1, fence = fence + 1,
      lease_until = clock_timestamp() + interval '90 seconds'
    where organization_id = ${ctx.organizationId} and message_id = ${messageId}
    returning organization_id, message_id, conversation_id, channel_id, attempts, fence, deadline_at, false as was_uncertain`.execute(
    ctx.db,
  );
  const claim = claimed.rows[0];
  if (claim === undefined) throw new Error("A reply of the past was not in the outbox.");
  return claim;
}

/** Contacts of the newest conversations, each once. */
export async function listRecentContacts(ctx: Ctx, most: number): Promise<ContactId[]> {
  const rows = await sql<{ contact_id: ContactId }>`
    select contact_id from conversations where organization_id = ${ctx.organizationId}
    group by contact_id order by max(queue_at) desc, contact_id limit ${most}`.execute(ctx.db);
  return rows.rows.map((row) => row.contact_id);
}

/** Contacts of this name, one for each channel on which they write. */
export async function listContactsNamed(ctx: Ctx, name: string): Promise<ContactId[]> {
  const rows = await ctx.db
    .selectFrom("contacts")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("name", "=", name)
    .execute();
  return rows.map((row) => row.id);
}

export async function findConversationOf(ctx: Ctx, messageId: MessageId): Promise<ConversationId> {
  const message = await ctx.db
    .selectFrom("messages")
    .select("conversation_id")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", messageId)
    .executeTakeFirstOrThrow();
  return message.conversation_id;
}

/** Who writes in a conversation, and where. */
export async function findPlace(
  ctx: Ctx,
  id: ConversationId,
): Promise<{ readonly contactId: ContactId; readonly channelId: ChannelId }> {
  return await ctx.db
    .selectFrom("conversations")
    .select(["contact_id as contactId", "channel_id as channelId"])
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

/** Have the notifications' listener and the dispatcher before it caught up? Undefined: nobody listens here. */
export async function hasHeard(system: Db): Promise<boolean | undefined> {
  const found = await sql<{ heard: boolean | null }>`
    select p.position >= coalesce((select max(position) from event_log), 0) and not exists (select from event_inbox) as heard
    from (select 1) one left join listener_positions p on p.listener = 'notifications'`.execute(system);
  return found.rows[0]?.heard ?? undefined;
}

/** Of each person, the newest notification of what happened before. */
export async function listNotifiedBefore(
  ctx: Ctx,
  before: Date,
): Promise<{ readonly userId: UserId; readonly upTo: NotificationId }[]> {
  const found = await sql<{ userId: UserId; upTo: NotificationId }>`
    select distinct on (user_id) user_id as "userId", id as "upTo" from notifications
    where organization_id = ${ctx.organizationId} and at < ${before} order by user_id, id desc`.execute(ctx.db);
  return found.rows;
}

/** Who has something unread behind the bell. */
export async function listTold(ctx: Ctx): Promise<UserId[]> {
  const found = await sql<{ userId: UserId }>`
    select distinct user_id as "userId" from notifications
    where organization_id = ${ctx.organizationId} and read_at is null`.execute(ctx.db);
  return found.rows.map(({ userId }) => userId);
}

/** Nothing falls due in this organization until then; null: from now on everything does. */
export async function holdClocks(ctx: Pick<Ctx, "db" | "organizationId">, until: Date | null): Promise<void> {
  await ctx.db
    .updateTable("organizations")
    .set({ clocks_held_until: until })
    .where("id", "=", ctx.organizationId)
    .execute();
}

export async function listGroupsNamed(
  ctx: Ctx,
  names: readonly string[],
): Promise<{ id: ContactGroupId; name: string }[]> {
  return await ctx.db
    .selectFrom("contact_groups")
    .select(["id", "name"])
    .where("organization_id", "=", ctx.organizationId)
    .where("deleted_at", "is", null)
    .where("name", "in", names)
    .execute();
}
