/** What each row of the APIs for other programs means, in our own words. */
export const API_ROWS: Readonly<Record<string, string>> = {
  R167: "Other programs sign in with REST API keys: an Admin generates, narrows and revokes them; a secret shown once is exchanged for a token of an hour, which opens what the key may do and nothing else.",
  R168: "A program writes to a contact first, by telephone number, sixty times a minute at most; it makes nothing New before the contact answers, and is told what became of each message, with the cause.",
};
