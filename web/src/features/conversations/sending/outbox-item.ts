import {
  attachmentView,
  conversationId,
  instant,
  type MessageView,
  messageId,
  sendMessageBody,
  type UserId,
} from "@guichet/contract";
import { z } from "zod";
import type { RefusalCode } from "../../../api/refusal.ts";

/** A message on its way to the server. Kept in the browser's storage until the server has it. */
const stored = z.object({
  conversationId,
  body: sendMessageBody,
  attachments: z.array(attachmentView),
  replyTo: z.object({ id: messageId, excerpt: z.string() }).nullable(),
  at: instant,
  /** Why the server does not want it; null: it was not asked yet, or could not be reached. */
  refused: z.string().nullable(),
});
export type OutboxItem = Omit<z.infer<typeof stored>, "refused"> & { readonly refused: RefusalCode | null };

/** Reads what storage gives back; undefined when it is not ours or of another release. */
export function parseOutboxItem(text: string): OutboxItem | undefined {
  try {
    const parsed = stored.safeParse(JSON.parse(text));
    // The code was written by this program; an old one that is unknown by now is worded like any failure.
    return parsed.success ? { ...parsed.data, refused: parsed.data.refused as RefusalCode | null } : undefined;
  } catch {
    return undefined;
  }
}

/** The message as the thread shows it before the server has it: last in the thread, under its final id. */
export function toLocalMessage(item: OutboxItem, author: { id: UserId; name: string }): MessageView {
  return {
    type: "message",
    id: item.body.id,
    conversationId: item.conversationId,
    seq: Number.MAX_SAFE_INTEGER,
    orderKey: Number.MAX_SAFE_INTEGER,
    kind: item.body.kind === "reply" ? "outbound" : "comment",
    author: { type: "user", ...author },
    text: item.body.text,
    hasHtml: false,
    subject: null,
    replyTo: item.replyTo,
    attachments: item.attachments,
    mentions: item.body.mentions ?? [],
    at: item.at,
    edited: false,
    deleted: false,
    delivery: null,
    automatic: false,
  };
}
