import type { ConversationView, MessageView, ThreadEntry } from "@guichet/contract";
import { isWritten } from "./is-written.ts";

/** The message that a key or the palette tags: the one with the focus, else the contact's newest, else the newest. */
export function findTaggable(view: ConversationView): MessageView | undefined {
  const focused = document.activeElement?.closest("article")?.id;
  const messages = view.entries.filter(
    (entry): entry is MessageView => isSaid(entry) && entry.conversationId === view.conversation.id,
  );
  return (
    view.entries.find((entry): entry is MessageView => isSaid(entry) && `message-${entry.id}` === focused) ??
    messages.findLast((message) => message.kind === "inbound") ??
    messages.at(-1)
  );
}

/** The message that the palette answers: the contact's with the focus, else the contact's newest. */
export function findAnswerable(view: ConversationView): MessageView | undefined {
  const found = findTaggable(view);
  return found?.kind === "inbound" && found.conversationId === view.conversation.id
    ? found
    : view.entries.findLast(
        (entry): entry is MessageView => isWritten(entry) && entry.conversationId === view.conversation.id,
      );
}

/** Neither a comment among colleagues nor a contact's reaction. */
function isSaid(entry: ThreadEntry): entry is MessageView {
  return entry.type === "message" && entry.kind !== "comment" && entry.about !== "reaction";
}
