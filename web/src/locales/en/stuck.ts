/** What does not get on in a thread: a reply that waits, a file that could not be fetched. */
export const stuck = {
  waitingText: "It waits to be sent. It leaves by itself as soon as its channel can send.",
  fileDiscarded: "Could not be fetched, and was given up",
  fileRetried: "It is fetched again.",
  retryFile: "Fetch the failed file again",
  discardFile: "Discard the failed file",
  fileRetry: "Try again: {name}",
  fileDiscard: "Discard: {name}",
} as const;
