export const room = {
  fullness: "{assigned} of {most}",
  conversations: "conversations",
  title: "More than the maximum?",
  text: "{name} has {assigned} of at most {most} conversations. {count, plural, one {With this one there} other {With these # there}} would be {after}.",
  textMine:
    "You have {assigned} of at most {most} conversations. {count, plural, one {With this one there} other {With these # there}} would be {after}.",
  go: "Assign all the same",
} as const;
