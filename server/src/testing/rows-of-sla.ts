/** What each row of business hours and SLA policies means, in our own words. */
export const HOURS_AND_SLA: Readonly<Record<string, string>> = {
  W168: "An Admin sets when channels are open: time zone, several intervals a day, nights over midnight, holidays; one set a channel.",
  R80: "Opening hours are counted to the second in their zone, also when its clocks move; without any a channel is open around the clock.",
  R82: "A policy says how soon contacts are answered; what is almost too late turns orange, what is too late red, with for how long.",
  R83: "Only opening hours count: a message of Friday 16:45 with half an hour is due on Monday at 9:15.",
  R84: "What rules resolve was never owed, and a virtual agent's time does not count.",
  R85: "A policy may write to a contact who waits and take the assignment away, once.",
  R87: "Who wants to hear of breached SLAs does, in the bell, on the desktop, by mail.",
  R88: "A first response takes the open time from the contact's first message, or the hand-over, to a person's reply.",
  R89: "Machines answer nobody.",
  R90: "A later response counts from the first message of a burst.",
};
