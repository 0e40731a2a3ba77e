import type { Locale } from "@guichet/contract/people";

/** What stands on the demo shop's page. Text only: it is escaped where it is put. */
const ENGLISH = {
  title: "Atelier Lumen – lamps made by hand",
  tagline: "Lamps made by hand in Lyon since 1987",
  lamps: "Lamps",
  workshop: "The workshop",
  ask: "Ask us",
  other: "Français",
  heading: "Light that is kind to the evening",
  lead: "Brass, linen and blown glass. Every lamp is wired, polished and signed by one person.",
  askAbout: "Ask about this lamp",
  shown: "You are looking at",
  visit: "Come and see",
  address: "14 rue des Tanneurs, Lyon. Tuesday to Saturday, 10 to 19.",
  repair: "We mend what we made",
  repairText:
    "A lamp of ours that no longer shines comes home for a new wire, free of charge, for as long as we are here.",
  note: "This is a demo page of Guichet. The shop is invented; the messenger in the corner is real.",
};
export type DemoTexts = typeof ENGLISH;

const FRENCH: DemoTexts = {
  title: "Atelier Lumen – lampes faites main",
  tagline: "Des lampes faites main à Lyon depuis 1987",
  lamps: "Lampes",
  workshop: "L’atelier",
  ask: "Nous écrire",
  other: "English",
  heading: "Une lumière douce pour le soir",
  lead: "Laiton, lin et verre soufflé. Chaque lampe est câblée, polie et signée par une seule personne.",
  askAbout: "Une question sur cette lampe",
  shown: "Vous regardez",
  visit: "Venez les voir",
  address: "14 rue des Tanneurs, Lyon. Du mardi au samedi, de 10 h à 19 h.",
  repair: "Nous réparons ce que nous avons fait",
  repairText:
    "Une lampe de chez nous qui ne brille plus revient à la maison pour un nouveau câble, gratuitement, tant que nous serons là.",
  note: "Ceci est une page de démonstration de Guichet. La boutique est imaginaire ; la messagerie dans le coin est bien réelle.",
};

export const DEMO_TEXTS: Record<Locale, DemoTexts> = { en: ENGLISH, fr: FRENCH };

export type Lamp = {
  id: string;
  name: string;
  material: Record<Locale, string>;
  euros: number;
  shade: "dome" | "globe" | "cone";
};

export const LAMPS: readonly Lamp[] = [
  { id: "aube", name: "Aube", material: { en: "Brushed brass", fr: "Laiton brossé" }, euros: 240, shade: "dome" },
  { id: "brume", name: "Brume", material: { en: "Blown glass", fr: "Verre soufflé" }, euros: 185, shade: "globe" },
  { id: "veille", name: "Veille", material: { en: "Natural linen", fr: "Lin naturel" }, euros: 160, shade: "cone" },
];
