import { checkHistory } from "../check/check-history.ts";
import type { Recorded, SystemState, Violation } from "../history/history.ts";

/**
 * The usual checker over mails, and what is special about them: where the provider files what was sent, it can be asked, so
 * a mail that arrived may not stay uncertain; where it does not, an uncertain one may have arrived, and waits for a person (I6).
 * Pure.
 */
export function checkMails(
  record: readonly Recorded[],
  state: SystemState,
  filingChannels: ReadonlySet<string>,
): Violation[] {
  const arrived = new Set(record.flatMap((line) => (line.type === "delivered" ? [line.messageId] : [])));
  const unsettled = state.messages
    .filter(({ channelId, deliveryState }) => deliveryState === "uncertain" && filingChannels.has(channelId))
    .filter(({ id }) => arrived.has(id))
    .map(({ id }): Violation => ({ invariant: "dishonest state", detail: `${id} lies in the Sent folder, uncertain` }));
  return [...checkHistory(record, { ...state, messages: state.messages.map(byMessageId) }), ...unsettled];
}

/** The dedupe key of a mail is its Message-ID and a hash of what it says; senders know the former alone. */
function byMessageId(message: SystemState["messages"][number]): SystemState["messages"][number] {
  return message.kind === "inbound"
    ? { ...message, externalId: message.externalId?.replace(/#[0-9a-f]+$/, "") ?? null }
    : message;
}
