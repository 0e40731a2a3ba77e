export const next = {
  bring: "Bring me the next conversation",
  bringing: "Bringing the next conversation…",
  brought: "The next conversation is open: {name}",
  nothingWaits: "Nothing is waiting for you",
  waiting: "The next conversation opens here as soon as one arrives.",
  full: "You have as many conversations as you may have",
  fullText: "When one of them is resolved, the next one opens here.",
  busy: "You have a conversation open in another window. Leave it first.",
  away: "While you are not Available, no conversation is brought to you.",
} as const;
