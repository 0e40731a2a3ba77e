import {
  type ConversationId,
  type ConversationStatus,
  Refusal,
  type ResolutionReasonId,
  type UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, inTransaction, type StatusBefore } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { type Conversation, isUser } from "./conversation.ts";
import {
  type AssigneeState,
  asksForAssignee,
  decideStatus,
  isOpen,
  type StatusTrigger,
  type Transition,
} from "./conversation-status.ts";
import { isAssigneeGone } from "./signed-out/sign-outs.sql.ts";
import { boomerangEvents, givesBack, linesIn, statusEvents, undoOf } from "./status-events.ts";
import { systemBoomerangHours } from "./system-boomerang.sql.ts";
import { resolvesAt } from "./time/auto-resolve.ts";
import { type Boomerang, boomerangAfter, boomerangColumns, boomerangOf, fromSnapshot } from "./time/boomerang.ts";
import { refuseWithoutTopic } from "./topics/require-topic.ts";

/*
 * The only file that writes the status column (an architecture test holds it): the two fragments below, used by the
 * intake's one statement, and `changeStatus` for everything else.
 */

/**
 * CTE of the intake: new conversations from a jsonb array `$new`. It asks for the CTE `changed`, so that this one has run: what
 * is resolved there leaves its place (I7) to what begins here.
 */
export function insertOpenedConversations(parameter: string): string {
  return `insert into conversations (organization_id, id, channel_id, identity_id, contact_id, visibility, thread_key, status,
      queue_at, waiting_since, assignee_id, team_id, team_by_hand, routed_at, priority, tag_ids, resolution_reason, resolution_reason_id, version, last_seq, last_inbound_at, window_ends_at, last_message, subject, topic_ids, created_at,
      status_since, arrived_at, resolve_at, auto_resolve, boomerang_at, boomerang_note, boomerang_by, holder)
    select $1, n.id, n.channel_id, n.identity_id, n.contact_id, n.visibility, n.thread_key, n.status,
      n.queue_at, n.waiting_since, null, n.team_id, n.team_by_hand, case when n.team_id is not null then n.arrived_at end, n.priority,
      case when n.tag_ids is null then '{}' else array(select jsonb_array_elements_text(n.tag_ids)::uuid) end,
      n.resolution_reason, n.resolution_reason_id, 1, n.last_seq, n.last_inbound_at, n.window_ends_at, n.last_message, n.subject,
      array(select jsonb_array_elements_text(n.topic_ids)::uuid), n.created_at,
      n.status_since, n.arrived_at, n.resolve_at, n.auto_resolve, n.boomerang_at, n.boomerang_note, n.boomerang_by, n.holder
    from jsonb_to_recordset(${parameter}::jsonb) as n(id uuid, channel_id uuid, identity_id uuid, contact_id uuid, visibility text,
      thread_key text, status text, queue_at timestamptz, waiting_since timestamptz, team_id uuid, team_by_hand boolean, priority int,
      tag_ids jsonb, resolution_reason text, resolution_reason_id uuid, last_seq int,
      last_inbound_at timestamptz, window_ends_at timestamptz, last_message jsonb, subject text, topic_ids jsonb, created_at timestamptz, status_since timestamptz,
      arrived_at timestamptz, resolve_at timestamptz, auto_resolve jsonb, boomerang_at timestamptz, boomerang_note text, boomerang_by uuid, holder jsonb)
    where (select count(*) from changed) >= 0
    on conflict do nothing returning id`;
}

