import type { ConversationId } from "@guichet/contract";
import type { MouseEvent } from "react";

/** How one comes to another conversation: an address, and a step inside the page. */
export type WayToConversation = {
  readonly hrefOf: (id: ConversationId) => string;
  readonly onOpen: (id: ConversationId) => void;
};

/** A plain click stays in the page; with a key held down the browser does what it always does. */
export function openInPlace(way: WayToConversation, id: ConversationId) {
  return (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    way.onOpen(id);
  };
}
