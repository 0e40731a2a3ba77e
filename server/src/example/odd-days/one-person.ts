import type { PastLife } from "../plan-past.ts";
import { conversation, DAY, HOUR, MINUTE, replied, said, someone, topic } from "./telling.ts";

/** Who is one person by the customer number, however she writes (W118). */
export const ONE_PERSON = "Elsa Lindholm";

/** She asks in the app, goes on as a dealer and ends up in the web messenger: three contacts, three conversations (W89). */
export function onePerson(now: number): PastLife[] {
  const inApp = someone("Mobile app", ONE_PERSON, "elsa");
  const asDealer = someone("Trade website", ONE_PERSON, "elsa-trade");
  const onPage = someone("Website", ONE_PERSON, "elsa");
  return [
    [
      conversation(inApp, "Custom orders", "resolved", [
        said(now - 12 * DAY, "Hello! Do you make the Veille with a longer stem? Mine hangs over a stairwell."),
        topic(now - 12 * DAY + 20 * MINUTE, "tom", "Custom orders"),
        replied(
          now - 12 * DAY + 22 * MINUTE,
          "tom",
          "Hello Elsa, we do, up to two metres and a half. Shall we draw it for you?",
        ),
        said(now - 12 * DAY + 40 * MINUTE, "Please do: two metres, aged brass."),
        replied(
          now - 12 * DAY + 50 * MINUTE,
          "tom",
          "The drawing comes by mail within the week. Thank you, Elsa!",
          "resolved",
        ),
      ]),
    ],
    [
      conversation(asDealer, "Trade orders", "pending", [
        said(
          now - 26 * HOUR,
          "It is Elsa from Lindholm Interiors. My client loves the drawing and wants six of them. Is there a trade price?",
        ),
        topic(now - 25.6 * HOUR, "amara", "Trade orders"),
        replied(
          now - 25.5 * HOUR,
          "amara",
          "Wonderful. From five on it is twenty per cent less; the offer is in your mailbox.",
        ),
      ]),
    ],
    [
      conversation(onPage, "Delivery", "new", [
        said(now - 26 * MINUTE, "Me again, from my phone: can the six lamps of my offer arrive in one week?"),
      ]),
    ],
  ];
}
