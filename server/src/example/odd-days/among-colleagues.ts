import type { PastLife } from "../plan-past.ts";
import { conversation, DAY, HOUR, MINUTE, noted, replied, said, someone, topic } from "./telling.ts";

/** Replies that wait for their moment; one of them was overtaken by the contact. */
export function repliesForLater(now: number): PastLife[] {
  const rosa = someone("Website", "Rosa Lindqvist", "rosa");
  const idris = someone("Mobile app", "Idris Kaya", "idris");
  const paul = someone("Website", "Paul Vasseur", "paul", "fr");
  const vera = someone("Trade website", "Vera Novotná", "vera");
  return [
    [
      conversation(rosa, "Repairs", "new", [
        said(now - 7 * HOUR, "The glass of my Brume has a crack since the move. Can a new one be blown to fit?"),
        replied(now - 6.6 * HOUR, "tom", "It can. I ask our glass-blower and write to you tomorrow morning."),
        {
          ...{ type: "schedule", at: now - 6.5 * HOUR, agent: "tom", due: now + 15 * HOUR },
          text: "Good morning Rosa, the new glass is ready in ten days. Shall we send it or will you come by?",
        },
        said(
          now - 22 * MINUTE,
          "No need to ask the glass-blower: my neighbour found the spare glass you sent in 2019!",
        ),
      ]),
    ],
    [
      conversation(idris, "Stock", "pending", [
        said(now - 5 * HOUR, "When is the Aube in black back in the app? I check every day."),
        replied(
          now - 4.8 * HOUR,
          "sofia",
          "The next ones leave the workshop on Thursday. I will write as soon as they are in.",
        ),
        {
          ...{ type: "schedule", at: now - 4.7 * HOUR, agent: "sofia", due: now + 40 * HOUR },
          text: "Hello Idris, the Aube in black is back. I have put one aside for you until Sunday.",
        },
      ]),
    ],
    [
      conversation(paul, "Showroom visits", "pending", [
        said(now - 3 * HOUR, "Bonjour, puis-je passer voir la Veille samedi, vers 11 h ?"),
        replied(now - 2.7 * HOUR, "tom", "Avec plaisir, samedi à 11 h, rue des Tanneurs."),
        {
          ...{ type: "schedule", at: now - 2.6 * HOUR, agent: "tom", due: now + 20 * HOUR },
          text: "Bonjour Paul, un petit rappel : nous vous attendons samedi à 11 h. La cour est ouverte, sonnez au n° 4.",
        },
      ]),
    ],
    [
      conversation(vera, "Trade orders", "pending", [
        said(now - 30 * HOUR, "Could you hold the price of the forty Tanneurs until our client has signed?"),
        replied(now - 29 * HOUR, "amara", "Until the end of the month, gladly."),
        {
          ...{ type: "schedule", at: now - 28.9 * HOUR, agent: "amara", due: now + 4 * DAY },
          text: "Hello Vera, has your client signed? The price holds for three more days.",
        },
      ]),
    ],
  ];
}

/** Work that goes from one to another: what stands unread behind the bells of those whom one can be. */
export function colleagues(now: number): PastLife[] {
  const hotel = someone("Website", "Clément Roussel", "clement");
  const refund = someone("Mobile app", "Hanna Berg", "hanna");
  const press = someone("Website", "Judith Stern", "judith");
  const wedding = someone("Website", "Samuel Okoro", "samuel");
  const angry = someone("Mobile app", "Martha Quinn", "martha");
  return [
    [
      conversation(hotel, "Bulbs and wiring", "new", [
        said(
          now - 52 * MINUTE,
          "Two of the six pendants over our bar flicker since yesterday, and we have forty guests on Saturday.",
        ),
        topic(now - 50 * MINUTE, "sofia", "Bulbs and wiring"),
        noted(now - 47 * MINUTE, "sofia", "@Tom Okafor you knew the hotel in Annecy: is this the dimmer again?", [
          "tom",
        ]),
      ]),
    ],
    [
      conversation(refund, "Returns", "new", [
        said(
          now - 85 * MINUTE,
          "I sent the three lamps back two weeks ago and still miss 640 euros. This is not like you.",
        ),
        topic(now - 80 * MINUTE, "tom", "Returns"),
        noted(
          now - 78 * MINUTE,
          "tom",
          "The parcel is here since Monday. @Nadia Benali @Claire Fontaine 640 euros in one go: may I?",
          ["nadia", "claire"],
        ),
      ]),
    ],
    [
      conversation(press, "Showroom visits", "new", [
        said(now - 2.1 * HOUR, "I write for Maison & Matière and would love to photograph the workshop next week."),
        noted(now - 2 * HOUR, "nadia", "The press: @Claire Fontaine, I give this one to you.", ["claire"]),
        { type: "assign", at: now - 1.98 * HOUR, agent: "nadia", to: "claire" },
      ]),
    ],
    [
      conversation(wedding, "Gifts", "new", [
        said(now - 33 * MINUTE, "Can you engrave a foot by Friday? It is for my parents’ golden wedding."),
        topic(now - 32 * MINUTE, "nadia", "Gifts"),
        { type: "assign", at: now - 31 * MINUTE, agent: "nadia", to: "tom" },
      ]),
    ],
    [
      conversation(angry, "Warranty", "new", [
        said(now - 75 * MINUTE, "Third time I write. Either somebody calls me today or I go to the ombudsman."),
        topic(now - 73 * MINUTE, "tom", "Warranty"),
        noted(now - 72 * MINUTE, "tom", "She wants somebody who may decide. @Nadia Benali", ["nadia"]),
        { type: "assign", at: now - 71 * MINUTE, agent: "tom", to: "nadia" },
      ]),
    ],
  ];
}