/** CTE of the intake: what a batch of contacts' messages does to open conversations, from a jsonb array `$changed`. */
export function updateReceivingConversations(parameter: string): string {
  return `update conversations c set status = u.status, queue_at = u.queue_at, waiting_since = u.waiting_since, last_seq = u.last_seq,
      last_inbound_at = u.last_inbound_at, window_ends_at = u.window_ends_at, last_message = u.last_message, version = c.version + 1, status_since = u.status_since,
      arrived_at = u.arrived_at, resolve_at = u.resolve_at, auto_resolve = u.auto_resolve, boomerang_at = u.boomerang_at,
      boomerang_note = u.boomerang_note, boomerang_by = u.boomerang_by, assignee_id = u.assignee_id,
      team_id = u.team_id, team_by_hand = u.team_by_hand, priority = u.priority,
      routed_at = case when u.team_id is distinct from c.team_id then u.arrived_at else c.routed_at end,
      tag_ids = case when u.tag_ids is null then c.tag_ids else array(select jsonb_array_elements_text(u.tag_ids)::uuid) end,
      resolution_reason = coalesce(u.resolution_reason, c.resolution_reason),
      resolution_reason_id = coalesce(u.resolution_reason_id, c.resolution_reason_id),
      topic_ids = case when u.topic_ids is null then c.topic_ids else array(select jsonb_array_elements_text(u.topic_ids)::uuid) end,
      lock_user_id = case when c.status = u.status then c.lock_user_id end, lock_at = case when c.status = u.status then c.lock_at end
    from jsonb_to_recordset(${parameter}::jsonb) as u(id uuid, status text, queue_at timestamptz, waiting_since timestamptz,
      last_seq int, last_inbound_at timestamptz, window_ends_at timestamptz, last_message jsonb, status_since timestamptz, arrived_at timestamptz,
      resolve_at timestamptz, auto_resolve jsonb, boomerang_at timestamptz, boomerang_note text, boomerang_by uuid,
      assignee_id uuid, topic_ids jsonb, team_id uuid, team_by_hand boolean, priority int, tag_ids jsonb, resolution_reason text,
      resolution_reason_id uuid)
    where c.organization_id = $1 and c.id = u.id returning c.id`;
}

/**
 * A conversation that an agent begins (W100): Pending from the start and its author's, in the caller's transaction. Or a
 * program (R168): then it is nobody's, and no boomerang of the system's brings it to New. Undefined: the contact has an open one.
 */
