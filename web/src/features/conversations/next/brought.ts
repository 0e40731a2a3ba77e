import type { ConversationId } from "@guichet/contract";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";

/** Brought by the server, which has opened it and holds it for us, and not on the screen yet. */
const brought = new Set<ConversationId>();

export function noteBrought(id: ConversationId): void {
  brought.add(id);
}

/** True once: it is open already, and whoever leaves it must say so. */
export function takeBrought(id: ConversationId): boolean {
  return brought.delete(id);
}

/** It will not be shown: others may have it. */
export function giveBack(id: ConversationId): void {
  brought.delete(id);
  call(routes.leaveConversation, { params: { id } }).catch(() => undefined);
}
