import type { ConversationView, DeliveryState, MessageView } from "@guichet/contract";

/** What somebody who does not see the thread is told of what changed in it. */
export type SpokenChange =
  | { readonly type: "assigned"; readonly name: string | null }
  | { readonly type: "delivery"; readonly state: DeliveryState };

const WORTH_SAYING: readonly DeliveryState[] = ["sent", "failed", "uncertain"];
type Looked = Pick<ConversationView, "entries"> & {
  readonly conversation: Pick<ConversationView["conversation"], "id" | "assignee">;
};

/** Assignment, and how far one's own messages came; what contacts write is told elsewhere, with its words. */
export function spokenChange(before: Looked, after: Looked, me: string): SpokenChange | undefined {
  if (before.conversation.id !== after.conversation.id) return undefined;
  const { assignee } = after.conversation;
  if (before.conversation.assignee?.id !== assignee?.id) return { type: "assigned", name: assignee?.name ?? null };
  const states = new Map(ownMessages(before, me).map((one) => [one.id, one.delivery?.state]));
  const newest = after.entries.at(-1)?.id;
  const changed = ownMessages(after, me).findLast(({ id, delivery }) => {
    const state = delivery?.state;
    // Of messages that were not there before, only the newest has just been sent: the others come as one scrolls up.
    return (
      state !== undefined &&
      state !== states.get(id) &&
      WORTH_SAYING.includes(state) &&
      (states.has(id) || id === newest)
    );
  });
  return changed?.delivery ? { type: "delivery", state: changed.delivery.state } : undefined;
}

function ownMessages({ entries }: Looked, me: string): MessageView[] {
  return entries.filter(
    (entry): entry is MessageView =>
      entry.type === "message" && entry.kind === "outbound" && entry.author.type === "user" && entry.author.id === me,
  );
}
