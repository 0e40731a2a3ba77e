import type { PastLife } from "../plan-past.ts";
import { conversation, HOUR, MINUTE, replied, said, someone, topic, under } from "./telling.ts";

/** An advertisement: it does not stand on the page. */
const SAGE = {
  key: "post-sage",
  text: "On the bench this week: the Tanneurs lamp in sage green. Which room would you put it in?\n\nTurned by hand in rue des Tanneurs, wired in the old way, and mended for as long as you live. Orders placed before the 15th leave our workshop in time for the holidays.",
  dark: true,
};
const SALE = {
  key: "post-sale",
  text: "Sample sale in the courtyard on Saturday, 9 to 13, rue des Tanneurs. Cash or card.",
  dark: false,
};

/** What people write under posts, where everybody reads it. */
export function comments(now: number): PastLife[] {
  const mireille = someone("Community", "Mireille Aubert", "mireille", "fr");
  const oskar = someone("Community", "Oskar Lund", "oskar");
  const priya = someone("Community", "Priya Nair", "priya");
  return [
    [
      under(SAGE, mireille, "Praise", "resolved", [
        said(now - 26 * HOUR, "Dans l’entrée, sans hésiter. Elle est superbe !"),
        replied(now - 25.5 * HOUR, "lea", "Merci Mireille ! L’entrée lui irait à merveille.", "resolved"),
      ]),
    ],
    [
      under(SAGE, oskar, "Stock", "pending", [
        said(now - 8 * HOUR, "Will it come in the small size too?"),
        replied(now - 7.8 * HOUR, "sofia", "It will, in spring. We show it here first."),
      ]),
    ],
    [
      under(SAGE, priya, "Stock", "new", [
        said(now - 38 * MINUTE, "Above the kitchen table! What does it cost, and do you ship to Ireland?"),
      ]),
    ],
    answeredInPrivate(now),
    windowRunsOut(now),
    [
      under(SALE, someone("Community", "Grumbler 77", "grumbler"), "Complaint", "resolved", [
        said(now - 50 * HOUR, "A sale? You should be ashamed of these prices. Nobody buy here!!!"),
        { type: "mute", at: now - 49.8 * HOUR, agent: "nadia", what: "post" },
        { type: "resolve", at: now - 49.7 * HOUR, agent: "nadia" },
      ]),
    ],
    [
      under(SALE, someone("Community", "Lampfan", "lampfan"), "Complaint", "resolved", [
        said(now - 30 * HOUR, "@Grumbler 77 go and buy plastic then, and leave us in peace!!!"),
      ]),
    ],
    [
      under(SALE, someone("Community", "Old Quarter News", "quarter"), "Complaint", "resolved", [
        said(now - 5 * HOUR, "This thread is better than television."),
      ]),
    ],
  ];
}

/** An order number is nothing for everybody's eyes; it went on where nobody else reads it. */
function answeredInPrivate(now: number): PastLife {
  const ingrid = someone("Community", "Ingrid Solberg", "ingrid");
  return [
    under(SAGE, ingrid, "Stock", "resolved", [
      said(now - 7 * HOUR, "Ordered mine three weeks ago and nobody can tell me when it ships. Number 48112."),
      topic(now - 6.8 * HOUR, "sofia", "Delivery"),
      {
        ...{ type: "answerInPrivate", at: now - 6.7 * HOUR, agent: "sofia" },
        text: "Hello Ingrid, sorry for the wait. Your Tanneurs leaves us on Thursday; where may we send the tracking number?",
      },
      { type: "resolve", at: now - 6.6 * HOUR, agent: "sofia" },
    ]),
    conversation(ingrid, "Delivery", "new", [
      said(now - 64 * MINUTE, "Thank you for asking here! By text message please, the number is in my order."),
    ]),
  ];
}

/** Twenty-one hours ago somebody wrote, and the network takes answers for twenty-four. */
function windowRunsOut(now: number): PastLife {
  const matteo = someone("Community", "Matteo Ricci", "matteo");
  return [
    conversation(matteo, "Repairs", "pending", [
      said(now - 21.4 * HOUR, "The switch of my Veille sticks. Can I send you the foot alone?"),
      topic(now - 21.2 * HOUR, "sofia", "Repairs"),
      replied(now - 21.1 * HOUR, "sofia", "I ask the workshop whether the foot alone will do, and write to you today."),
      {
        ...{ type: "boomerang", at: now - 21 * HOUR, agent: "sofia", due: now + 50 * MINUTE },
        note: "Answer before the reply window closes",
      },
    ]),
  ];
}
