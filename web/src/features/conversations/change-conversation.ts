import type { ConversationId, ConversationRow, ConversationStatus, UserId } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { changeConversations, readMemory } from "./picture/caches.ts";
import { applyConversation } from "./picture/conversations-picture.ts";
import { foresee, takeBack } from "./picture/foresee.ts";

type Person = { readonly id: UserId; readonly name: string };

/** Pending, Resolved or back to New (W57): on the screen at once, taken back when the server refuses. */
export async function changeStatus(
  cache: QueryClient,
  row: ConversationRow,
  status: ConversationStatus,
): Promise<void> {
  await ahead(cache, row, afterStatus(row, status, new Date().toISOString()), () =>
    call(routes.setStatus, { params: { id: row.id }, body: { status } }),
  );
}

/** W70: gives the conversation to somebody, or to nobody. */
export async function changeAssignee(cache: QueryClient, row: ConversationRow, person: Person | null): Promise<void> {
  await ahead(cache, row, { assignee: person }, () =>
    call(routes.setAssignee, { params: { id: row.id }, body: { userId: person?.id ?? null } }),
  );
}

/** What a status does to the rest of the row: no lock survives it (W83), no assignment survives Resolved (W73). */
export function afterStatus(
  row: ConversationRow,
  status: ConversationStatus,
  now: string,
): Pick<ConversationRow, "status" | "queueAt" | "lock" | "assignee"> {
  return {
    status,
    queueAt: status === "new" ? (row.waitingSince ?? now) : now,
    lock: null,
    assignee: status === "resolved" ? null : row.assignee,
  };
}

/**
 * Opened in the foreground: recorded, and the lock is taken when it is free or `steal` (W80–W82). True: it is mine now.
 */
export async function openConversation(cache: QueryClient, id: ConversationId, steal: boolean): Promise<boolean> {
  const answer = await call(routes.openConversation, { params: { id }, body: { steal } });
  settle(cache, answer.conversation);
  return answer.gotLock;
}

/** The server's newest row, wherever it is shown. */
export function settle(cache: QueryClient, row: ConversationRow): void {
  changeConversations(cache, (picture) => applyConversation(picture, row, []));
}

/** The row as this browser knows it by now. */
export function newestRow(cache: QueryClient, row: ConversationRow): ConversationRow {
  return readMemory(cache).recent.get(row.id) ?? row;
}

async function ahead(
  cache: QueryClient,
  row: ConversationRow,
  change: Parameters<typeof foresee>[2],
  work: () => Promise<ConversationRow>,
): Promise<void> {
  changeConversations(cache, (picture) => foresee(picture, row, change));
  try {
    settle(cache, await work());
  } catch (refusal) {
    changeConversations(cache, (picture) => takeBack(picture, row));
    throw refusal;
  }
}
