export const priority = {
  order: "Order: {order}",
  priorityFirst: "By priority",
  oldestFirst: "Oldest first",
  newestFirst: "Newest first",
  mark: "Priority {score}: {reasons}",
  markPlain: "Priority {score}",
  topic: "topic {name}",
  contactGroup: "contact group {name}",
  channel: "{name}, public and private",
  channel_public: "{name}, public",
  channel_private: "{name}, private",
} as const;
