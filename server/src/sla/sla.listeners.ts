import {
  type ConversationId,
  type LoggedEvent,
  type MessageId,
  type OrganizationId,
  queueOf,
  type UserId,
} from "@guichet/contract";
import { type Conversation, findReplySince, lockConversation, wasAnswered } from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";
import type { Listener } from "../events/index.ts";
import type { BusinessHours } from "../organizations/index.ts";
import { answerClock, beginAgain, beginClock, type Clock, closeClock, hasSeen, reopenClock } from "./clock.ts";
import {
  askForRecount,
  deleteClock,
  findAnsweredBy,
  findNewest,
  findRunning,
  insertClock,
  updateClock,
} from "./clocks.sql.ts";
import type { SlaPolicies } from "./policies-of-channels.ts";
import { tellClock, writeClock } from "./write-clock.ts";

export type ClockDeps = { readonly hours: BusinessHours; readonly policies: SlaPolicies };
export const SLA_LISTENER = "sla";
/** What ends, begins or moves a clock. */
export const SLA_HEARS = [
  "message.received",
  "message.sent",
  "message.withdrawn",
  "conversation.status_changed",
  "conversation.routed",
  "conversation.handed",
] as const;

/**
 * Keeps the clocks from the event log, by the moments of the events (R82–R84). Handling an event twice changes nothing: a clock
 * begins once, and what was before it in the log does not end it.
 */
export function slaListener(deps: ClockDeps): Listener {
  return {
    name: SLA_LISTENER,
    hears: [
      "message.received",
      "message.sent",
      "message.withdrawn",
      "conversation.status_changed",
      "conversation.routed",
      "conversation.handed",
      "sla_policy.changed",
      "business_hours.changed",
    ],
    async handle(event, ctx) {
      if (event.type === "sla_policy.changed" || event.type === "business_hours.changed") {
        // What comes behind it in the log is counted by what is set now.
        deps.hours.forget(event.organizationId);
        deps.policies.forget(event.organizationId);
        await askForRecount(ctx);
      } else await hear(deps, event, ctx);
    },
  };
}

async function hear(deps: ClockDeps, event: LoggedEvent, ctx: Ctx): Promise<void> {
  switch (event.type) {
    case "message.received":
      // Resolved on arrival: its contact or post is muted, and nobody is to answer. Nor while a virtual agent has it.
      // A reaction says nothing that one could answer.
      if (queueOf(event.data) === "new" && event.data.reaction !== true)
        await begin(deps, event, event.data.messageId, ctx);
      return;
    case "message.sent":
      if (event.data.by === "user" && event.actor.type === "user")
        await answer(deps, event, event.data.conversationId, event.data.messageId, event.actor.id, ctx);
      return;
    case "message.withdrawn":
      await takeReplyBack(deps, event, event.data.conversationId, event.data.messageId, ctx);
      return;
    case "conversation.status_changed":
      if (event.data.status !== "new") await close(deps, event, event.data.conversationId, event.data.cause, ctx);
      else if (event.data.cause === "undone") await takeClosingBack(deps, event.data.conversationId, ctx);
      return;
    case "conversation.handed":
      await hearHanded(deps, event, ctx);
      return;
    case "conversation.routed":
      if (event.data.decision.trigger === "handed_over") await handOver(deps, event, event.data.conversationId, ctx);
      return;
    default:
  }
}

/** Nothing is owed while a virtual agent has it; whoever waits then waits from the hand-over on (analytics 13.5). */
async function hearHanded(
  deps: ClockDeps,
  event: LoggedEvent & { type: "conversation.handed" },
  ctx: Ctx,
): Promise<void> {
  const { holderId, waits, cause, conversationId } = event.data;
  if (holderId != null) await close(deps, event, conversationId, cause, ctx);
  // With its status, it goes where nobody waits.
  else if (waits && cause !== "status") await begin(deps, event, null, ctx);
}

/** `messageId` null: it was written before. */
async function begin(
  deps: ClockDeps,
  event: LoggedEvent & { type: "message.received" | "conversation.handed" },
  messageId: MessageId | null,
  ctx: Ctx,
): Promise<void> {
  const { conversationId, channelId } = event.data;
  const policy = await deps.policies.ofChannel(ctx.organizationId, channelId);
  if (policy === undefined) return;
  const newest = await findNewest(ctx, conversationId);
  // Who waits already has begun to wait with the first message of the burst.
  if (newest !== undefined && (newest.endedAt === null || hasSeen(newest, event.position))) return;
  if ((await lockConversation(ctx, conversationId)) === undefined) return;
  const kind = (await wasAnswered(ctx, conversationId, messageId)) ? "conversation_response" : "first_response";
  const { id, position, at: beganAt } = event;
  const hours = await deps.hours.ofChannel(ctx.organizationId, channelId);
  const clock = beginClock({ id, position, conversationId, channelId, kind, beganAt }, policy, hours);
  if (clock !== undefined && (await insertClock(ctx, clock))) await tellClock(ctx, clock, policy.name, "started");
}

