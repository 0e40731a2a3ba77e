import type { MessengerFrame, VisitorMessage } from "@guichet/contract/messenger";
import { settleUnsent } from "./outbox.ts";
import type { Store } from "./store.ts";
import { addMessages, EMPTY_THREAD, moveCursor, type Thread } from "./thread.ts";

const TYPING_FORGOTTEN_AFTER_MS = 8_000;

export type Follower = ReturnType<typeof followThread>;

/** Keeps the thread as pages and frames bring it, and lets go of unsent messages that it shows. */
export function followThread(store: Store, changed: () => void, news: (message: VisitorMessage) => void) {
  let thread: Thread = EMPTY_THREAD;
  let typing: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function setTyping(name: string | null): void {
    clearTimeout(timer);
    typing = name;
    if (name !== null) timer = setTimeout(() => setTyping(null), TYPING_FORGOTTEN_AFTER_MS);
    changed();
  }

  /** `isNews`: what is new in it has just been written; a first page or an older one holds history. */
  function take(messages: readonly unknown[], isNews: boolean): void {
    const before = thread.messages;
    thread = addMessages(thread, messages);
    for (const message of thread.messages.values()) {
      if (isNews && message.from === "agent" && !before.has(message.id)) news(message);
    }
    settleUnsent(store, (id) => thread.messages.has(id), Date.now());
    changed();
  }

  function takeFrame(frame: MessengerFrame): void {
    if (frame.type === "message") {
      thread = moveCursor(thread, frame.message.cursor);
      if (frame.message.from === "agent") setTyping(null);
      take([frame.message], true);
    }
    if (frame.type === "caught_up") thread = moveCursor(thread, frame.cursor);
    if (frame.type === "typing") setTyping(frame.on ? frame.name : null);
    if (frame.type === "agent_read") {
      thread = { ...thread, agentReadUpTo: Math.max(thread.agentReadUpTo, frame.upTo) };
      changed();
    }
  }

  return {
    thread: () => thread,
    typing: () => typing,
    takeFrame,
    /** The newest page, or everything since our cursor. */
    takeSince(page: { messages: readonly unknown[]; cursor: string; before?: string | null }): void {
      const isFirst = thread.cursor === null;
      if (isFirst) thread = { ...thread, before: page.before ?? null };
      thread = moveCursor(thread, page.cursor);
      take(page.messages, !isFirst);
    },
    takeOlder(page: { messages: readonly unknown[]; before?: string | null }): void {
      thread = { ...thread, before: page.before ?? null };
      take(page.messages, false);
    },
    forget(): void {
      thread = EMPTY_THREAD;
      setTyping(null);
    },
  };
}
