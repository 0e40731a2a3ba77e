import type { Translation } from "../catalog.ts";
import type { masking as english } from "../en/masking.ts";

export const masking: Translation<typeof english> = {
  title: "Gestion des données personnelles",
  text: "Les données personnelles que les contacts n’auraient pas dû envoyer : masquées par les Superviseurs, ou d’office avant tout enregistrement.",
  search: "masquer masquage confidentialité carte bancaire numéro sécurité sociale sensible motif PII",
  manual: "À la main",
  manualText:
    "Les Superviseurs d’un canal masquent le message d’un contact : chaque caractère devient un astérisque, pour tout le monde et pour toujours.",
  manualOn: "Les Superviseurs peuvent masquer des messages",
  automatic: "Automatiquement",
  automaticText:
    "Dans les messages, objets, e-mails HTML et noms de fichiers des contacts, avant leur enregistrement et leur routage. Le contenu des pièces jointes n’est pas examiné.",
  automaticOn: "Masquer automatiquement les numéros",
  automaticHint:
    "Les numéros de carte gardent leurs quatre derniers chiffres, les autres deviennent X. Numéros de sécurité sociale américains : les cinq premiers deviennent X.",
  patterns: "Vos motifs",
  patternsText:
    "Vos propres numéros, par exemple de client ou de passeport. Mots entiers seulement ; chaque lettre et chaque chiffre en est masqué.",
  signDigit: "un chiffre",
  signLetter: "une lettre",
  signEither: "un chiffre ou une lettre",
  signMany: "derrière l’un d’eux : un ou plusieurs",
  signGap: "ou un espace : un tiret, un espace ou rien",
  name: "Nom",
  nameExample: "Numéro de client",
  pattern: "Motif",
  newPattern: "Nouveau motif",
  add: "Ajouter un motif",
  remove: "Retirer {name}",
  patternsOff: "Ces motifs ne masquent rien tant que le masquage automatique n’est pas activé.",
  problemShort: "Trop court : au moins quatre places (# @ *), sinon des mots ordinaires seraient masqués.",
  problemNoDigit: "Il faut au moins un chiffre (#), sinon des mots ordinaires seraient masqués.",
  problemNever: "Ce motif ne convient jamais : le + prend ce qui le suit. Mettez autre chose entre les deux.",
  problemLong: "60 caractères au plus.",
  try: "Essayer",
  tryText:
    "Voyez ce qui serait masqué avec les règles ci-dessus, enregistrées ou non. Le texte reste dans votre navigateur.",
  tryLabel: "Un texte d’exemple",
  tryExample: "Ma carte est la 4111 1111 1111 1111",
  tryResult: "Tel qu’il serait enregistré",
  tryNothing: "Écrivez ou collez un texte ci-dessus.",
  tryStays: "Rien n’y est masqué.",
  tryMasked: "Voilà tout ce qu’il en resterait.",
};
