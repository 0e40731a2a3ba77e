import { type ExampleCollection, readItems } from "./library.ts";

export const ENGLISH_LIBRARY: readonly ExampleCollection[] = [
  {
    name: "Everyday answers",
    items: readItems(
      "en",
      `Greeting
Hello {{contact.first_name|and welcome}}, thank you for writing to Atelier Lumen. This is {{agent.first_name}}, I am looking into it.


One moment please
Thank you for your patience! I am asking our workshop and come back to you today.


Goodbye
With pleasure. Write again whenever something is not right.

{{agent.first_name}}, Atelier Lumen


Opening hours of the showroom [short]
Our showroom at 14 rue des Tanneurs is open Tuesday to Saturday, 10 to 19. How to find us: https://atelier-lumen.example/en/showroom`,
    ),
  },
  {
    name: "Delivery and returns",
    channels: ["Website", "Mobile app", "Support mail"],
    items: readItems(
      "en",
      `Parcel is late [short]
Hello {{contact.first_name|there}}, I am sorry that {{attribute.Order number|your order}} keeps you waiting. Parcels from Lyon take three to five working days; where yours is right now you see here: https://atelier-lumen.example/en/tracking

If nothing has moved by tomorrow evening, I will send a new one.


Change the address
No harm done, {{attribute.Order number}} has not left the workshop. Which address should stand on the parcel?


Return label [label]
You have 30 days, and any sturdy box will do. The label is attached: the shop on the corner takes the parcel. The refund follows within three days of its arrival.


Refund is on its way
Your lamp has arrived here in one piece, thank you. I have just sent {{attribute.Amount}} back the way you paid; banks take two to three days to show it.


Returning a lamp [article]
You have **30 days** from the day of delivery, whatever the reason.

# How it works

1. Write to us and we send a label for the parcel.
2. Wrap the shade in paper and put the lamp in a sturdy box. It need not be ours.
3. Hand the parcel in at any pick-up point.

# When the money comes

The refund leaves *three days* after the parcel has arrived, by the way you paid. Custom orders can be changed or mended, but not returned.

> Did it arrive broken? Send a photograph first: we replace it and you keep your hands free.`,
    ),
  },
  {
    name: "Workshop",
    channels: ["Website", "Support mail"],
    teams: ["Workshop"],
    items: readItems(
      "en",
      `Dent in a shade
That looks worse than it is: brass forgives a lot. Our workshop beats it out and polishes it again, free of charge as always with lamps of ours. Could you show me the inside of the rim as well?


Which bulb fits
An E14 marked dimmable, 4 watts at most. If it hums, it is the dimmer and not the bulb: an old one is made for more watts than a LED takes.


Changing a bulb [article]
Switch the lamp off and let it cool for ten minutes.

# Which one

- Table lamps: **E14**, at most 4 watts
- Pendants: **E27**, at most 8 watts
- With a dimmer: a bulb marked *dimmable*

# If it flickers or hums

The dimmer is made for more watts than a LED takes. An electrician changes it in a quarter of an hour; ask for a *trailing-edge* dimmer.`,
    ),
  },
  {
    name: "Trade orders",
    channels: ["Trade website"],
    teams: ["Trade desk"],
    items: readItems(
      "en",
      `Quotation follows
Dear {{contact.name|customer}}, thank you for your enquiry. You receive our quotation for {{attribute.Project|your project}} within two working days. From ten pieces on we make other heights and metals without surcharge.


Copy of an invoice [invoice]
Here is the copy you asked for. Should another cost centre stand on it, tell me which and I will have it made out again.`,
    ),
  },
];
