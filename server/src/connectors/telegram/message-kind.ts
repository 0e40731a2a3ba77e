import { ordinaryKind } from "../ordinary-kinds.ts";
import type { Json } from "../read-json.ts";
import { ORDINARY } from "./ordinary.ts";

const PLAIN = new Set([
  ...["message_id", "message_thread_id", "from", "sender_chat", "date", "chat", "business_connection_id", "edit_date"],
  ...["is_topic_message", "has_protected_content", "via_bot", "author_signature", "entities", "caption_entities"],
  ...["reply_to_message", "external_reply", "quote", "forward_origin", "media_group_id", "reply_markup"],
  ...["forward_from", "forward_from_chat", "forward_from_message_id", "forward_signature", "forward_sender_name"],
  ...["forward_date", "direct_messages_topic", "sender_boost_count", "sender_business_bot", "sender_tag", "effect_id"],
  ...["is_paid_post", "paid_star_count", "receiver_user", "ephemeral_message_id", "link_preview_options"],
  ...["reply_to_story", "reply_to_checklist_task_id", "show_caption_above_media", "has_media_spoiler"],
  ...["is_from_offline", "is_automatic_forward", "suggested_post_info", "text", "caption"],
]);
const EMPTY = "empty";

/** The member that says what kind of message it is. */
export function kindOf(message: Json): string {
  return Object.keys(message).find((key) => !PLAIN.has(key)) ?? EMPTY;
}

/** Has somebody said or sent something, or does Telegram tell of the chat? */
export function isSaid(message: Json): boolean {
  const kind = kindOf(message);
  return kind !== EMPTY && message[kind] !== null && ordinaryKind(ORDINARY, `message:${kind}`) === undefined;
}
