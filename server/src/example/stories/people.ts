import type { Language } from "./story.ts";

type Names = {
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly cities: readonly string[];
};

/** Invented contacts: any first name may meet any last name of its language. */
export const NAMES: Record<Language, Names> = {
  en: {
    first: [
      "Alice",
      "Ben",
      "Chloe",
      "Daniel",
      "Emma",
      "Farah",
      "George",
      "Hannah",
      "Isaac",
      "Jade",
      "Kofi",
      "Lucy",
      "Maya",
      "Noah",
      "Olivia",
      "Priya",
      "Ravi",
      "Ruth",
      "Sam",
      "Zoe",
    ],
    last: [
      "Archer",
      "Bennett",
      "Chowdhury",
      "Doyle",
      "Evans",
      "Fletcher",
      "Gray",
      "Hughes",
      "Iqbal",
      "Jensen",
      "Kelly",
      "Lowe",
      "Mensah",
      "Novak",
      "Park",
      "Reid",
      "Shaw",
      "Turner",
    ],
    cities: ["Bristol", "Leeds", "Dublin", "Cork", "Edinburgh"],
  },
  fr: {
    first: [
      "Antoine",
      "Camille",
      "Chloé",
      "Émile",
      "Fatou",
      "Gaëlle",
      "Hélène",
      "Julien",
      "Karim",
      "Louise",
      "Mathis",
      "Noémie",
      "Pauline",
      "Rémi",
      "Sarah",
      "Yanis",
    ],
    last: [
      "Arnaud",
      "Bonnet",
      "Chevalier",
      "Dubois",
      "Fabre",
      "Garnier",
      "Haddad",
      "Lefèvre",
      "Marchand",
      "Perrin",
      "Renard",
      "Sissoko",
      "Tessier",
      "Vidal",
    ],
    cities: ["Lyon", "Nantes", "Bordeaux", "Lille", "Bruxelles"],
  },
  de: {
    first: ["Anna", "Felix", "Greta", "Jürgen", "Lena", "Mehmet", "Sabine", "Ute"],
    last: ["Bauer", "Fischer", "Köhler", "Özdemir", "Schäfer", "Vogel"],
    cities: ["Köln", "Hamburg", "Leipzig"],
  },
  es: {
    first: ["Álvaro", "Carmen", "Diego", "Inés", "Lucía", "Pablo"],
    last: ["García", "Ibáñez", "Muñoz", "Ortega", "Serrano"],
    cities: ["Valencia", "Sevilla", "Bilbao"],
  },
  it: {
    first: ["Chiara", "Elena", "Luca", "Matteo", "Paola"],
    last: ["Bianchi", "Conti", "Greco", "Moretti"],
    cities: ["Torino", "Bologna"],
  },
  nl: {
    first: ["Anouk", "Bram", "Femke", "Joris", "Sanne"],
    last: ["de Vries", "Jansen", "van Dijk", "Visser"],
    cities: ["Gent", "Utrecht"],
  },
};

export const LAMPS = ["Aube", "Brume", "Veille"] as const;
