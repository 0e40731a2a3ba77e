/** What the brand does on the network to what others wrote in public. */
export const moderating = {
  like: "Like as the page",
  unlike: "Take the page’s like back",
  repost: "Repost as the page",
  unrepost: "Take the repost back",
  hide: "Hide on the network",
  unhide: "Show again on the network",
  delete: "Delete on the network",
  more: "More for this message of {name}",
  done: "Done on the network.",
  removeTitle: "Delete this on the network?",
  removeText: "It goes from the page for everybody and cannot be brought back. Here a line says who deleted it.",
  hiddenThere: "Hidden on the network",
  likedThere: "Liked by the page",
  repostedThere: "Reposted by the page",
} as const;
