import type { PastLife } from "../plan-past.ts";
import { conversation, DAY, HOUR, MINUTE, replied, said, someone, topic } from "./telling.ts";

/** Two who are muted, and what they have written since: kept, and resolved at once. */
export function nuisances(now: number): PastLife[] {
  const prizes = someone("Website", "Prize Desk", "prizes");
  const trading = someone("Trade website", "Bright Future Trading", "trading");
  return [
    [
      conversation(prizes, "Account", "resolved", [
        said(now - 9 * DAY, "CONGRATULATIONS! Your shop has been chosen. Claim your reward within 24 hours!!!"),
        topic(now - 9 * DAY + MINUTE, "nadia", "Account"),
        { type: "mute", at: now - 9 * DAY + 2 * MINUTE, agent: "nadia", what: "contact" },
        { type: "resolve", at: now - 9 * DAY + 3 * MINUTE, agent: "nadia" },
      ]),
      ...[4, 0.8].map((days) =>
        conversation(prizes, "Account", "resolved", [
          said(now - days * DAY, "LAST CHANCE: your reward expires today!!!"),
        ]),
      ),
    ],
    [
      conversation(trading, "Trade orders", "resolved", [
        said(now - 16 * DAY, "Dear Sir, we sell 100.000 LED bulbs at best price. Kindly send your quantity."),
        topic(now - 16 * DAY + 3 * MINUTE, "amara", "Trade orders"),
        replied(
          now - 16 * DAY + 6 * MINUTE,
          "amara",
          "Thank you, we have our suppliers. Please take us off your list.",
        ),
        said(now - 15.9 * DAY, "Dear Sir, we sell 100.000 LED bulbs at best price. Kindly send your quantity."),
        { type: "mute", at: now - 15.8 * DAY, agent: "amara", what: "contact" },
        { type: "resolve", at: now - 15.8 * DAY + MINUTE, agent: "amara" },
      ]),
      conversation(trading, "Trade orders", "resolved", [said(now - 2 * DAY, "Dear Sir, did you receive our price?")]),
    ],
  ];
}

/** Numbers that are masked by themselves, by a pattern of the shop's own, and words a Supervisor masks. */
export function secrets(now: number): PastLife[] {
  const ben = someone("Mobile app", "Ben Adeyemi", "ben");
  const lucie = someone("Trade website", "Lucie Perrin", "lucie");
  const dora = someone("Website", "Dora Feldman", "dora");
  return [
    [
      conversation(ben, "Invoices", "pending", [
        said(now - 3.6 * HOUR, "The app refuses my card 4111 1111 1111 1111. Could you book the rest by hand?"),
        topic(now - 3.5 * HOUR, "tom", "Invoices"),
        replied(
          now - 3.4 * HOUR,
          "tom",
          "Please never write a whole card number: we cannot see it, and need not. Here is a link to pay.",
        ),
      ]),
    ],
    [
      conversation(lucie, "Invoices", "resolved", [
        said(now - 46 * HOUR, "Please put our dealer number LUM-4821-77 on the next invoice."),
        topic(now - 45.9 * HOUR, "amara", "Invoices"),
        replied(now - 45.8 * HOUR, "amara", "Done, it stands on every invoice from now on.", "resolved"),
      ]),
    ],
    [
      conversation(dora, "Delivery", "pending", [
        said(
          now - 5.3 * HOUR,
          "The driver can let himself in: the code of the door is 48B12, third floor, key under the pot.",
        ),
        { type: "mask", at: now - 5.2 * HOUR, agent: "nadia" },
        topic(now - 5.15 * HOUR, "sofia", "Delivery"),
        replied(
          now - 5.1 * HOUR,
          "sofia",
          "Thank you, the driver has it. I have hidden the code here, so that it stays between you and him.",
        ),
      ]),
    ],
  ];
}

/** Asked to be deleted, and was. */
export function forgotten(now: number): PastLife {
  const gone = someone("Website", "Somebody who left", "gone");
  return [
    conversation(gone, "Account", "resolved", [
      said(now - 34 * DAY, "I do not want to be in your books any more. Please delete everything you have of me."),
      topic(now - 33.9 * DAY, "sofia", "Account"),
      replied(
        now - 33.9 * DAY + 4 * MINUTE,
        "sofia",
        "We will, within the month. Goodbye, and thank you for the lamp you keep.",
        "resolved",
      ),
      { type: "delete", at: now - 12 * DAY, agent: "claire", hint: "Asked for it in October, by the website" },
    ]),
  ];
}
