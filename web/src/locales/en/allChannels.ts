export const allChannels = {
  title: "All channels",
  nothing: "Nothing in other conversations",
  channels: "Channels with conversations of this contact",
  countOn: "{channel}: {count, plural, one {# conversation} other {# conversations}}",
  here: "This conversation",
  open: "Open",
  openOn: "Open the conversation on {channel}, {date}",
  replyGoesTo: "All channels are shown; you reply on {channel} only.",
  saidAll: "Messages of all channels are shown",
  saidThis: "Only this conversation is shown",
  newMessageOn: "New message from {name} on {channel}: {text}",
};
