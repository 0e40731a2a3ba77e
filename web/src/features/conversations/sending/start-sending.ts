import type { ConversationId, ConversationRow, MessageId, UserId } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { call } from "../../../api/call.ts";
import { useMe } from "../../../api/me.ts";
import { routes } from "../../../api/routes.ts";
import { afterStatus, newestRow } from "../change-conversation.ts";
import type { Draft } from "../composer/local-draft.ts";
import { changeConversations } from "../picture/caches.ts";
import { applyConversation } from "../picture/conversations-picture.ts";
import { foresee, takeBack } from "../picture/foresee.ts";
import { Outbox } from "./outbox.ts";
import { type OutboxItem, outgoingText } from "./outbox-item.ts";

const outboxes = new Map<UserId, Outbox>();
/** Rows as they were before a message that is not answered yet changed them. */
const before = new Map<MessageId, ConversationRow>();

/** Sends what waits, on every page and after every reload, for as long as somebody is signed in. */
export function startSending(cache: QueryClient, userId: UserId): () => void {
  const outbox = new Outbox(userId, {
    storage: localStorage,
    later: (milliseconds, work) => setTimeout(work, milliseconds),
    send: (item) => send(cache, item),
  });
  outboxes.set(userId, outbox);
  const stop = new AbortController();
  window.addEventListener("online", () => outbox.pump(), { signal: stop.signal });
  window.addEventListener("storage", () => outbox.reread(), { signal: stop.signal });
  outbox.pump();
  return () => stop.abort();
}

/** Takes a message in: it is on the screen at once, with what becomes of the conversation. */
export function sendLater(
  cache: QueryClient,
  me: { id: UserId; name: string },
  row: ConversationRow,
  item: OutboxItem,
): void {
  before.set(item.body.id, row);
  changeConversations(cache, (picture) => foresee(picture, row, foreseen(row, item, me)));
  outboxes.get(me.id)?.add(item);
}

/**
 * Takes a reply back (undo): out of this browser when the server does not have it yet, else from the server, which refuses
 * when it has left already. Answers what belongs into the reply box again.
 */
export async function takeReplyBack(cache: QueryClient, userId: UserId, item: OutboxItem): Promise<Draft> {
  const outbox = outboxes.get(userId);
  const { id } = item.body;
  const mine: Draft = { ...draftOf(item), at: new Date().toISOString() };
  await outbox?.answerOf(id);
  if (outbox?.takeOut(id) === true) {
    const row = before.get(id);
    if (row !== undefined) changeConversations(cache, (picture) => takeBack(picture, newestKnown(cache, row)));
    before.delete(id);
    return mine;
  }
  const { conversation } = await call(routes.withdrawMessage, { params: { id } });
  changeConversations(cache, (picture) => applyConversation(picture, conversation, []));
  return mine;
}

/** Resolves when nothing of one's own is on its way in this conversation: the server has it, or has refused it. */
export async function whenSent(userId: UserId, id: ConversationId): Promise<void> {
  const outbox = outboxes.get(userId);
  const waiting = (): readonly OutboxItem[] => outbox?.list(id).filter((item) => item.refused === null) ?? NOTHING;
  if (outbox === undefined || waiting().length === 0) return;
  await new Promise<void>((resolve) => {
    const stop = outbox.subscribe(() => {
      if (waiting().length > 0) return;
      stop();
      resolve();
    });
  });
}

function draftOf({ body, replyTo, attachments }: OutboxItem): Omit<Draft, "at"> {
  return { text: body.text, kind: body.kind, replyTo, attachments };
}

/** One's own messages on their way in a conversation. */
export function useOutbox(id: ConversationId): { items: readonly OutboxItem[]; outbox: Outbox | undefined } {
  const outbox = outboxes.get(useMe().id);
  const items = useSyncExternalStore(outbox?.subscribe ?? never, () => outbox?.list(id) ?? NOTHING);
  return { items, outbox };
}

const NOTHING: readonly OutboxItem[] = [];
const never = () => () => undefined;

async function send(cache: QueryClient, item: OutboxItem): Promise<void> {
  try {
    const answer = await call(routes.sendMessage, { params: { id: item.conversationId }, body: item.body });
    changeConversations(cache, (picture) => applyConversation(picture, answer.conversation, [answer.message]));
    before.delete(item.body.id);
  } catch (refusal) {
    const row = before.get(item.body.id);
    if (row !== undefined) changeConversations(cache, (picture) => takeBack(picture, newestKnown(cache, row)));
    throw refusal;
  }
}

/** A foreseen row is no news: what was there before it is put back, unless the server has told something newer. */
function newestKnown(cache: QueryClient, row: ConversationRow): ConversationRow {
  const now = newestRow(cache, row);
  return Number.isInteger(now.version) ? now : row;
}

function foreseen(
  row: ConversationRow,
  item: OutboxItem,
  me: { id: UserId; name: string },
): Parameters<typeof foresee>[2] {
  const { body } = item;
  const reply = body.kind === "reply";
  const lastMessage: ConversationRow["lastMessage"] = {
    kind: reply ? "outbound" : "comment",
    text: outgoingText(item),
    authorName: me.name,
    attachments: item.attachments.length,
    at: item.at,
    deliveryState: reply ? "queued" : null,
  };
  if (!reply) return { lastMessage };
  const answered = { ...row, waitingSince: null };
  if (body.afterwards === "resolved")
    return { lastMessage, waitingSince: null, ...afterStatus(answered, "resolved", item.at) };
  if (body.afterwards === "pending" && row.status === "new") {
    return { lastMessage, waitingSince: null, ...afterStatus(answered, "pending", item.at) };
  }
  return { lastMessage, waitingSince: null };
}
