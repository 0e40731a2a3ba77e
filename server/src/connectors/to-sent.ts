import type { SendOutcome } from "../conversations/index.ts";
import { cleanJson } from "../lib/clean-json.ts";
import type { SendResult } from "./send-result.ts";
import { toKey } from "./to-inbound-message.ts";

/** What the other side wrote may hold anything; a result that cannot be stored would be sent again. */
export function toSent({ externalId, context, recipient }: Extract<SendResult, { ok: true }>): SendOutcome {
  const pieces = piecesIn(context);
  return {
    outcome: "sent",
    ...(externalId ? { externalId: toKey(externalId) } : {}),
    ...(context === undefined ? {} : { context: cleanJson(context) }),
    ...(pieces.length === 0 ? {} : { pieces }),
    ...(recipient ? { recipient: toKey(recipient) } : {}),
  };
}

/** The ids of the other calls of a message that took several, where its connector tells them. */
function piecesIn(context: Readonly<Record<string, unknown>> | undefined): string[] {
  const told: unknown = context?.alsoSentAs;
  const ids = (Array.isArray(told) ? told : []).filter((id): id is string => typeof id === "string" && id !== "");
  return [...new Set(ids.map(toKey))];
}
