import type { ConversationId } from "@guichet/contract";

const last = new Map<ConversationId, Promise<unknown>>();

/** Remembers that a change of a conversation is on its way to the server. */
export function track(id: ConversationId, work: Promise<unknown>): void {
  const all = Promise.allSettled([last.get(id), work]).then(() => {
    if (last.get(id) === all) last.delete(id);
  });
  last.set(id, all);
}

/** Resolves when the server has answered every change that is on its way now. */
export async function landed(id: ConversationId): Promise<void> {
  await last.get(id);
}
