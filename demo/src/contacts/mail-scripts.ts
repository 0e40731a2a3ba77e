import type { Script } from "./script.ts";

/** Contacts who write mails; `page` is the subject. */
export const MAIL_SCRIPTS: readonly Script[] = [
  {
    door: "Mail",
    language: "en",
    page: "Broken shade, order AL-58066",
    opening: [
      "Dear Atelier Lumen,\n\nmy Veille arrived yesterday with a torn shade. I attach a photo. Could you send me a new shade, rather than the whole lamp?",
    ],
    whenAsked: "It is the linen shade in sand, 28 cm. The lamp itself is fine.",
    turns: ["Thank you. Shall I send the torn one back, or keep it?"],
    farewell: "Very kind of you. I look forward to it.",
    nudge: "Dear Atelier Lumen,\n\nI only want to make sure that my mail about the torn shade reached you.",
    photo: true,
  },
  {
    door: "Mail",
    language: "en",
    page: "Lamps for a reading room",
    opening: [
      "Good morning,\n\nour parish library would like twelve lamps for its reading room. Do you have something with a switch on the foot, and is there a price for a dozen?",
    ],
    whenAsked: "The tables are 70 cm deep, and the budget is about 2,000 euros.",
    turns: ["That would suit us well. Until when does the offer hold?"],
    farewell: "Many thanks. I will write again after our meeting on Monday.",
    nudge: "Good morning,\n\nmay I ask whether you had time to look at our request?",
  },
  {
    door: "Mail",
    language: "fr",
    page: "Facture AL-57912",
    opening: [
      "Bonjour,\n\nje n’ai pas reçu la facture de ma commande AL-57912. Pourriez-vous me l’envoyer par retour de courriel ?",
    ],
    whenAsked: "Elle est au nom de Cabinet Morel, 4 rue des Lilas, 69003 Lyon.",
    turns: ["Merci. Le numéro de TVA peut-il y figurer aussi ?"],
    farewell: "C’est parfait, merci et bonne journée.",
    nudge: "Bonjour,\n\nje reviens vers vous au sujet de la facture AL-57912.",
  },
  {
    door: "Mail",
    language: "de",
    page: "Ersatzkabel für die Aube",
    opening: ["Guten Tag,\n\ngibt es für die Aube ein Ersatzkabel mit Textilmantel, etwa drei Meter lang?"],
    whenAsked: "Die Lampe ist von 2019, das Kabel ist grau.",
    turns: ["Sehr gut. Kann ich es selbst einbauen?"],
    farewell: "Vielen Dank, dann bestelle ich es so.",
    nudge: "Guten Tag,\n\nist meine Frage nach dem Kabel bei Ihnen angekommen?",
  },
];
