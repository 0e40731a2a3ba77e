import type { Delivered, Outcome, Recorded, StoredMessage, SystemState, Violation } from "../history/history.ts";
import { groupBy, isOurProbe, type Wishes } from "./wishes.ts";

const ARRIVED = new Set(["sent", "delivered", "read"]);
/** What leaves by these comes into the provider's ledger. */
const WITH_PROVIDER = new Set(["api", "email"]);

/** What agents sent: each acknowledged message once in the thread and once at the provider, in order, its state honest. */
export function checkOutbound(wishes: Wishes, record: readonly Recorded[], state: SystemState): Violation[] {
  const messages = new Map(state.messages.map((message) => [message.id, message]));
  const ledger = record.filter((line) => line.type === "delivered");
  const effects = groupBy(
    ledger.filter((line) => line.effect),
    (line) => line.messageId,
  );
  const told = new Set(record.flatMap((line) => (line.type === "told" ? [line.messageId] : [])));
  const providerChannels = new Set(
    state.channels.filter((channel) => WITH_PROVIDER.has(channel.platform)).map((channel) => channel.id),
  );
  const withdrawals = new Map(wishes.withdrawals.map((wish) => [wish.messageId, wish.outcome]));
  return [
    ...wishes.agentMessages.flatMap((wish) =>
      checkStored(wish, messages.get(wish.messageId), withdrawals.get(wish.messageId)),
    ),
    ...checkInvented(wishes, state),
    ...state.messages
      .filter((message) => message.kind === "outbound" && providerChannels.has(message.channelId))
      .flatMap((message) =>
        checkEnd(message, effects.get(message.id)?.length ?? 0, told.has(message.id), state.outbox),
      ),
    ...ledger.flatMap((line) => checkLedgerLine(line, messages.get(line.messageId))),
    ...checkProviderOrder(ledger, messages),
  ];
}

function checkStored(
  wish: Wishes["agentMessages"][number],
  message: StoredMessage | undefined,
  withdrawal: Outcome | undefined,
): Violation[] {
  const name = `${wish.comment ? "comment" : "reply"} ${wish.messageId}`;
  if (message === undefined)
    return wish.outcome === "ok" ? [{ invariant: "lost", detail: `${name} was acknowledged` }] : [];
  if (wish.outcome === "refused") return [{ invariant: "invented", detail: `${name} was refused and is there` }];
  if (message.conversationId !== wish.conversationId) return [{ invariant: "crossing", detail: name }];
  const withdrawn = message.deliveryState === "discarded";
  if (withdrawn !== (withdrawal === "ok") && withdrawal !== "unknown")
    return [
      withdrawn
        ? { invariant: "lost", detail: `${name} is withdrawn, and nobody was told so` }
        : { invariant: "dishonest state", detail: `${name} was withdrawn and is ${message.deliveryState}` },
    ];
  return message.text === (withdrawn ? "" : wish.text)
    ? []
    : [{ invariant: "lost", detail: `${name} has another text` }];
}

function checkInvented(wishes: Wishes, state: SystemState): Violation[] {
  const wanted = new Set(wishes.agentMessages.map((wish) => wish.messageId));
  return state.messages
    .filter(({ id, kind, channelId }) => kind !== "inbound" && !wanted.has(id) && !isOurProbe(state, channelId))
    .map((message) => ({ invariant: "invented", detail: `nobody wrote ${message.id}` }));
}

/** I6, I30: every send has come to an end, and what is shown of it is what the provider knows. */
function checkEnd(message: StoredMessage, effects: number, told: boolean, outbox: SystemState["outbox"]): Violation[] {
  const name = `message ${message.id} (${message.deliveryState})`;
  const row = outbox.find((line) => line.messageId === message.id);
  const state = message.deliveryState ?? "";
  if (effects > 1) return [{ invariant: "doubled", detail: `the provider has ${name} ${effects} times` }];
  if (ARRIVED.has(state)) {
    if (effects === 0) return [{ invariant: "lost", detail: `${name} never reached the provider` }];
    if (row !== undefined) return [{ invariant: "stuck", detail: `${name} still has a row in the outbox` }];
    return told && state === "sent" ? [{ invariant: "lost", detail: `the receipt of ${name}` }] : [];
  }
  if (state === "discarded") {
    if (effects > 0) return [{ invariant: "dishonest state", detail: `${name} and the provider has it` }];
    return row === undefined ? [] : [{ invariant: "stuck", detail: `${name} still has a row in the outbox` }];
  }
  if (row === undefined) return [{ invariant: "lost", detail: `${name} has no row in the outbox` }];
  if (state === "queued" || state === "sending" || row.state === "ready" || row.state === "sending")
    return [{ invariant: "stuck", detail: `${name} did not come to an end (${row.state})` }];
  if (row.state !== state) return [{ invariant: "dishonest state", detail: `${name} is ${row.state} in the outbox` }];
  if (told) return [{ invariant: "dishonest state", detail: `${name} although the provider said it arrived` }];
  return state === "failed" && effects > 0
    ? [{ invariant: "dishonest state", detail: `${name} although the provider has it` }]
    : [];
}

function checkLedgerLine(line: Delivered, message: StoredMessage | undefined): Violation[] {
  if (message === undefined) return [{ invariant: "invented", detail: `the provider got ${line.messageId}` }];
  if (message.kind !== "outbound")
    return [{ invariant: "crossing", detail: `the ${message.kind} ${message.id} left the house` }];
  if (message.channelId !== line.channelId)
    return [{ invariant: "crossing", detail: `${message.id} went to another channel's address` }];
  return message.text === line.text ? [] : [{ invariant: "crossing", detail: `${message.id} left with another text` }];
}

/** Only the head of a conversation's outbox may be sent: the provider gets messages in the order of the thread. */
function checkProviderOrder(ledger: readonly Delivered[], messages: ReadonlyMap<string, StoredMessage>): Violation[] {
  const violations: Violation[] = [];
  const last = new Map<string, StoredMessage>();
  for (const line of ledger) {
    const message = messages.get(line.messageId);
    if (!line.effect || message === undefined) continue;
    const before = last.get(message.conversationId);
    if (before !== undefined && before.seq > message.seq)
      violations.push({
        invariant: "out of order",
        detail: `the provider got ${message.id} (${message.seq}) after ${before.id} (${before.seq})`,
      });
    else last.set(message.conversationId, message);
  }
  return violations;
}
