import type { Translation } from "../catalog.ts";
import type { topicRequired as english } from "../en/topicRequired.ts";

export const topicRequired: Translation<typeof english> = {
  text: "Là où c’est activé, les agents ne peuvent pas résoudre une conversation sans sujet : on leur en demande un, puis la résolution se poursuit. Ce qui se résout tout seul n’en demande pas.",
  all: "Tous les canaux",
  allText: "Y compris ceux ajoutés plus tard, quel que soit leur propre réglage.",
  channel: "Canal",
  platform: "Plate-forme",
  required: "Sujet requis",
  requiredOf: "Sujet requis sur {name}",
  byAll: "par le réglage de tous",
  noTopics: "Il n’y a pas encore de sujet : les agents ne pourraient plus rien résoudre. Ajoutez d’abord des sujets.",
  addTopics: "Vers les sujets",
  emptyTitle: "Il n’y a pas encore de canal",
  emptyText: "Ajoutez d’abord un canal ; son réglage apparaîtra ici.",
};
