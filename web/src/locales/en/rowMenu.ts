/** What can be done with a conversation from its row in the queue, and marks that are one's own. */
export const rowMenu = {
  label: "What can be done with the conversation with {name}",
  command: "What can be done with the conversation",
  newTab: "Open in a new tab",
  markUnread: "Mark as unread",
  markRead: "Mark as read",
  markedUnread: "{name}: marked as unread",
  markedRead: "{name}: marked as read",
} as const;
