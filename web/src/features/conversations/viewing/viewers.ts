import type { Colleague, ConversationId, ConversationRow, UserId } from "@guichet/contract";

/** Who has the conversation open that this tab has open, oneself among them; null: nothing was heard yet. */
export type Viewers = { readonly conversationId: ConversationId; readonly userIds: readonly UserId[] } | null;

/** Who merely looks at it too: not oneself, and not who holds it, of whom the reply box tells. Pure. */
export function othersHere(
  viewers: Viewers,
  { id, lock }: Pick<ConversationRow, "id" | "lock">,
  colleagues: readonly Colleague[],
  me: UserId,
): readonly Colleague[] {
  if (viewers?.conversationId !== id) return [];
  return viewers.userIds.flatMap((userId) =>
    userId === me || userId === lock?.id ? [] : (colleagues.find((one) => one.id === userId) ?? []),
  );
}
