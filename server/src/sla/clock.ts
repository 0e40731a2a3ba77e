import {
  addBusinessSeconds,
  businessSecondsBetween,
  type ChannelId,
  type ConversationId,
  type EventId,
  type MessageId,
  type OpeningHours,
  type SlaKind,
  type SlaMark,
  type SlaPolicyId,
  type SlaState,
  type UserId,
} from "@guichet/contract";
import type { Policy } from "./policies.sql.ts";

/**
 * An answer that is owed to a contact, and how that went (analytics, 9 and 13.5). Times in epoch milliseconds; `null` for what
 * never comes, as nobody opens any more. What is decided here is decided by the moments of events, never by a clock on the wall.
 */
export type Clock = {
  readonly id: EventId;
  readonly position: string;
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly policyId: SlaPolicyId;
  readonly kind: SlaKind;
  readonly state: SlaState;
  readonly beganAt: number;
  readonly targetSeconds: number;
  readonly warnAt: number | null;
  readonly dueAt: number | null;
  readonly breachAt: number | null;
  readonly warnedAt: number | null;
  readonly breachedAt: number | null;
  readonly endedAt: number | null;
  readonly endedPosition: string | null;
  readonly replyId: MessageId | null;
  readonly userId: UserId | null;
  readonly elapsedSeconds: number | null;
};

/** The moment of an event, and its place in the log. */
export type Ending = { readonly at: number; readonly position: string };
export type Beginning = Pick<Clock, "id" | "position" | "conversationId" | "channelId" | "kind" | "beganAt">;
type Times = Pick<Clock, "targetSeconds" | "warnAt" | "dueAt" | "breachAt">;

/** What a policy asks for, in seconds; undefined: nothing of this kind. */
export function targetOf(policy: Policy, kind: SlaKind): number | undefined {
  const minutes = kind === "first_response" ? policy.firstResponseMinutes : policy.conversationResponseMinutes;
  return minutes === null ? undefined : minutes * 60;
}

/** A contact has begun to wait; undefined: the policy asks for no such answer. */
export function beginClock(beginning: Beginning, policy: Policy, hours: OpeningHours | null): Clock | undefined {
  const times = timesOf(beginning, policy, hours);
  if (times === undefined) return undefined;
  return {
    ...beginning,
    ...times,
    policyId: policy.id,
    state: "open",
    ...{ warnedAt: null, breachedAt: null, endedAt: null, endedPosition: null },
    ...{ replyId: null, userId: null, elapsedSeconds: null },
  };
}

/** The same wait under what is set now; undefined: nothing is owed any more. What is decided stays decided. */
export function retime(clock: Clock, policy: Policy, hours: OpeningHours | null): Clock | undefined {
  const times = timesOf(clock, policy, hours);
  if (times === undefined) return undefined;
  if (clock.state !== "open") return clock;
  // With more time left than that, it is not almost breached any more.
  const warnedAt = clock.warnedAt !== null && (times.warnAt ?? Number.POSITIVE_INFINITY) > clock.warnedAt;
  return { ...clock, ...times, policyId: policy.id, warnedAt: warnedAt ? null : clock.warnedAt };
}

function timesOf(
  { beganAt, kind }: Pick<Clock, "beganAt" | "kind">,
  policy: Policy,
  hours: OpeningHours | null,
): Times | undefined {
  const targetSeconds = targetOf(policy, kind);
  if (targetSeconds === undefined) return undefined;
  const after = (seconds: number) => addBusinessSeconds(hours, beganAt, seconds) ?? null;
  return {
    targetSeconds,
    warnAt: after((targetSeconds * policy.warningPercent) / 100),
    dueAt: after(targetSeconds),
    // At the target it is met; the second behind it is too late. Overnight, if the target ends with the day.
    breachAt: after(targetSeconds + 1),
  };
}

/** A virtual agent has handed over: what it took of the wait for a first answer does not count. */
export function beginAgain(clock: Clock, at: number, policy: Policy, hours: OpeningHours | null): Clock {
  if (clock.kind !== "first_response" || clock.state !== "open") return clock;
  return retime({ ...clock, beganAt: at, warnedAt: null }, policy, hours) ?? clock;
}

/** A person has answered. */
export function answerClock(
  clock: Clock,
  reply: { readonly messageId: MessageId; readonly userId: UserId } & Ending,
  hours: OpeningHours | null,
): Clock {
  return {
    ...decidedAt(clock, reply.at, "met"),
    endedPosition: reply.position,
    replyId: reply.messageId,
    userId: reply.userId,
    elapsedSeconds: Math.floor(businessSecondsBetween(hours, clock.beganAt, reply.at)),
  };
}

/** Set to Pending or Resolved without an answer: nobody counts on one, unless it was too late by then. */
export function closeClock(clock: Clock, { at, position }: Ending): Clock {
  return { ...decidedAt(clock, at, "cancelled"), endedPosition: position };
}

/** Does an event belong to what a clock has seen: begun by it, or ended behind it? Then it is heard again. */
export function hasSeen(clock: Clock, position: string): boolean {
  const event = BigInt(position);
  return BigInt(clock.position) >= event || (clock.endedPosition !== null && BigInt(clock.endedPosition) > event);
}

/** What ended it was taken back. */
export function reopenClock(clock: Clock): Clock {
  const late = clock.state === "breached";
  return {
    ...clock,
    state: late ? "breached" : "open",
    ...{ endedAt: null, endedPosition: null, replyId: null, userId: null, elapsedSeconds: null },
  };
}

function decidedAt(clock: Clock, at: number, inTime: "met" | "cancelled"): Clock {
  const late = clock.breachAt !== null && at >= clock.breachAt;
  return {
    ...clock,
    state: late ? "breached" : inTime,
    breachedAt: late ? clock.breachAt : null,
    endedAt: Math.max(at, clock.beganAt),
  };
}

/** What has fallen due by now, at once what matters most; undefined: nothing yet. */
export function fallsDue(clock: Clock, now: number): "warned" | "breached" | undefined {
  if (clock.state !== "open" || clock.endedAt !== null) return undefined;
  if (clock.breachAt !== null && clock.breachAt <= now) return "breached";
  return clock.warnedAt === null && clock.warnAt !== null && clock.warnAt <= now ? "warned" : undefined;
}

/** The clock when that is done. A breach that nobody was warned of needs no warning any more. */
export function fallDue(clock: Clock, what: "warned" | "breached"): Clock {
  const warnedAt = clock.warnedAt ?? clock.warnAt;
  return what === "warned"
    ? { ...clock, warnedAt }
    : { ...clock, warnedAt, state: "breached", breachedAt: clock.breachAt };
}

/** When somebody must look at it next. */
export function nextOf(clock: Clock): number | null {
  if (clock.state !== "open" || clock.endedAt !== null) return null;
  return clock.warnedAt === null && clock.warnAt !== null ? clock.warnAt : clock.breachAt;
}

/** What the queue shows of it; null: nothing is owed. */
export function markOf(clock: Clock, policyName: string): SlaMark | null {
  if (clock.endedAt !== null) return null;
  return {
    kind: clock.kind,
    policyName,
    targetMinutes: Math.round(clock.targetSeconds / 60),
    dueAt: toInstant(clock.dueAt),
    warnAt: toInstant(clock.warnAt),
    breached: clock.state === "breached",
  };
}

export function toInstant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
