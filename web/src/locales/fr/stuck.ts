import type { Translation } from "../catalog.ts";
import type { stuck as english } from "../en/stuck.ts";

export const stuck: Translation<typeof english> = {
  waitingText: "En attente d’envoi. Le message part de lui-même dès que son canal peut envoyer.",
  fileDiscarded: "N’a pas pu être récupéré, et a été abandonné",
  fileRetried: "Nouvelle tentative de récupération.",
  retryFile: "Récupérer de nouveau le fichier en échec",
  discardFile: "Abandonner le fichier en échec",
  fileRetry: "Réessayer : {name}",
  fileDiscard: "Abandonner : {name}",
};
