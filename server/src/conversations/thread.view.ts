import { type AttachmentView, type MessageView, messageAbout, type TagId, type UserId } from "@guichet/contract";
import { type Attachment, excerpt, type Message } from "./conversation.ts";

/** A message as the thread reads it: with what hangs on it. */
export type MessageRow = Pick<
  Message,
  | "id"
  | "conversation_id"
  | "seq"
  | "order_key"
  | "kind"
  | "author_type"
  | "author_id"
  | "author_name"
  | "text"
  | "has_html"
  | "subject"
  | "reply_to_id"
  | "mentions"
  | "delivery_state"
  | "delivery_error"
  | "automatic"
  | "short_code"
  | "reactions"
> & {
  at: Date;
  edited: boolean;
  deleted: boolean;
  withdrawn: boolean;
  masked: boolean;
  hidden: boolean;
  liked: boolean;
  reposted: boolean;
  removed: boolean;
  attachments: AttachmentView[] | null;
  /** The text it replies to, where that is known. */
  quote: string | null;
  /** Those that are not deleted (W107). */
  tag_ids: TagId[] | null;
  linked: MessageView["linked"];
  template: MessageView["template"];
  /** As the platform's connector kept it; anything else is nothing to be shown. */
  about: string | null;
  /** Its place in the outbox; null: it is not on its way. Times as JSON has them. */
  sending: { attempts: number; state: string; held_until: string | null } | null;
};

/** A message as the contract promises it. */
export function toMessageView(message: MessageRow): MessageView {
  return {
    type: "message",
    id: message.id,
    conversationId: message.conversation_id,
    seq: message.seq,
    orderKey: message.order_key,
    kind: message.kind,
    author: authorOf(message),
    text: message.text,
    hasHtml: message.has_html,
    subject: message.subject,
    replyTo: message.reply_to_id === null ? null : { id: message.reply_to_id, excerpt: excerpt(message.quote ?? "") },
    attachments: message.attachments ?? [],
    mentions: message.mentions ?? [],
    at: message.at.toISOString(),
    edited: message.edited,
    deleted: message.deleted,
    hidden: message.hidden,
    liked: message.liked,
    reposted: message.reposted,
    removed: message.removed && message.deleted,
    reactions: countReactions(message.reactions),
    delivery: deliveryOf(message),
    automatic: message.automatic,
    tagIds: message.tag_ids ?? [],
    withdrawn: message.withdrawn,
    shortCode: message.short_code,
    masked: message.masked,
    linked: message.linked,
    template: message.template,
    about: messageAbout.safeParse(message.about).data ?? null,
  };
}

/** Each emoji with how many have put it, the most frequent first. */
export function countReactions(reactions: MessageRow["reactions"]): MessageView["reactions"] {
  const counts = new Map<string, number>();
  for (const { emoji } of Object.values(reactions))
    for (const one of emoji) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([emoji, count]) => ({ emoji, count })).toSorted((a, b) => b.count - a.count);
}

function authorOf(message: MessageRow): MessageView["author"] {
  switch (message.author_type) {
    case "contact":
      return { type: "contact", name: message.author_name };
    case "user":
      // Users' ids are written by send-message alone.
      return { type: "user", id: message.author_id as UserId, name: message.author_name };
    case "virtual_agent":
      return { type: "virtual_agent", name: message.author_name };
    case "app":
      // What the account sent elsewhere names no program.
      return message.author_id === null
        ? { type: "system", name: message.author_name }
        : { type: "app", name: message.author_name };
    case "system":
      return { type: "system", name: message.author_name };
  }
}

function deliveryOf(message: MessageRow): MessageView["delivery"] {
  const { sending } = message;
  if (message.delivery_state === null) return null;
  const stuck = message.delivery_state === "failed" || message.delivery_state === "uncertain";
  return {
    state: message.delivery_state,
    error:
      message.delivery_error === null
        ? null
        : { kind: message.delivery_error.kind, message: message.delivery_error.message },
    attempts: sending?.attempts ?? 0,
    canRetry: stuck && sending !== null,
    // An attempt that is under way tells nobody when it fails: whoever asks meanwhile hears that it is too late.
    canDiscard: sending !== null && (stuck || message.delivery_state === "queued"),
    heldUntil:
      sending?.state === "ready" && sending.attempts === 0 && sending.held_until !== null
        ? new Date(sending.held_until).toISOString()
        : null,
  };
}

export function toAttachmentView(attachment: Attachment): AttachmentView {
  return {
    id: attachment.id,
    name: attachment.name,
    type: attachment.type,
    size: attachment.size === null ? null : Number(attachment.size),
    state: attachment.state,
    inline: attachment.inline,
    contentId: attachment.content_id,
  };
}
