import type { Script } from "./script.ts";

export const MORE_SCRIPTS: readonly Script[] = [
  {
    door: "Website",
    language: "de",
    page: "Brume",
    opening: ["Guten Tag, liefern Sie auch nach Österreich?"],
    whenAsked: "Nach Graz, es wären zwei Lampen.",
    turns: ["Das klingt gut. Kann ich auf Rechnung zahlen?"],
    farewell: "Wunderbar, dann bestelle ich. Danke!",
    nudge: "Ist jemand da?",
  },
  {
    door: "Mobile app",
    language: "es",
    page: "",
    opening: ["Hola, ¿puedo cambiar la dirección de mi pedido AL-58102?"],
    whenAsked: "Calle Mayor 14, 3º B, Valencia.",
    turns: [],
    farewell: "¡Muchísimas gracias!",
    nudge: "¿Hola? Es que sale mañana…",
  },
  {
    door: "Website",
    language: "it",
    page: "Aube",
    opening: ["Buongiorno, l’ottone della Aube è verniciato o si ossida col tempo?"],
    whenAsked: "La metterei in cucina, non lontano dai fornelli.",
    turns: ["E come si pulisce?"],
    farewell: "Chiarissimo, grazie mille!",
    nudge: "C’è qualcuno?",
  },
  {
    door: "Website",
    language: "nl",
    page: "Veille",
    opening: ["Hallo, kan de Veille ook aan het plafond hangen?"],
    whenAsked: "Het plafond is 3,20 m hoog, boven een eettafel.",
    turns: ["Dan neem ik het langere snoer. Wat kost dat extra?"],
    farewell: "Top, dank u wel!",
    nudge: "Bent u er nog?",
  },
  {
    door: "Trade website",
    language: "fr",
    page: "Brume",
    opening: ["Bonjour, nous rénovons un hôtel de 18 chambres et la Brume nous plaît. Peut-on venir la voir ?"],
    whenAsked: "Nous serions trois, plutôt en fin de journée.",
    turns: ["Entendu. Pourriez-vous préparer un prix pour 36 pièces ?"],
    farewell: "Merci, à très bientôt à Lyon.",
    nudge: "Nous sommes à Lyon jusqu’à vendredi, si cela vous aide.",
  },
];

/** Who the contacts are; a script is played by somebody else each time. */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  en: [
    "Olive Carter",
    "Kofi Mensah",
    "Ruth Delaney",
    "Dev Patel",
    "Molly Byrne",
    "Hassan Iqbal",
    "Grace Lowe",
    "Theo Park",
  ],
  fr: ["Élodie Marchand", "Idriss Haddad", "Manon Perrin", "Gaspard Vidal", "Aïcha Sissoko", "Clément Roux"],
  de: ["Greta Köhler", "Emre Özdemir", "Katrin Vogel"],
  es: ["Lucía Ortega", "Álvaro Muñoz", "Nerea Ibáñez"],
  it: ["Chiara Greco", "Matteo Conti"],
  nl: ["Femke de Vries", "Joris Jansen"],
};
