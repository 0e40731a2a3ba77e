import type { ConversationRow, ConversationView, ThreadEntry } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { keys } from "../keys.ts";

/** What the live feed tells of conversations while the server is being asked about some; kept no longer than that. */
export type Told = { readonly asking: number; readonly events: readonly ToldEvent[] };
export type ToldEvent = {
  /** As it is now, which may be newer than the event. */
  readonly conversation: ConversationRow;
  /** New or changed. */
  readonly entries: readonly ThreadEntry[];
  /** What is scheduled there, when that has changed. */
  readonly scheduled?: ConversationView["scheduled"] | undefined;
};

export const NOTHING_TOLD: Told = { asking: 0, events: [] };

export function readTold(cache: QueryClient): Told {
  return cache.getQueryData<Told>(keys.told) ?? NOTHING_TOLD;
}

/** Pure. Only while somebody waits for an answer. */
export function addTold(told: Told, event: ToldEvent): Told {
  return told.asking === 0 ? told : { ...told, events: [...told.events, event] };
}

/**
 * Asks the server, and puts on its answer what the feed has told since: the answer was read before, nobody was there yet to
 * keep the news, and it is told once. `place` must bear what the answer knows already. Throws what `ask` throws.
 */
export async function askBesideFeed<Answer>(
  cache: QueryClient,
  ask: () => Promise<Answer>,
  place: (answer: Answer, event: ToldEvent) => Answer,
): Promise<Answer> {
  const before = readTold(cache);
  cache.setQueryData<Told>(keys.told, { ...before, asking: before.asking + 1 });
  try {
    const answer = await ask();
    return readTold(cache).events.slice(before.events.length).reduce(place, answer);
  } finally {
    const now = readTold(cache);
    cache.setQueryData<Told>(keys.told, now.asking > 1 ? { ...now, asking: now.asking - 1 } : NOTHING_TOLD);
  }
}
