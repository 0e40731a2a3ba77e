import { type Story, tell } from "./story.ts";

export const OTHER_LANGUAGES: readonly Story[] = [
  tell(
    "de",
    "Delivery",
    `< Guten Tag, wann kommt meine Bestellung {order}? Die Sendungsverfolgung steht seit drei Tagen still.
     > Guten Tag {first}, ich sehe gleich nach.
     > Sie liegt im Depot {city} und kommt morgen Vormittag. Ist dann jemand zu Hause?
     < Ja, bin da. Vielen Dank!`,
  ),
  tell(
    "de",
    "Bulbs and wiring",
    `< Welche Birne passt in die {lamp}? Meine brummt.
     > E14, dimmbar, höchstens 4 Watt. Das Brummen kommt vom Dimmer.
     < Wunderbar, jetzt ist Ruhe.`,
  ),
  tell(
    "de",
    "Repairs",
    `< Der Schirm meiner {lamp} hat eine Delle, lohnt sich das noch? [photo]
     > Unbedingt. Messing verzeiht viel, und bei unseren Lampen kostet es nichts.
     < Großartig. Ich schicke sie Ihnen.
     > Hier ist der Aufkleber für das Paket. [label]`,
  ),
  tell(
    "es",
    "Delivery",
    `< Hola, mi pedido {order} debía llegar ayer y no sé nada.
     > Hola {first}, lo miro ahora mismo.
     > Está en el almacén de {city} y sale mañana por la mañana. ¿Habrá alguien en casa?
     < Sí, gracias por la rapidez.`,
  ),
  tell(
    "es",
    "Stock",
    `< ¿Volverá la {lamp} en verde?
     > Sí, en dos semanas. ¿Le guardo una?
     < Por favor. ¡Qué alegría!`,
  ),
  tell(
    "it",
    "Gifts",
    `< Buongiorno, è un regalo: potete incartare {order} senza prezzo?
     > Certo, carta di lino e nastro. Vuole un biglietto?
     < «Per tutti i libri ancora da leggere.»
     > Scritto a mano, parte oggi.`,
  ),
  tell(
    "it",
    "Warranty",
    `< La mia {lamp} sfarfalla dopo quattro mesi. È in garanzia?
     > Sì, due anni. Gliene mandiamo una nuova oggi stesso. [label]
     < Servizio eccellente, grazie {agent}.`,
  ),
  tell(
    "nl",
    "Returns",
    `< De {lamp} is prachtig maar te groot. Hoe stuur ik hem terug?
     > Geen probleem, u hebt 30 dagen. Hier is het etiket. [label]
     < Dank u, hij gaat vandaag op de post.`,
  ),
  tell(
    "nl",
    "Showroom visits",
    `< Zijn jullie zaterdag open? We zijn een weekend in Lyon.
     > Ja, van 10 tot 19 uur. Kom na 16 uur, dan is het licht het mooist.
     < Tot zaterdag!`,
  ),
];
