import type { ConversationId } from "@guichet/contract";
import { useEffect, useMemo } from "react";
import { sayTyping } from "../say-typing.ts";

const AGAIN_EVERY = 3000;
const SILENCE = 5000;

/** Tells the contact's side that somebody writes: at most every three seconds, and when it has stopped. */
class TypingSignal {
  readonly #id: ConversationId;
  #saidAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(id: ConversationId) {
    this.#id = id;
  }

  typed(): void {
    const now = Date.now();
    if (now - this.#saidAt >= AGAIN_EVERY) {
      this.#saidAt = now;
      sayTyping(this.#id, true);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stop(), SILENCE);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#saidAt === 0) return;
    this.#saidAt = 0;
    sayTyping(this.#id, false);
  }
}

export function useTypingSignal(id: ConversationId): TypingSignal {
  const signal = useMemo(() => new TypingSignal(id), [id]);
  useEffect(() => () => signal.stop(), [signal]);
  return signal;
}
