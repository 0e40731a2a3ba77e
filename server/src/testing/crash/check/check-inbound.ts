import type { StoredConversation, StoredMessage, SystemState, Violation } from "../history/history.ts";
import { type Ended, groupBy, isOurProbe, type Wishes } from "./wishes.ts";

type ContactMessage = Wishes["contactMessages"][number];

/** What contacts sent: each acknowledged message once, whole, in its own conversation, in the contact's order. */
export function checkInbound(wishes: Wishes, state: SystemState): Violation[] {
  const conversations = new Map(state.conversations.map((conversation) => [conversation.id, conversation]));
  const stored = groupBy(
    state.messages.filter((message) => message.kind === "inbound"),
    (message) => `${message.channelId} ${message.externalId}`,
  );
  const wanted = groupBy(wishes.contactMessages, (wish) => `${wish.channelId} ${wish.externalId}`);
  return [
    ...wishes.contactMessages.flatMap((wish) =>
      checkOne(wish, stored.get(`${wish.channelId} ${wish.externalId}`) ?? [], conversations),
    ),
    ...[...stored.keys()]
      .filter((key) => !wanted.has(key) && !isOurProbe(state, key.split(" ")[0]))
      .map((key): Violation => ({ invariant: "invented", detail: `nobody sent ${key}` })),
    ...checkOrder(wanted, state),
    ...checkDeliveries(state),
    ...checkFiles(wishes, stored, state),
  ];
}

function checkOne(
  wish: ContactMessage,
  found: readonly StoredMessage[],
  conversations: ReadonlyMap<string, StoredConversation>,
): Violation[] {
  const name = `message ${wish.externalId} of ${wish.contact}`;
  if (found.length > 1) return [{ invariant: "doubled", detail: `${name} is stored ${found.length} times` }];
  const [message] = found;
  if (message === undefined)
    return wish.outcome === "ok" ? [{ invariant: "lost", detail: `${name} was acknowledged` }] : [];
  if (wish.outcome === "refused") return [{ invariant: "invented", detail: `${name} was refused and is there` }];
  const conversation = conversations.get(message.conversationId);
  if (conversation?.contact !== wish.contact || conversation.channelId !== wish.channelId)
    return [{ invariant: "crossing", detail: `${name} stands in the conversation of ${conversation?.contact}` }];
  return message.text === wish.text ? [] : [{ invariant: "lost", detail: `${name} has another text` }];
}

/** Shown by order key, then by seq: never a later message of the contact before an earlier one in a conversation. */
function checkOrder(wanted: ReadonlyMap<string, ContactMessage[]>, state: SystemState): Violation[] {
  const violations: Violation[] = [];
  for (const [conversationId, messages] of groupBy(state.messages, (message) => message.conversationId)) {
    let last: ContactMessage | undefined;
    for (const message of messages.filter(({ kind }) => kind === "inbound").sort(inShownOrder)) {
      const wish: Ended<ContactMessage> | undefined = wanted.get(`${message.channelId} ${message.externalId}`)?.[0];
      if (wish === undefined) continue;
      if (last !== undefined && wish.n < last.n)
        violations.push({
          invariant: "out of order",
          detail: `${wish.externalId} (${wish.n}) is shown after ${last.externalId} (${last.n}) in ${conversationId}`,
        });
      last = wish;
    }
  }
  return violations;
}

function inShownOrder(a: StoredMessage, b: StoredMessage): number {
  return a.orderKey - b.orderKey || a.seq - b.seq;
}

/** Nothing was malformed here, so every raw delivery must have been taken in. */
function checkDeliveries(state: SystemState): Violation[] {
  return state.deliveries
    .filter((delivery) => delivery.state !== "done")
    .map((delivery) => ({
      invariant: "stuck",
      detail: `delivery ${delivery.id} is ${delivery.state} (${delivery.reason ?? "no reason"})`,
    }));
}

/** I8: a file is there with all its bytes, or shown as failed with a reason where it cannot be had. */
function checkFiles(
  wishes: Wishes,
  stored: ReadonlyMap<string, readonly StoredMessage[]>,
  state: SystemState,
): Violation[] {
  const files = groupBy(state.attachments, (file) => file.messageId);
  return wishes.contactMessages.flatMap((wish) => {
    const message = stored.get(`${wish.channelId} ${wish.externalId}`)?.[0];
    if (message === undefined) return [];
    return wish.files.flatMap((expected): Violation[] => {
      const found = (files.get(message.id) ?? []).filter((file) => file.name === expected.name);
      const [file] = found;
      if (found.length > 1) return [{ invariant: "doubled", detail: `file ${expected.name} of ${wish.externalId}` }];
      const right =
        expected.end === "stored"
          ? file?.state === "stored" && file.bytes === expected.size
          : file?.state === "failed" && file.failure !== null;
      const is = file === undefined ? "gone" : `${file.state} with ${file.bytes ?? "no"} bytes`;
      return right ? [] : [{ invariant: "attachment", detail: `${expected.name} of ${wish.externalId} is ${is}` }];
    });
  });
}
