/** What the product had to do first. Where security has a mark of the same number, titles say `seed S24`. */
export const SEED_ROWS = {
  S02: "English and French say the same things with the agreed words, and no message is missing in either.",
  S09: "A team's responses show to its members alone, whoever asks and however.",
  "seed S11": "Whoever is removed from a channel loses the assignments in it.",
  "seed S12": "Who signs in without access to any channel is told to ask an administrator.",
  "seed S13": "Skill sets lead conversations to teams by topics, contact groups, visibility and words.",
  "seed S14": "Fallback teams, several and effective at once, take what no rule leads anywhere; no message is missed.",
  "seed S20": "Pictures and files are pasted or dropped into the reply box, counted and sent.",
  "seed S23": "An agent may be in several teams, and the highest role counts.",
  "seed S24": "What several teams fit is seen by the members of exactly one, and is redirected by hand.",
  "seed S38": "Automations put topics and tags on by what a contact writes, or resolve.",
  "seed S43": "Contact groups lead to a team, raise the priority in the queue and mark as VIP.",
  "seed S44": "Muted contacts, muted posts and deleted contacts have functions and a page each.",
} as const;
