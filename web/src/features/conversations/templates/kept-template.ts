import type { ConversationId } from "@guichet/contract";

export type BegunTemplate = {
  readonly name: string;
  readonly language: string;
  readonly parameters: Readonly<Record<string, string>>;
};

const kept = new Map<ConversationId, BegunTemplate>();

/** Which template was begun in a conversation and not sent, with what was written in it. */
export function keptTemplate(id: ConversationId): BegunTemplate | undefined {
  return kept.get(id);
}

export function keepTemplate(id: ConversationId, begun: BegunTemplate | undefined): void {
  if (begun === undefined) kept.delete(id);
  else kept.set(id, begun);
}
