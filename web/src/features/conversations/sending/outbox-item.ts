import {
  type AttachmentView,
  type ConversationId,
  type MessageId,
  type MessageView,
  type SendMessageBody,
  type UserId,
  withShortCode,
} from "@guichet/contract";
import { isId } from "../../../api/ids.ts";
import type { RefusalCode } from "../../../api/refusal.ts";

/** A message on its way to the server. Kept in the browser's storage until the server has it. */
export type OutboxItem = {
  readonly conversationId: ConversationId;
  readonly body: SendMessageBody;
  readonly attachments: AttachmentView[];
  readonly replyTo: { readonly id: MessageId; readonly excerpt: string } | null;
  readonly at: string;
  /** The sender's, to be put behind the text (W28). */
  readonly shortCode: string | null;
  /** Why the server does not want it; null: it was not asked yet, or could not be reached. */
  readonly refused: RefusalCode | null;
};

/** Reads what storage gives back; undefined when it is not ours. */
export function parseOutboxItem(text: string): OutboxItem | undefined {
  try {
    const item: OutboxItem | null = JSON.parse(text);
    const whole =
      isId(item?.conversationId) &&
      isId(item?.body?.id) &&
      typeof item.body.text === "string" &&
      Array.isArray(item.attachments) &&
      typeof item.at === "string";
    return whole ? { ...item, shortCode: item.shortCode ?? null } : undefined;
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
    text: outgoingText(item),
    hasHtml: false,
    subject: null,
    replyTo: item.replyTo,
    attachments: item.attachments,
    mentions: item.body.mentions,
    at: item.at,
    edited: false,
    deleted: false,
    hidden: false,
    liked: false,
    reposted: false,
    removed: false,
    delivery: null,
    automatic: false,
    tagIds: [],
    withdrawn: false,
    shortCode: null,
    masked: false,
    reactions: [],
    linked: null,
    template: null,
    about: null,
  };
}

/** As the server will store it. */
export function outgoingText({ body, shortCode }: OutboxItem): string {
  return body.kind === "reply" ? withShortCode(body.text, shortCode) : body.text;
}