export async function openByAgent(
  ctx: Ctx,
  given: Pick<
    Conversation,
    "channel_id" | "identity_id" | "contact_id" | "subject" | "auto_resolve" | "last_inbound_at" | "window_ends_at"
  >,
): Promise<Conversation | undefined> {
  const now = ctx.now();
  const { auto_resolve, ...place } = given;
  const systemHours = isUser(ctx.actor) ? await systemBoomerangHours(ctx) : null;
  const options = { wanted: undefined, systemHours, now };
  const ages = { statusSince: now, arrivedAt: now };
  return await ctx.db
    .insertInto("conversations")
    .values({
      organization_id: ctx.organizationId,
      id: uuidV7() as ConversationId,
      ...place,
      visibility: "private",
      status: "pending",
      queue_at: now,
      assignee_id: isUser(ctx.actor) ? ctx.actor.id : null,
      last_seq: 1,
      created_at: now,
      status_since: now,
      arrived_at: now,
      auto_resolve: JSON.stringify(auto_resolve),
      resolve_at: resolvesAt("pending", auto_resolve, ages),
      ...boomerangColumns(boomerangAfter(null, "pending", "by_hand", options).after),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** W67: what agents do by hand. What happens by itself (a channel removed, automations) needs no topic. */
const PERSONS_RESOLVE: ReadonlySet<StatusTrigger> = new Set(["set_resolved", "reply_then_resolved", "bulk_resolve"]);

/** What goes with a change of status. */
export type WithStatus = {
  readonly resolution?: {
    readonly reasonId: ResolutionReasonId | null;
    readonly reason: string | null;
    readonly comment: string;
  };
  /** Set in the same act. */
  readonly boomerang?: Boomerang;
  /** The one that is due, and brings the conversation back; another conversation's, where this one is woken for it. */
  readonly came?: Boomerang;
  /** What is taken back: place in the queue, assignment and boomerang are given back, too. */
  readonly before?: StatusBefore;
};

/**
 * Changes the status of a conversation whose row the caller has locked, by the table in conversation-status.ts: writes the
 * row, the audit line and the events. Answers the conversation as it is afterwards; the same one when nothing changes.
 * Refuses with `status_not_possible`, `topic_required`, or `open_conversation_exists` when a newer one of the same contact is open.
 */
export async function changeStatus(
  ctx: Ctx,
  conversation: Conversation,
  trigger: StatusTrigger,
  given: WithStatus = {},
): Promise<Conversation> {
  const decision = decideStatus(conversation.status, trigger, await assigneeStateOf(ctx, conversation, trigger));
  if (decision === "no_change") return conversation;
  if (decision === "not_possible" || decision === "starts_another") throw new Refusal("status_not_possible");
  if (decision.to === "resolved" && PERSONS_RESOLVE.has(trigger)) await refuseWithoutTopic(ctx, conversation);
  return await inTransaction(ctx, (trx) => apply(trx, conversation, decision, given));
}

async function assigneeStateOf(ctx: Ctx, conversation: Conversation, trigger: StatusTrigger): Promise<AssigneeState> {
  if (conversation.assignee_id === null || !asksForAssignee(conversation.status, trigger)) return "there";
  return (await isAssigneeGone(ctx, conversation.assignee_id)) ? "gone" : "there";
}

async function apply(
  ctx: Ctx,
  conversation: Conversation,
  transition: Transition,
  given: WithStatus,
): Promise<Conversation> {
  if (!isOpen(conversation.status)) await refuseSecondOpen(ctx, conversation);
  const now = ctx.now();
  const { to } = transition;
  const { before, resolution } = given;
  const boomerang = boomerangAfter(boomerangOf(conversation), to, transition.cause, {
    wanted: given.boomerang ?? (before === undefined ? undefined : (fromSnapshot(before.boomerang) ?? undefined)),
    systemHours: to === "pending" && before === undefined ? await systemBoomerangHours(ctx) : null,
    now,
  });
  const seq = conversation.last_seq + 1;
  const lines =
    linesIn(boomerangEvents(conversation, boomerang, transition.cause, seq)) +
    (givesBack(conversation, transition) ? 1 : 0);
  const changed = await ctx.db
    .updateTable("conversations")
    .set({
      status: to,
      status_since: now,
      queue_at: before === undefined ? now : new Date(before.queueAt),
      waiting_since: waitingSince(conversation, to, before),
      resolution_reason: to === "resolved" ? (resolution?.reason ?? null) : null,
      resolution_reason_id: to === "resolved" ? (resolution?.reasonId ?? null) : null,
      resolution_comment: to === "resolved" ? resolution?.comment || null : null,
      resolve_at: resolvesAt(to, conversation.auto_resolve, { statusSince: now, arrivedAt: conversation.arrived_at }),
      ...boomerangColumns(boomerang.after),
      undo:
        isUser(ctx.actor) && (transition.cause === "by_hand" || transition.cause === "bulk")
          ? JSON.stringify(undoOf(conversation, ctx.actor.id, now))
          : null,
      // What a virtual agent has is in New.
      holder: null,
      assignee_id: assigneeAfter(ctx, conversation, transition, before),
      // W83: a state change releases the lock.
      lock_user_id: null,
      lock_at: null,
      last_seq: seq + lines,
      version: sql`version + 1`,
    })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", conversation.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const came = transition.cause === "boomerang" ? (given.came ?? boomerangOf(conversation)) : null;
  await appendEvents(ctx, statusEvents(conversation, changed, transition, boomerang, came, seq));
  return changed;
}

function assigneeAfter(
  ctx: Ctx,
  conversation: Conversation,
  { assignee }: Transition,
  before: StatusBefore | undefined,
): UserId | null {
  switch (assignee) {
    case "remove":
      return null;
    case "actor":
      return isUser(ctx.actor) ? ctx.actor.id : conversation.assignee_id;
    case "former":
      return before === undefined ? conversation.assignee_id : before.assigneeId;
    case "keep":
      return conversation.assignee_id;
  }
}

/** Nobody waits in a Resolved conversation; Pending waits for the contact; back in New, whoever was unanswered still is. */
function waitingSince(
  conversation: Conversation,
  to: ConversationStatus,
  before: StatusBefore | undefined,
): Date | null {
  if (before !== undefined) return before.waitingSince === null ? null : new Date(before.waitingSince);
  return to === "new" ? conversation.waiting_since : null;
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
