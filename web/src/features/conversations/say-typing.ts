import type { ConversationId } from "@guichet/contract";

let listener: (conversationId: ConversationId, on: boolean) => void = () => undefined;

/** Who carries it to the server: the live feed. */
export function whenTyping(told: (conversationId: ConversationId, on: boolean) => void): void {
  listener = told;
}

/** Told by the reply box while somebody writes to the contact. */
export function sayTyping(conversationId: ConversationId, on: boolean): void {
  listener(conversationId, on);
}
