import type { ConversationId } from "@guichet/contract";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { LoadedFacts } from "./intake.sql.ts";
import type { Working } from "./intake-rows.ts";
import { resolvesAt } from "./time/auto-resolve.ts";
import { boomerangAfter, boomerangOf } from "./time/boomerang.ts";

/** The open conversation that a message belongs to, as it was loaded; where there is none, another one begins. */
export function startWorking(message: InboundMessage, known: LoadedFacts, now: Date): Working {
  if (known.conversation_id === null || known.status === null || known.queue_at === null)
    return startAnother(message, known, now);
  return {
    id: known.conversation_id,
    opened: false,
    status: known.status,
    queueAt: known.queue_at,
    waitingSince: known.waiting_since,
    assigneeId: known.assignee_id,
    taken: null,
    lockUserId: known.lock_user_id,
    teamId: known.team_id,
    teamByHand: known.team_by_hand ?? false,
    priority: known.priority ?? 0,
    holder: known.holder,
    lastSeq: known.last_seq ?? 0,
    lastInboundAt: known.last_inbound_at,
    windowEndsAt: known.window_ends_at,
    lastMessage: known.last_message,
    topicIds: known.topic_ids ?? [],
    topicsAdded: false,
    tagIds: known.tag_ids ?? [],
    tagsAdded: false,
    resolution: null,
    createdAt: now,
    statusSince: known.status_since ?? now,
    arrivedAt: known.arrived_at ?? now,
    resolveAt: known.resolve_at,
    terms: known.promised ?? known.terms,
    boomerang: boomerangOf(known),
  };
}

/**
 * T1, T5: the first message, or one after Resolved, starts a conversation, whatever was loaded: the one before it may have
 * been resolved in this very batch. What the brand wrote elsewhere waits for the contact.
 */
export function startAnother(message: InboundMessage, known: LoadedFacts, now: Date): Working {
  const status = message.direction !== "in" ? "pending" : known.muted === null ? "new" : "resolved";
  const since = status === "resolved" ? now : notAfter(message.occurredAt, now);
  const ages = { statusSince: now, arrivedAt: now };
  return {
    id: uuidV7() as ConversationId,
    opened: true,
    status,
    queueAt: since,
    waitingSince: null,
    assigneeId: null,
    taken: null,
    lockUserId: null,
    teamId: null,
    teamByHand: false,
    priority: 0,
    holder: null,
    lastSeq: 0,
    lastInboundAt: null,
    windowEndsAt: null,
    lastMessage: null,
    topicIds: [],
    topicsAdded: false,
    tagIds: [],
    tagsAdded: false,
    resolution: null,
    createdAt: now,
    ...ages,
    resolveAt: resolvesAt(status, known.terms, ages),
    terms: known.terms,
    boomerang: boomerangAfter(null, status, "by_hand", {
      wanted: undefined,
      systemHours: known.system_boomerang_hours,
      now,
    }).after,
  };
}

/** A platform's clock may run ahead of ours; a wait never begins in the future (I24). `instant`: epoch milliseconds. */
export function notAfter(instant: number, now: Date): Date {
  return new Date(Math.min(instant, now.getTime()));
}
