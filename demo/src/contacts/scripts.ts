import { MAIL_SCRIPTS } from "./mail-scripts.ts";
import { MORE_SCRIPTS } from "./more-scripts.ts";
import { NETWORK_SCRIPTS } from "./network-scripts.ts";
import type { Script } from "./script.ts";

const ENGLISH: readonly Script[] = [
  {
    door: "Website",
    language: "en",
    page: "Aube",
    opening: ["Hello! Is the Aube lamp really dimmable?", "I read two different things on your page."],
    whenAsked: "It is for a reading corner, so it should go quite low.",
    turns: ["Good to know. And would it come with the right bulb?"],
    farewell: "Perfect, I will order it tonight. Thank you!",
    nudge: "Hello, is anybody there?",
  },
  {
    door: "Website",
    language: "en",
    page: "Brume",
    opening: ["Hi, my Brume arrived today and there is a tiny bubble in the glass. Is that normal?"],
    whenAsked: "Order AL-58213. It is near the rim, you see it only when it is lit.",
    turns: ["Ah, so each one is a little different? That is rather charming."],
    farewell: "Then I keep it. Thanks for explaining!",
    nudge: "No hurry, but I would love to know before I throw the box away.",
    photo: true,
  },
  {
    door: "Mobile app",
    language: "en",
    page: "",
    opening: ["My parcel AL-57790 says delivered, but there is nothing here."],
    whenAsked: "I was at home the whole day, and the neighbours have nothing either.",
    turns: ["Okay. How long does such a search take?"],
    farewell: "Thank you, I will wait for your news then.",
    nudge: "Any news about AL-57790? I am a bit worried.",
  },
  {
    door: "Mobile app",
    language: "en",
    page: "",
    opening: ["Can I still add a gift card to order AL-58240?"],
    whenAsked: '"Happy new home, from all of us at number 9"',
    turns: [],
    farewell: "You are the best. Have a lovely day!",
    nudge: "It leaves tomorrow, I think, so quite soon would be great :)",
  },
  {
    door: "Trade website",
    language: "en",
    page: "Veille",
    opening: [
      "Good afternoon, we fit out a library with 36 reading places. Could the Veille be made with a table clamp?",
    ],
    whenAsked: "Table tops are 28 mm oak, and we open in September.",
    turns: ["That sounds feasible. What would the price be for 36 pieces?", "And the delivery time, roughly?"],
    farewell: "Excellent. I take this to the board on Thursday.",
    nudge: "Whenever you have a minute: we compare two makers this week.",
  },
];

const FRENCH: readonly Script[] = [
  {
    door: "Website",
    language: "fr",
    page: "Veille",
    opening: ["Bonjour, l’abat-jour en lin de la Veille se lave-t-il ?"],
    whenAsked: "Une petite tache de café, à peine visible.",
    turns: ["D’accord, avec un chiffon humide donc. Et si ça ne part pas ?"],
    farewell: "Merci beaucoup, très bonne journée !",
    nudge: "Vous êtes là ?",
  },
  {
    door: "Website",
    language: "fr",
    page: "Aube",
    opening: ["Bonsoir, peut-on visiter l’atelier avec une classe de 12 enfants ?"],
    whenAsked: "Plutôt un mardi matin, ils ont entre 9 et 10 ans.",
    turns: ["Ils vont adorer. Y a-t-il quelque chose à prévoir ?"],
    farewell: "Formidable, merci pour votre accueil !",
    nudge: "Je me permets d’insister, l’école attend ma réponse 🙂",
  },
  {
    door: "Mobile app",
    language: "fr",
    page: "",
    opening: ["Ma lampe clignote depuis ce matin.", "C’est la Brume achetée en septembre."],
    whenAsked: "Commande AL-55102, et j’ai déjà changé l’ampoule.",
    turns: ["Très bien, je la remets dans son carton. Qui vient la chercher ?"],
    farewell: "Parfait, merci pour la rapidité !",
    nudge: "Toujours dans le noir ici…",
  },
  {
    door: "Mobile app",
    language: "fr",
    page: "",
    opening: ["Bonjour, je voudrais une facture au nom de ma société pour AL-57001."],
    whenAsked: "Librairie du Port, FR 12 345678901.",
    turns: [],
    farewell: "Bien reçue, merci !",
    nudge: "C’est pour ma comptable, si possible aujourd’hui.",
  },
];

export const SCRIPTS: readonly Script[] = [...ENGLISH, ...FRENCH, ...MORE_SCRIPTS, ...MAIL_SCRIPTS, ...NETWORK_SCRIPTS];