async function answer(
  deps: ClockDeps,
  event: LoggedEvent,
  conversationId: ConversationId,
  messageId: MessageId,
  userId: UserId,
  ctx: Ctx,
): Promise<void> {
  const held = await holdRunning(ctx, conversationId, event);
  if (held === undefined) return;
  const hours = await deps.hours.ofChannel(ctx.organizationId, held.channelId);
  const reply = { messageId, userId, at: event.at, position: event.position };
  await writeClock(ctx, answerClock(held, reply, hours), await nameOf(deps, ctx.organizationId, held), "ended");
}

async function close(
  deps: ClockDeps,
  event: LoggedEvent,
  conversationId: ConversationId,
  cause: string,
  ctx: Ctx,
): Promise<void> {
  const held = await holdRunning(ctx, conversationId, event);
  if (held === undefined) return;
  const name = await nameOf(deps, ctx.organizationId, held);
  const closed = closeClock(held, event);
  // A rule resolved it with the very message that asked: nothing was ever owed (R84).
  if (cause === "automation" && event.at === held.beganAt) {
    await deleteClock(ctx, held);
    await tellClock(ctx, closed, name, "ended");
  } else await writeClock(ctx, closed, name, "ended");
}

/** The reply was never sent: whoever waited for it waits on, unless another one has gone out since. */
async function takeReplyBack(
  deps: ClockDeps,
  event: LoggedEvent & { type: "message.withdrawn" },
  conversationId: ConversationId,
  messageId: MessageId,
  ctx: Ctx,
): Promise<void> {
  const answered = await findAnsweredBy(ctx, conversationId, messageId);
  if (answered === undefined || (await lockConversation(ctx, conversationId)) === undefined) return;
  const name = await nameOf(deps, ctx.organizationId, answered);
  const next = await findReplySince(ctx, conversationId, new Date(answered.beganAt));
  if (next !== undefined) {
    const hours = await deps.hours.ofChannel(ctx.organizationId, answered.channelId);
    const reply = { messageId: next.messageId, userId: next.userId, at: next.at.getTime(), position: event.position };
    return await updateClock(ctx, answerClock(reopenClock(answered), reply, hours));
  }
  // What the contact wrote behind it belongs to the same wait.
  const later = await findRunning(ctx, conversationId);
  if (later !== undefined) await deleteClock(ctx, later);
  const reopened = reopenClock(answered);
  if (event.data.status === "new") await writeClock(ctx, reopened, name, "started");
  // With the status taken back behind this, it goes on.
  else await writeClock(ctx, closeClock(reopened, event), name, "ended");
}

/** Pending or Resolved was a slip: the wait goes on as if nothing had been. */
async function takeClosingBack(deps: ClockDeps, conversationId: ConversationId, ctx: Ctx): Promise<void> {
  const newest = await findNewest(ctx, conversationId);
  if (newest === undefined || newest.endedAt === null || newest.replyId !== null) return;
  if ((await lockConversation(ctx, conversationId)) === undefined) return;
  await writeClock(ctx, reopenClock(newest), await nameOf(deps, ctx.organizationId, newest), "started");
}

async function handOver(deps: ClockDeps, event: LoggedEvent, conversationId: ConversationId, ctx: Ctx): Promise<void> {
  const held = await holdRunning(ctx, conversationId, event);
  const policy = held && (await deps.policies.ofChannel(ctx.organizationId, held.channelId));
  if (held === undefined || policy === undefined) return;
  const hours = await deps.hours.ofChannel(ctx.organizationId, held.channelId);
  const again = beginAgain(held, event.at, policy, hours);
  if (again.beganAt !== held.beganAt) await writeClock(ctx, again, policy.name, "recomputed");
}

/**
 * The running clock, if it began before the event, with the conversation's row held: whoever changes a clock holds that first,
 * so that nobody waits for anybody in a circle.
 */
async function holdRunning(ctx: Ctx, id: ConversationId, event: LoggedEvent): Promise<Clock | undefined> {
  if ((await findRunning(ctx, id)) === undefined) return undefined;
  const conversation: Conversation | undefined = await lockConversation(ctx, id);
  const running = conversation && (await findRunning(ctx, id));
  return running !== undefined && !hasSeen(running, event.position) ? running : undefined;
}

/** As it is called now; a policy that is gone has no name to tell. */
async function nameOf({ policies }: ClockDeps, organizationId: OrganizationId, clock: Clock): Promise<string> {
  const policy = await policies.ofChannel(organizationId, clock.channelId);
  return policy?.id === clock.policyId ? policy.name : "";
}
