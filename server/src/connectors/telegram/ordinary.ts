/** Members of a message by which Telegram itself tells of a chat: who came and went, what it is called (Bot API, `Message`). */
const SERVICE = [
  ...["new_chat_*", "left_chat_*", "delete_chat_photo", "group_chat_created", "supergroup_chat_created"],
  ...["channel_chat_created", "message_auto_delete_timer_changed", "pinned_message", "connected_website"],
  ...["write_access_allowed", "proximity_alert_triggered", "boost_added", "chat_background_set"],
  ...["forum_topic_*", "general_forum_topic_*", "video_chat_*", "voice_chat_*", "giveaway_created"],
  ...["giveaway_completed", "paid_message_price_changed", "direct_message_price_changed", "chat_owner_*"],
] as const;

/** What Telegram tells of chats all day and needs nothing. */
export const ORDINARY = [
  ...["channel_post", "edited_channel_post", "message_reaction", "message_reaction_count", "my_chat_member:*"],
  ...["chat_member", "chat_join_request", "chat_boost", "removed_chat_boost", "business_connection"],
  ...SERVICE.map((member) => `message:${member}`),
];
