export const topicRequired = {
  text: "Where it is on, agents cannot resolve a conversation that has no topic: they are asked for one, and the resolving goes on. What resolves by itself needs none.",
  all: "All channels",
  allText: "Also those added later, whatever their own switch says.",
  channel: "Channel",
  platform: "Platform",
  required: "Topic required",
  requiredOf: "Topic required on {name}",
  byAll: "by the switch for all",
  noTopics: "There are no topics yet, so agents could not resolve anything. Add topics first.",
  addTopics: "To the topics",
  emptyTitle: "There are no channels yet",
  emptyText: "Add a channel first; its switch then stands here.",
} as const;
