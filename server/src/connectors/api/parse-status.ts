import { apiStatus } from "@guichet/contract";
import { cleanText } from "../../lib/clean-text.ts";
import { firstIssue, type Read, type ReadContext } from "./parse-event.ts";

/** What became of a message we posted: `id` is the id we gave it. */
export function toDeliveryItem(value: unknown, { channelExternalId, receivedAt }: ReadContext): Read {
  const parsed = apiStatus.safeParse(value);
  if (!parsed.success) return { problem: firstIssue(parsed.error) };
  const { id, status, at, error } = parsed.data;
  return {
    type: "delivery",
    channelExternalId,
    occurredAt: at === undefined ? receivedAt : Math.min(Date.parse(at), receivedAt),
    // A status names the message, not the contact: the core finds the contact by the message.
    party: { externalId: "unknown" },
    status,
    target: { clientRefs: [cleanText(id)] },
    ...(status === "failed" ? { error: toError(error) } : {}),
  };
}

function toError(words = "The other system reported that it could not deliver the message.") {
  return { kind: "recipient_unavailable", code: "reported_failed", message: cleanText(words) } as const;
}
