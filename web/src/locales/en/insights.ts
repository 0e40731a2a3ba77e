export const insights = {
  title: "Real-time insights",
  handle: "Handle time",
  handleHint:
    "Average handle time today: from opening a conversation to setting it to Pending or Resolved, with a reply in between. Mine: {mine}. All in my channels: {channels}.",
  all: "all {time}",
  waiting: "Waiting",
  waitingHint: "Conversations in New in my channels: {count}.",
  oldest: "Longest",
  oldestHint: "The longest a conversation has waited in New in my channels: {time}.",
  resolved: "Resolved",
  resolvedHint: "Conversations that I resolved today: {count}.",
  waitingLink: "{value} waiting: open the New queue without filters",
  oldestLink: "Longest wait {value}: open that conversation",
  resolvedLink: "{value} resolved by me today: open the Resolved queue, newest first",
  none: "–",
  noneYet: "None yet",
  nothing: "nothing yet",
} as const;
