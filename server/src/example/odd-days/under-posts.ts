import type { PastLife } from "../plan-past.ts";
import { HOUR, MINUTE, replied, said, someone, under } from "./telling.ts";

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
