import type { Script } from "../contacts/script.ts";

/** Somebody who writes through a public door and hears what is answered there. */
export type Line = {
  say(text: string, photo?: Uint8Array): Promise<void>;
  /** The answer is on their screen. */
  noteRead(): void;
  noteTyping(on: boolean): void;
  close(): void;
};

export type Door = {
  /** `onAnswer` hears each message of an agent once. */
  open(name: string, script: Script, onAnswer: (text: string) => void): Promise<Line>;
  close(): Promise<void>;
};

/** A request that must succeed. `what` names it where it does not. */
export async function ask(what: string, url: string, init: RequestInit): Promise<unknown> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) }).catch((error: unknown) => {
    throw new Error(`${what} found nobody: ${reasonOf(error)}`);
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${what} was answered with ${answer.status}: ${text.slice(0, 300)}`);
  return text === "" ? undefined : JSON.parse(text);
}

/** `fetch` says why in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
