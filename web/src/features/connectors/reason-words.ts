import type { problems } from "../../locales/en/problems.ts";
import type { Say } from "../../locales/use-words.ts";

type Reasons = Extract<keyof typeof problems, `reason_${string}`>;
const KNOWN: Record<Reasons, true> = {
  reason_retryable: true,
  reason_rate_limited: true,
  reason_window_closed: true,
  reason_recipient_unavailable: true,
  reason_auth_expired: true,
  reason_permission: true,
  reason_invalid_content: true,
  reason_too_large: true,
  reason_duplicate: true,
  reason_not_supported: true,
  reason_outcome_unknown: true,
  reason_policy: true,
  reason_deadline_passed: true,
  reason_conversations: true,
  reason_notifications_channels: true,
  reason_notifications: true,
  reason_metrics_handle_time: true,
  reason_clear_timer: true,
  reason_messenger_sessions: true,
  reason_connectors_erasure: true,
  reason_connectors_reread: true,
  reason_signed_out: true,
  reason_routing: true,
  reason_routing_prioritization: true,
  reason_routing_individual: true,
  reason_sla: true,
  reason_search: true,
};

/** Words for a reason, or for the listener that failed; one that is not known shows itself, readable. */
export function reasonWords(reason: string, t: Say): string {
  const key = `reason_${reason.replaceAll(/[.-]/g, "_")}`;
  if (isKnown(key)) return t(`problems.${key}`);
  const readable = reason.replaceAll(/[._-]/g, " ");
  return `${readable.charAt(0).toLocaleUpperCase()}${readable.slice(1)}`;
}

function isKnown(key: string): key is Reasons {
  return Object.hasOwn(KNOWN, key);
}
