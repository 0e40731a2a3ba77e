import type { MessageId } from "@guichet/contract";

const kept = new Map<MessageId, string>();

/** What was typed for a comment and not sent. */
export function keptWords(comment: MessageId): string | undefined {
  return kept.get(comment);
}

export function keepWords(comment: MessageId, text: string): void {
  if (text === "") kept.delete(comment);
  else kept.set(comment, text);
}
