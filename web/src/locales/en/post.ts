/** Of the post or advertisement that public comments stand under. */
export const post = {
  post: "Post",
  ad: "Ad",
  adHint: "An advertisement that does not stand on the page",
  open: "Open the post",
  more: "Show all of it",
  less: "Fold",
  pending: "The post is being fetched",
  imagePending: "The picture is being fetched",
  imageFailed: "The picture could not be fetched",
  imageOther: "The picture cannot be shown",
  storyReply: "Answers your story",
  reacted: "{name} reacted with {emoji}",
  reactedPreview: "Reacted with {emoji}",
  storyMention: "Mentions you in a story",
  storyEnded: "The story has ended",
} as const;
