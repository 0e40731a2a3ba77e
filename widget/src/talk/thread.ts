import type { VisitorMessage } from "@guichet/contract/messenger";
import { isMessage } from "./read-answer.ts";

/** Everything this page knows of the conversation with the visitor. Never changed in place. */
export type Thread = {
  messages: ReadonlyMap<string, VisitorMessage>;
  /** All up to here has been seen by this page; a reconnect asks for what came after. Null: nothing was fetched yet. */
  cursor: string | null;
  /** Where older messages begin; null when there are none. */
  before: string | null;
  agentReadUpTo: number;
};

export const EMPTY_THREAD: Thread = { messages: new Map(), cursor: null, before: null, agentReadUpTo: -Infinity };

/** Cursors are decimal numbers beyond what a number holds exactly: the longer is greater, then the later in the alphabet. */
export function isNewer(cursor: string, than: string | null): boolean {
  if (than === null || cursor.length !== than.length) return cursor.length > (than?.length ?? -1);
  return cursor > than;
}

/** Puts messages in, whatever their order and however often they come: of two forms of a message the newer one stays (I13). */
export function addMessages(thread: Thread, incoming: readonly unknown[]): Thread {
  const messages = new Map(thread.messages);
  for (const message of incoming) {
    if (!isMessage(message)) continue;
    const known = messages.get(message.id);
    if (!known || isNewer(message.cursor, known.cursor)) messages.set(message.id, message);
  }
  return { ...thread, messages };
}

/** Moves the cursor on; never back. */
export function moveCursor(thread: Thread, cursor: string): Thread {
  return isNewer(cursor, thread.cursor) ? { ...thread, cursor } : thread;
}

/** The messages as they stand in the thread, equal for every reader. */
export function inOrder(thread: Thread): VisitorMessage[] {
  return [...thread.messages.values()].sort((a, b) => a.orderKey - b.orderKey || (a.id < b.id ? -1 : 1));
}

/** Has an agent seen this message of the visitor? */
export function isSeen(thread: Thread, message: VisitorMessage): boolean {
  return message.readByAgent || message.orderKey <= thread.agentReadUpTo;
}

/**
 * How many of the agents' messages wait for the visitor. Where nothing was read in this browser yet, those before the
 * visitor's own last message count as read.
 */
export function countUnread(messages: readonly VisitorMessage[], readUpTo: number | null): number {
  let unread = 0;
  for (const message of messages) {
    if (message.from === "visitor" && readUpTo === null) unread = 0;
    if (message.from === "agent" && message.orderKey > (readUpTo ?? -Infinity)) unread += 1;
  }
  return unread;
}
