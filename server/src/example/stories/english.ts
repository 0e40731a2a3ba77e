import { type Story, tell } from "./story.ts";

export const ENGLISH: readonly Story[] = [
  tell(
    "en",
    "Delivery",
    `< Hi! My order {order} was meant to arrive yesterday and the tracking page has not moved since Tuesday.
     > Hello {first}, thank you for writing. I am looking at {order} now, one moment please.
     # The depot in {city} had a strike on Tuesday, parcels left again this morning.
     > Found it: it waited at the depot in {city} and is out for delivery tomorrow between 9 and 12. Will somebody be home?
     < Yes, I work from home on that day. Thank you for being so quick!
     > Lovely. If the bell is hard to find, write here and I will tell the driver.`,
  ),
  tell(
    "en",
    "Delivery",
    `< Can I still change the delivery address of {order}? I typed my old street, sorry.
     > No harm done, it has not left the workshop. What is the right address?
     < 27 Quay Street, second floor. Same city.
     > Changed. You get a fresh confirmation in a minute.
     < Got it, perfect.`,
  ),
  tell(
    "en",
    "Returns",
    `< The {lamp} is beautiful but far too big for my desk. How do I send it back?
     > I am sorry it does not fit! You have 30 days. Here is a label, the shop on the corner takes the parcel. [label]
     < Do I need the original box?
     > Any sturdy box will do, with paper around the shade.
     < Great, it goes out today.
     > Thank you. The refund follows within three days of its arrival.`,
  ),
  tell(
    "en",
    "Repairs",
    `< My {lamp} from 2011 fell and the shade has a dent. Can this be saved? [photo]
     > Oh dear. That looks worse than it is: brass forgives a lot. Could you show me the inside of the rim as well?
     < Here. It does not seem torn. [photo]
     # Jonas says: easy, two hours on the bench, no charge.
     > Our workshop can beat it out and polish it again. It is free, as always with lamps of ours. Shall I book a pick-up?
     < Free? After all these years? Yes please!`,
  ),
  tell(
    "en",
    "Bulbs and wiring",
    `< Which bulb goes into the {lamp}? The old one says E14 but the new one hums.
     > E14 is right. The hum comes from the dimmer: it wants a bulb marked dimmable, 4 watts at most.
     < That was it, silence at last. Thanks, {agent}!`,
  ),
  tell(
    "en",
    "Bulbs and wiring",
    `< Is the {lamp} safe for a bathroom?
     > Only outside the splash zone, at least 60 cm from the basin: it is IP20.
     < Then I will put it in the hall instead.`,
  ),
  tell(
    "en",
    "Custom orders",
    `< Could you make the {lamp} with a three metre cable and a black plug? It hangs in a stairwell.
     > With pleasure. Three metres is no problem; black textile or black rubber?
     < Textile, please. How long does it take?
     > Ten working days and 35 euros on top. Shall I send you an offer?
     < Yes, to the address in my account.
     > Here it is. Pay when you are happy with it. [invoice]
     < Paid. I look forward to it!`,
  ),
  tell(
    "en",
    "Invoices",
    `< I need an invoice for {order} with our company name on it.
     > Of course. Which name and VAT number shall I print?
     < Harbour Books Ltd, GB 123 4567 89.
     > Here you are. [invoice]
     < That was fast, thank you.`,
  ),
  tell(
    "en",
    "Showroom visits",
    `< Are you open on Saturday? We are in Lyon for the weekend and would love to see the {lamp} lit.
     > We are, from 10 to 19, 14 rue des Tanneurs. Come after 16 when the light outside is softer.
     < Wonderful, see you then.`,
  ),
  tell(
    "en",
    "Gifts",
    `< It is a birthday present: can you wrap {order} and leave the price out?
     > Certainly. Linen paper with a ribbon, no price anywhere. Would you like a card?
     < "For all the books still to be read. Love, M."
     > Written by hand, it goes in today.`,
  ),
  tell(
    "en",
    "Stock",
    `< The {lamp} in green is sold out. Will it come back?
     > Yes! The glass blower delivers in two weeks. I can keep one for you until the 15th, no obligation.
     < Please do. You made my day.`,
  ),
  tell(
    "en",
    "Warranty",
    `< My {lamp} flickers after four months. Is that covered?
     > Fully, for two years. Does it flicker with another bulb as well?
     < I tried three of them. Same thing, and I filmed it, but the file is too big to send.
     > No need, I believe you. A new one leaves today; put the old one in its box, the same driver takes it along. [label]
     < Excellent service, really.`,
  ),
  tell(
    "en",
    "Trade orders",
    `< We furnish a small hotel: 24 rooms, two {lamp} each. Do you have trade prices?
     > We do, from ten pieces on. For 48 lamps it is 22 % below the list, delivered in three lots. When do you open?
     < In May. Could we have a sample first?
     # Sample leaves with the Thursday van. Keep an eye on this one.
     > A sample is on its way to you. Here is the offer, valid for 60 days. [invoice]
     < Thank you, I will show it to the architect on Monday.`,
  ),
  tell(
    "en",
    "Account",
    `< I cannot sign in any more, the page says my address is unknown.
     > Let me see… Your account is under an older address ending in .org. Shall I move it to this one?
     < Yes please, I had forgotten about that one.
     > Done. You can choose a new password on the sign-in page.`,
  ),
];
