import type { Invariant, Recorded } from "../history/history.ts";
import { buildEvent, buildHistory, buildMessage, type History } from "./build-history.test-kit.ts";
import { checkHistory } from "./check-history.ts";

export const TAKEN_BACK = { deliveryState: "discarded", text: "" };

export function verdict(damage: (history: History) => void): Invariant[] {
  const history = buildHistory();
  damage(history);
  return checkHistory(history.record, history.state).map((violation) => violation.invariant);
}

/** Damages that belong together. */
export function all(..._done: unknown[]): void {}

export function set<T, K extends keyof T>(target: T, key: K, value: T[K]): void {
  target[key] = value;
}

export function isEnd(line: Recorded): boolean {
  return line.type === "end";
}

export function patch<T extends { id: string }>(rows: T[], id: string, fields: Partial<T>): void {
  const index = rows.findIndex((row) => row.id === id);
  rows.splice(index, 1, { ...(rows[index] as T), ...fields });
}

export function drop(rows: { id: string }[], id: string): void {
  rows.splice(
    rows.findIndex((row) => row.id === id),
    1,
  );
}

export function remove(record: Recorded[], type: Recorded["type"]): void {
  record.splice(0, record.length, ...record.filter((line) => line.type !== type));
}

export function swap(record: Recorded[], type: Recorded["type"], line: Recorded): void {
  record[record.findIndex((candidate) => candidate.type === type)] = line;
}

export function copy(id: string, as: string, seq: number) {
  const message = buildHistory().state.messages.find((candidate) => candidate.id === id);
  return buildMessage({ ...message, id: as, seq, kind: "inbound" });
}

export function patchFile(state: History["state"], fields: Partial<History["state"]["attachments"][number]>): void {
  state.attachments = state.attachments.map((file) => ({ ...file, ...fields }));
}

export function leave(state: History["state"], deliveryState: string, outboxState: string): void {
  patch(state.messages, "m3", { deliveryState });
  state.outbox.push({ messageId: "m3", state: outboxState });
}

export function tellTwice(state: History["state"], record: Recorded[]): void {
  state.events.push(buildEvent(11, "message.received", { conversationId: "c2", channelId: "web", messageId: "v1" }));
  state.headPosition = "11";
  record.push({ type: "frame", follower: "f", position: "11" });
}

export function refuse(record: Recorded[], externalId: string): void {
  const op = record.findIndex(
    (line) => line.type === "begin" && line.wish.kind === "contact_message" && line.wish.externalId === externalId,
  );
  record[record.findIndex((line) => line.type === "end" && line.op === op)] = { type: "end", op, outcome: "refused" };
}

export function openSecond(state: History["state"]): void {
  state.conversations.push({ ...state.conversations[0], id: "c3", lastSeq: 0 } as (typeof state.conversations)[number]);
}

export function changeHands(state: History["state"]): void {
  const at = state.events.findIndex(({ id }) => id === "event8");
  state.events[at] = buildEvent(8, "conversation.assigned", { assignee: "kim", before: "eve", cause: "by_hand" });
}

/** The answer m3 is taken back; what the system made of it is up to the test. */
export function takeBack(record: Recorded[], outcome: "ok" | "refused" | "unknown"): void {
  record.push({ type: "begin", op: 97, wish: { kind: "withdrawal", messageId: "m3" } });
  record.push({ type: "end", op: 97, outcome });
}

export function claimToo(record: Recorded[]): void {
  record.push({ type: "begin", op: 98, wish: { kind: "claim", agent: "kim", conversationId: "c1", version: 3 } });
  record.push({ type: "end", op: 98, outcome: "ok" });
}

export function saw(ids: string[]): Recorded {
  return {
    type: "visitor_saw",
    channelId: "web",
    contact: "bob",
    messages: ids.map((id) => ({ id, from: "visitor" })),
  };
}
