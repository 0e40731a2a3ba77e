import type { ConversationId, MessageId } from "@guichet/contract";
import { codeOf, type RefusalCode } from "../../../api/refusal.ts";
import { type OutboxItem, parseOutboxItem } from "./outbox-item.ts";

export type OutboxPorts = {
  /** Where items survive a reload: one entry an item, so that tabs do not overwrite one another. */
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
  /** Resolves when the server has it; throws a `Refusal` otherwise. */
  readonly send: (item: OutboxItem) => Promise<void>;
  /** Runs `work` later; milliseconds. */
  readonly later: (milliseconds: number, work: () => void) => void;
};

/** Not an answer about the message, but no answer: the same id is sent again until there is one. */
const PASSING: ReadonlySet<RefusalCode> = new Set([
  "offline",
  "unavailable",
  "storage_full",
  "too_many_requests",
  "not_signed_in",
  "session_expired",
]);
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30_000;
const NOTHING: readonly OutboxItem[] = [];

/**
 * Messages on their way. Each is stored before it is sent and forgotten when the server has it, so that nothing written
 * is lost by a reload or a dead network; it keeps its id, so that nothing is sent twice. One at a time a conversation,
 * in order.
 */
export class Outbox {
  readonly #prefix: string;
  readonly #ports: OutboxPorts;
  readonly #listeners = new Set<() => void>();
  readonly #sending = new Map<ConversationId, MessageId>();
  #items: readonly OutboxItem[];
  #byConversation = new Map<ConversationId, readonly OutboxItem[]>();
  #failures = 0;
  #waiting: { readonly id: MessageId; readonly resolve: () => void }[] = [];

  constructor(userId: string, ports: OutboxPorts) {
    this.#prefix = `guichet.outbox.${userId}.`;
    this.#ports = ports;
    this.#items = this.#read();
    this.#index();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is on its way in one conversation; the same array until something changes. */
  list = (id: ConversationId): readonly OutboxItem[] => this.#byConversation.get(id) ?? NOTHING;

  /** Takes a message in and begins to send it. */
  add(item: OutboxItem): void {
    this.#keep(item);
    this.#change([...this.#items, item]);
    this.pump();
  }

  /** Sends a refused message again. */
  retry(id: MessageId): void {
    this.#refuse(id, null);
    this.pump();
  }

  /** Forgets a message: it is written elsewhere, or given up. */
  drop(id: MessageId): void {
    this.#ports.storage.removeItem(this.#prefix + id);
    this.#change(this.#items.filter((item) => item.body.id !== id));
  }

  /** Takes a message out that the server does not have; false: it has it, or is being asked. */
  takeOut(id: MessageId): boolean {
    const item = this.#items.find((one) => one.body.id === id);
    if (item === undefined || this.#sending.get(item.conversationId) === id) return false;
    this.drop(id);
    return true;
  }

  /** Resolves when the server has answered about a message, whatever it said; at once when it is not being asked. */
  answerOf(id: MessageId): Promise<void> {
    if (![...this.#sending.values()].includes(id)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ id, resolve }));
  }

  #answered(id: MessageId): void {
    const told = this.#waiting.filter((one) => one.id === id);
    this.#waiting = this.#waiting.filter((one) => one.id !== id);
    for (const { resolve } of told) queueMicrotask(resolve);
  }

  /** Another tab has taken in, sent or given up something. */
  reread(): void {
    this.#change(this.#read());
    this.pump();
  }

  /** Sends what waits: at the start, and whenever the server may be reachable again. */
  pump(): void {
    for (const id of this.#byConversation.keys()) {
      const next = this.list(id).find((item) => item.refused === null);
      if (next !== undefined && !this.#sending.has(id)) void this.#send(next);
    }
  }

  async #send(item: OutboxItem): Promise<void> {
    this.#sending.set(item.conversationId, item.body.id);
    const refusal = await this.#ports.send(item).then(
      () => null,
      (error: unknown) => codeOf(error),
    );
    this.#sending.delete(item.conversationId);
    this.#answered(item.body.id);
    if (refusal !== null) return this.#failed(item, refusal);
    this.#failures = 0;
    this.drop(item.body.id);
    this.pump();
  }

  #failed(item: OutboxItem, code: RefusalCode): void {
    if (!PASSING.has(code)) {
      this.#refuse(item.body.id, code);
      this.pump();
      return;
    }
    // Nobody is signed in: sent when somebody is again.
    if (code === "not_signed_in" || code === "session_expired") return;
    this.#failures += 1;
    this.#ports.later(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.#failures - 1)), () => this.pump());
  }

  #refuse(id: MessageId, code: RefusalCode | null): void {
    const next = this.#items.map((item) => (item.body.id === id ? { ...item, refused: code } : item));
    for (const item of next) if (item.body.id === id) this.#keep(item);
    this.#change(next);
  }

  #keep(item: OutboxItem): void {
    try {
      this.#ports.storage.setItem(this.#prefix + item.body.id, JSON.stringify(item));
    } catch {
      // Storage is blocked or full: the message still goes out, it only does not survive a reload.
    }
  }

  #read(): OutboxItem[] {
    const { storage } = this.#ports;
    const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
    return names
      .filter((name) => name.startsWith(this.#prefix))
      .flatMap((name) => parseOutboxItem(storage.getItem(name) ?? "") ?? [])
      .sort((a, b) => (a.body.id < b.body.id ? -1 : 1));
  }

  #change(items: readonly OutboxItem[]): void {
    this.#items = items;
    this.#index();
    for (const listener of this.#listeners) listener();
  }

  #index(): void {
    const next = new Map<ConversationId, readonly OutboxItem[]>();
    for (const item of this.#items) next.set(item.conversationId, [...(next.get(item.conversationId) ?? []), item]);
    for (const [id, items] of this.#byConversation) {
      const now = next.get(id);
      if (now?.length === items.length && now.every((item, at) => item === items[at])) next.set(id, items);
    }
    this.#byConversation = next;
  }
}
