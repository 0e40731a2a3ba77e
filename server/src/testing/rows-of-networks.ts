/** What each network brings and takes. */
export const NETWORK_ROWS: Readonly<Record<string, string>> = {
  W152: "A Facebook Page brings Messenger, comments, visitor posts, mentions and comments on advertisements, and takes replies to each.",
  W153: "An Instagram account brings direct messages, story replies and mentions, comments and mentions, and takes replies to each.",
  W173: "Adding Instagram shows what has to be switched on in Instagram itself.",
  W154: "An account on X brings posts that name it, answers, direct messages and what searches find; each is answered where it stands.",
  W155: "A long answer on X leaves in numbered posts with the short code behind the last; switched off, it must fit into one, as X counts.",
  W156: "An answer on X addresses everybody who is named in the post, or its author alone.",
  W157: "WhatsApp's own list of templates, with its states, is kept up to date; every part of one is filled in where it stands.",
  W158: "SMS and MMS by Twilio: STOP and START are honoured, the number of SMS stands beside the reply, and what was missed is asked for.",
};
