import type { ConversationId, OrganizationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, type Database, readRows } from "../../db/index.ts";

/** Is this assignee signed out, in an organization that gives the work of such back (W77)? */
export async function isAssigneeGone(ctx: Ctx, userId: UserId): Promise<boolean> {
  const rows = await readRows<{ gone: boolean }>(ctx.db, ASSIGNEE_GONE, [ctx.organizationId, userId]);
  return rows[0]?.gone ?? false;
}

const ASSIGNEE_GONE = `
  select o.remove_assignment and u.presence = 'offline' as gone
  from organizations o join users u on u.organization_id = o.id where o.id = $1 and u.id = $2`;

export async function isSignedOut(ctx: Ctx, userId: UserId): Promise<boolean> {
  const found = await ctx.db
    .selectFrom("users")
    .select("presence")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", userId)
    .executeTakeFirst();
  return found?.presence === "offline";
}

/** Keeps a sign-out until it is settled, where work is given back. A later one takes the place of an earlier one. */
export async function keepSignOut(ctx: Ctx, userId: UserId, graceMs: number): Promise<void> {
  await sql`
    insert into sign_outs (organization_id, user_id, signed_out_at, due_at)
    select u.organization_id, u.id, u.presence_since, u.presence_since + ${graceMs}::int * interval '1 millisecond'
    from users u join organizations o on o.id = u.organization_id
    where u.organization_id = ${ctx.organizationId} and u.id = ${userId} and u.presence = 'offline' and o.remove_assignment
    on conflict (organization_id, user_id) do update set signed_out_at = excluded.signed_out_at, due_at = excluded.due_at
      where sign_outs.signed_out_at < excluded.signed_out_at`.execute(ctx.db);
}

export type DueSignOut = { readonly organization_id: OrganizationId; readonly user_id: UserId };

export async function listDueSignOuts(
  { system }: Pick<Database, "system">,
  now: Date,
  limit: number,
): Promise<DueSignOut[]> {
  return await system
    .selectFrom("sign_outs")
    .select(["organization_id", "user_id"])
    .where("due_at", "<=", now)
    .orderBy("due_at")
    .limit(limit)
    .execute();
}

/** Off the list: whoever comes second finds none. Answers when it was. */
export async function takeSignOut(ctx: Ctx, userId: UserId): Promise<Date | undefined> {
  const taken = await ctx.db
    .deleteFrom("sign_outs")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .where("due_at", "<=", ctx.now())
    .returning("signed_out_at")
    .executeTakeFirst();
  return taken?.signed_out_at;
}

export async function postponeSignOut(ctx: Ctx, userId: UserId, until: Date): Promise<void> {
  await ctx.db
    .updateTable("sign_outs")
    .set({ due_at: until })
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .execute();
}

/** Have they been away ever since, and is work still given back? Whoever comes back at this moment waits until it is settled. */
export async function isStillSignedOut(ctx: Ctx, userId: UserId, since: Date): Promise<boolean> {
  const found = await sql<{ id: UserId }>`
    select u.id from users u join organizations o on o.id = u.organization_id
    where u.organization_id = ${ctx.organizationId} and u.id = ${userId} and u.presence = 'offline'
      and u.presence_since <= ${since} and o.remove_assignment
    for share of u`.execute(ctx.db);
  return found.rows.length > 0;
}

/**
 * Their conversations in New, but not what a person has given them, or put back to New, since: that was done knowing that they
 * are away. In a stable order, so that two writers cannot wait for one another.
 */
export async function listLeftBehind(ctx: Ctx, userId: UserId, since: Date): Promise<ConversationId[]> {
  const done = (log: "event_log" | "event_inbox") => sql`
    select from ${sql.table(log)} e
    where e.organization_id = c.organization_id and e.conversation_id = c.id and e.seq is not null and e.at > ${since}
      and e.actor ->> 'type' = 'user'
      and (e.type = 'conversation.assigned' and e.data ->> 'assigneeId' = ${userId}::text
        or e.type = 'conversation.status_changed' and e.data ->> 'status' = 'new')`;
  const left = await sql<{ id: ConversationId }>`
    select c.id from conversations c
    where c.organization_id = ${ctx.organizationId} and c.assignee_id = ${userId} and c.status = 'new'
      and not exists (${done("event_log")}) and not exists (${done("event_inbox")})
    order by c.id`.execute(ctx.db);
  return left.rows.map((row) => row.id);
}
