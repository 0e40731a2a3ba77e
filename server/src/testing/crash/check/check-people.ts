import type { Claim, Recorded, SystemState, Violation } from "../history/history.ts";
import { groupBy, type Wishes } from "./wishes.ts";

/**
 * I12: of all who claimed a conversation at the same version, one won. Whoever has it anyway by the time a repeated claim
 * is read is told "yours": by a first answer or by a later claim. That says nothing of the race, and does not count.
 */
export function checkClaims(wishes: Wishes, state: SystemState): Violation[] {
  const answered = new Set(
    state.events.flatMap((event) =>
      event.cause === "first_reply" ? [`${event.conversationId} ${event.assignee}`] : [],
    ),
  );
  const key = (claim: Claim) => `${claim.conversationId} ${claim.agent}`;
  const tries = groupBy(
    wishes.claims.filter((claim) => claim.outcome !== "refused"),
    key,
  );
  const won = wishes.claims.filter(
    (claim) => claim.outcome === "ok" && !answered.has(key(claim)) && (tries.get(key(claim))?.length ?? 0) <= 1,
  );
  return [...groupBy(won, (claim) => `${claim.conversationId} at version ${claim.version}`)].flatMap(
    ([key, claims]) => {
      const winners = new Set(claims.map((claim) => claim.agent));
      return winners.size > 1 ? [{ invariant: "two winners", detail: `${key}: ${[...winners].join(", ")}` }] : [];
    },
  );
}

/** Whose a conversation was before it changed hands is whose it was made by the change before: nobody wrote without looking. */
export function checkHands(state: SystemState): Violation[] {
  const last = new Map<string, string | null>();
  return state.events.flatMap((event): Violation[] => {
    const id = event.conversationId ?? "";
    if (event.eventType === "conversation.created") last.set(id, event.assignee);
    if (event.eventType !== "conversation.assigned") return [];
    const had = last.get(id) ?? null;
    last.set(id, event.assignee);
    const detail = `${id} went from ${event.before} to ${event.assignee} when ${had} had it`;
    return event.before === had ? [] : [{ invariant: "two winners", detail }];
  });
}

/** What agents get to see is what is stored: nothing left out, nothing twice. */
export function checkShown(state: SystemState): Violation[] {
  if (state.shown === undefined) return [];
  const stored = groupBy(state.messages, (message) => message.conversationId);
  return [...state.shown].flatMap(([conversationId, ids]) => {
    const shown = new Set(ids);
    const missing = (stored.get(conversationId) ?? []).filter((message) => !shown.has(message.id));
    return [
      ...missing.map((message): Violation => ({ invariant: "lost", detail: `${message.id} is not shown to an agent` })),
      ...(shown.size < ids.length
        ? [{ invariant: "doubled" as const, detail: `conversation ${conversationId} shows a message twice` }]
        : []),
    ];
  });
}

const ARRIVED = new Set(["sent", "delivered", "read"]);

/** A visitor has everything of the exchange on screen once, in the order of the thread, and nothing internal or unsent. */
export function checkVisitors(record: readonly Recorded[], state: SystemState): Violation[] {
  const conversations = new Map(state.conversations.map((conversation) => [conversation.id, conversation]));
  const order = new Map(state.conversations.map((conversation, n) => [conversation.id, n]));
  const exchanges = groupBy(
    state.messages.filter(({ kind, deliveryState }) => kind === "inbound" || ARRIVED.has(deliveryState ?? "")),
    (message) => `${message.channelId} ${conversations.get(message.conversationId)?.contact}`,
  );
  return record.flatMap((line): Violation[] => {
    if (line.type !== "visitor_saw") return [];
    const stored = (exchanges.get(`${line.channelId} ${line.contact}`) ?? []).sort(
      (a, b) =>
        (order.get(a.conversationId) ?? 0) - (order.get(b.conversationId) ?? 0) ||
        a.orderKey - b.orderKey ||
        a.seq - b.seq,
    );
    const seen = line.messages.map((message) => message.id);
    const expected = stored.map((message) => message.id);
    if (seen.join() === expected.join()) return [];
    const missing = expected.filter((id) => !seen.includes(id));
    const extra = seen.filter((id) => !expected.includes(id));
    if (missing.length > 0) return [{ invariant: "lost", detail: `visitor ${line.contact} misses ${missing.join()}` }];
    if (extra.length > 0) return [{ invariant: "crossing", detail: `visitor ${line.contact} sees ${extra.join()}` }];
    const twice = new Set(seen).size < seen.length;
    return [{ invariant: twice ? "doubled" : "out of order", detail: `on the screen of visitor ${line.contact}` }];
  });
}
