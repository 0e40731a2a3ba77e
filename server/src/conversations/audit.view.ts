import {
  type Actor,
  type AuditAction,
  type AuditView,
  type ConversationId,
  type ConversationStatus,
  type EventId,
  type Moderation,
  type RoutingDecision,
  type ScheduleChange,
  scheduleStop,
  type TeamId,
  type UserId,
} from "@guichet/contract";

/** A line of the audit trail as it lies in the event log, with names joined. */
export type AuditRow = {
  id: EventId;
  type: string;
  conversation_id: ConversationId;
  seq: number;
  actor: Actor;
  data: {
    status?: ConversationStatus;
    assigneeId?: UserId | null;
    teamId?: TeamId | null;
    decision?: RoutingDecision;
    before?: unknown;
    reason?: string | null;
    cause?: string;
    stolenFrom?: UserId | null;
    comment?: string | null;
    note?: string;
    side?: "older" | "newer" | "public" | "private";
    muted?: boolean;
    optedOut?: boolean;
    by?: "block";
    moderation?: Moderation;
    vip?: boolean;
    group?: string | null;
    /** Of a message that a person gave up, or tried to send again. */
    state?: string;
    /** Of a virtual agent. */
    name?: string;
    boomerang?: { note: string } | null;
    /** Of a scheduled reply. */
    change?: ScheduleChange;
    /** When a boomerang comes back, a scheduled reply leaves. */
    at?: string;
  };
  at: Date;
  actor_name: string | null;
  subject_name: string | null;
  topic_name: string | null;
  team_name: string | null;
};

export function toAuditView(row: AuditRow): AuditView {
  return {
    type: "audit",
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    orderKey: row.seq,
    action: actionOf(row),
    actor: actorOf(row),
    at: row.at.toISOString(),
    subject: {
      ...(row.subject_name === null ? {} : { userName: row.subject_name }),
      ...(row.data.name === undefined ? {} : { agentName: row.data.name }),
      ...(row.topic_name === null ? {} : { topicName: row.topic_name }),
      ...(row.team_name === null ? {} : { teamName: row.team_name }),
      ...(row.data.reason == null ? {} : { reason: row.data.reason }),
      ...(row.data.comment == null ? {} : { comment: row.data.comment }),
      ...whyRouted(row),
      ...noteOf(row),
      ...(row.data.group == null ? {} : { groupName: row.data.group }),
      ...(row.type === "schedule.changed" && row.data.change === "stopped"
        ? { stop: scheduleStop.parse(row.data.cause) }
        : {}),
      ...((row.type === "boomerang.set" || row.type === "schedule.changed") && row.data.at !== undefined
        ? { dueAt: row.data.at }
        : {}),
    },
  };
}

/** The reason goes with the line (analytics, 5.1); the whole decision is told elsewhere. */
function whyRouted({ type, data }: AuditRow): Pick<AuditView["subject"], "skillSets" | "fallback"> {
  const { decision } = data;
  if (type !== "conversation.routed" || decision === undefined || decision.teamId === null) return {};
  if (decision.fallback) return { fallback: true };
  return decision.skillSets.length === 0 ? {} : { skillSets: decision.skillSets.map(({ name }) => name) };
}

function noteOf({ data }: AuditRow): { note?: string } {
  const note = data.note ?? data.boomerang?.note ?? "";
  return note === "" ? {} : { note };
}

function actorOf(row: AuditRow): AuditView["actor"] {
  if (row.actor.type === "user") return { type: "user", id: row.actor.id, name: row.actor_name ?? "" };
  return row.actor.type === "contact" ? { type: "contact", name: "" } : { type: row.actor.type, name: row.actor.name };
}

const HANDED: Readonly<Record<string, AuditAction>> = {
  inception: "agent_assigned",
  delegated: "agent_delegated",
  let_go: "agent_let_go",
  taken_over: "agent_taken_over",
};

const MODERATED: Readonly<Record<Moderation, AuditAction>> = {
  like: "comment_liked",
  unlike: "comment_unliked",
  repost: "comment_reposted",
  unrepost: "comment_unreposted",
  hide: "comment_hidden",
  unhide: "comment_unhidden",
  delete: "comment_removed",
};

function actionOf(row: AuditRow): AuditAction {
  switch (row.type) {
    case "conversation.status_changed":
      if (row.data.cause === "boomerang") return "boomerang_returned";
      if (row.data.cause === "muted_contact") return "resolved_muted_contact";
      if (row.data.cause === "muted_post") return "resolved_muted_post";
      if (row.data.cause === "bulk") return "bulk_resolved";
      return row.data.status === "resolved" ? "resolved" : row.data.status === "pending" ? "pending" : "back_to_new";
    case "conversation.created":
      return "started";
    case "conversation.assigned":
      if (row.data.cause === "access_lost" || row.data.cause === "deactivated") return "assignment_removed";
      if (row.data.cause === "signed_out") return "assignment_signed_out";
      if (row.data.cause === "rerouted") return "assignment_rerouted";
      if (row.data.cause === "sla_warned" || row.data.cause === "sla_breached") return "assignment_sla";
      if (row.data.assigneeId == null) return "unassigned";
      if (row.data.cause === "given") return "assignment_given";
      return row.data.cause === "first_reply" ? "auto_assigned" : "assigned";
    case "conversation.handed":
      return HANDED[row.data.cause ?? ""] ?? "agent_handed_over";
    case "conversation.routed":
      if (row.data.teamId == null) return "routed_to_none";
      return row.data.decision?.rule === "by_hand" ? "routed_by_hand" : "routed";
    case "conversation.locked":
      return "lock_stolen";
    case "boomerang.set":
      return "boomerang_set";
    case "boomerang.cancelled":
      return "boomerang_cancelled";
    case "boomerang.woke_newer":
      return row.data.side === "older" ? "boomerang_woke_newer" : "boomerang_woken";
    case "contact.muted":
      return row.data.muted === true ? "contact_muted" : "contact_unmuted";
    case "contact.opted":
      if (row.data.by === "block")
        return row.data.optedOut === true ? "contact_blocked_account" : "contact_unblocked_account";
      return row.data.optedOut === true ? "contact_opted_out" : "contact_opted_in";
    case "post.muted":
      return row.data.muted === true ? "post_muted" : "post_unmuted";
    case "contact.vip_marked":
      if (row.data.cause === "group") return row.data.vip === true ? "vip_by_group" : "vip_group_left";
      return row.data.vip === true ? "vip_marked" : "vip_unmarked";
    case "message.changed":
      return row.actor.type === "contact" ? "message_deleted" : "reply_deleted";
    case "message.moderated":
      return MODERATED[row.data.moderation ?? "delete"];
    case "message.withdrawn":
      return "message_withdrawn";
    case "message.answered_in_private":
      return row.data.side === "public" ? "answered_in_private" : "answers_comment";
    case "message.masked":
      return "message_masked";
    case "schedule.changed":
      return row.data.cause === "contact_wrote" ? "schedule_contact_wrote" : `schedule_${row.data.change ?? "stopped"}`;
    case "topic.added":
      return "topic_added";
    case "topic.removed":
      return "topic_removed";
    default:
      return row.data.state === "queued" ? "message_retried" : "message_discarded";
  }
}
