import { type ConversationStatus, Refusal } from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, inTransaction } from "../db/index.ts";
import type { NewEvent } from "../events/index.ts";
import { appendEvents } from "../events/index.ts";
import { type Conversation, factsOf, isUser } from "./conversation.ts";
import { decideStatus, isOpen, type StatusTrigger, type Transition } from "./conversation-status.ts";

/*
 * The only file that writes the status column (an architecture test holds it): the two fragments below, used by the
 * intake's one statement, and `changeStatus` for everything else.
 */

/** CTE of the intake: new conversations from a jsonb array `$new`. */
export function insertOpenedConversations(parameter: string): string {
  return `insert into conversations (organization_id, id, channel_id, identity_id, contact_id, visibility, thread_key, status,
      queue_at, waiting_since, assignee_id, team_id, version, last_seq, last_inbound_at, last_message, subject, topic_ids, created_at)
    select $1, n.id, n.channel_id, n.identity_id, n.contact_id, n.visibility, n.thread_key, n.status,
      n.queue_at, n.waiting_since, null, n.team_id, 1, n.last_seq, n.last_inbound_at, n.last_message, n.subject,
      array(select jsonb_array_elements_text(n.topic_ids)::uuid), n.created_at
    from jsonb_to_recordset(${parameter}::jsonb) as n(id uuid, channel_id uuid, identity_id uuid, contact_id uuid, visibility text,
      thread_key text, status text, queue_at timestamptz, waiting_since timestamptz, team_id uuid, last_seq int,
      last_inbound_at timestamptz, last_message jsonb, subject text, topic_ids jsonb, created_at timestamptz)
    on conflict do nothing returning id`;
}

/** CTE of the intake: what a batch of contacts' messages does to open conversations, from a jsonb array `$changed`. */
export function updateReceivingConversations(parameter: string): string {
  return `update conversations c set status = u.status, queue_at = u.queue_at, waiting_since = u.waiting_since, last_seq = u.last_seq,
      last_inbound_at = u.last_inbound_at, last_message = u.last_message, version = c.version + 1,
      lock_user_id = case when c.status = u.status then c.lock_user_id end, lock_at = case when c.status = u.status then c.lock_at end
    from jsonb_to_recordset(${parameter}::jsonb) as u(id uuid, status text, queue_at timestamptz, waiting_since timestamptz,
      last_seq int, last_inbound_at timestamptz, last_message jsonb)
    where c.organization_id = $1 and c.id = u.id returning c.id`;
}

/**
 * Changes the status of a conversation whose row the caller has locked, by the table in conversation-status.ts: writes the
 * row, the audit line and the events. Answers the conversation as it is afterwards; the same one when nothing changes.
 * Refuses with `status_not_possible`, or `open_conversation_exists` when a newer one of the same contact is open.
 */
export async function changeStatus(
  ctx: Ctx,
  conversation: Conversation,
  trigger: StatusTrigger,
  reason: string | null = null,
): Promise<Conversation> {
  const decision = decideStatus(conversation.status, trigger);
  if (decision === "no_change") return conversation;
  if (decision === "not_possible" || decision === "starts_another") throw new Refusal("status_not_possible");
  return await inTransaction(ctx, (trx) => apply(trx, conversation, decision, reason));
}

async function apply(
  ctx: Ctx,
  conversation: Conversation,
  transition: Transition,
  reason: string | null,
): Promise<Conversation> {
  if (!isOpen(conversation.status)) await refuseSecondOpen(ctx, conversation);
  const now = ctx.now();
  const assignee =
    transition.assignee === "remove"
      ? null
      : transition.assignee === "actor" && isUser(ctx.actor)
        ? ctx.actor.id
        : conversation.assignee_id;
  const seq = conversation.last_seq + 1;
  const changed = await ctx.db
    .updateTable("conversations")
    .set({
      status: transition.to,
      queue_at: now,
      waiting_since: waitingSince(conversation, transition.to),
      resolution_reason: transition.to === "resolved" ? reason : null,
      assignee_id: assignee,
      // W83: a state change releases the lock.
      lock_user_id: null,
      lock_at: null,
      last_seq: seq,
      version: sql`version + 1`,
    })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", conversation.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await appendEvents(ctx, eventsOf(conversation, changed, transition, reason, seq));
  return changed;
}

/** Nobody waits in a Resolved conversation; Pending waits for the contact; back in New, whoever was unanswered still is. */
function waitingSince(conversation: Conversation, to: ConversationStatus): Date | null {
  return to === "new" ? conversation.waiting_since : null;
}

function eventsOf(
  before: Conversation,
  after: Conversation,
  transition: Transition,
  reason: string | null,
  seq: number,
): NewEvent[] {
  const events: NewEvent[] = [
    {
      type: "conversation.status_changed",
      data: { ...factsOf(after), before: before.status, reason, cause: transition.cause },
      seq,
    },
  ];
  if (before.assignee_id !== after.assignee_id) {
    const cause = transition.assignee === "actor" ? "first_reply" : "resolved";
    events.push({ type: "conversation.assigned", data: { ...factsOf(after), before: before.assignee_id, cause } });
  }
  if (before.lock_user_id !== null) {
    events.push({ type: "conversation.locked", data: { ...factsOf(after), userId: null, stolenFrom: null } });
  }
  return events;
}

/**
 * Decision 3: if a newer one is open, the caller is told which. The identity's row is held meanwhile: the intake that opens
 * one for it needs that row, too, so either we see what it opened or it sees what we opened.
 */
async function refuseSecondOpen(ctx: Ctx, conversation: Conversation): Promise<void> {
  await ctx.db
    .selectFrom("identities")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", conversation.identity_id)
    .forUpdate()
    .execute();
  const open = await ctx.db
    .selectFrom("conversations")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("identity_id", "=", conversation.identity_id)
    .where("visibility", "=", conversation.visibility)
    .where("thread_key", "=", conversation.thread_key)
    .where("status", "in", ["new", "pending"])
    .executeTakeFirst();
  if (open !== undefined) throw new Refusal("open_conversation_exists", { details: { conversationId: open.id } });
}
