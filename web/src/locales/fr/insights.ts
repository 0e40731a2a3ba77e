import type { Translation } from "../catalog.ts";
import type { insights as english } from "../en/insights.ts";

export const insights: Translation<typeof english> = {
  title: "Insights en temps réel",
  handle: "Traitement",
  handleHint:
    "Temps de traitement moyen aujourd’hui : de l’ouverture d’une conversation à sa mise en attente ou à sa résolution, avec une réponse entre les deux. Le mien : {mine}. Tous sur mes canaux : {channels}.",
  all: "tous {time}",
  waiting: "En file",
  waitingHint: "Conversations dans Nouvelles sur mes canaux : {count}.",
  oldest: "Attente",
  oldestHint: "La plus longue attente dans Nouvelles sur mes canaux : {time}.",
  resolved: "Résolues",
  resolvedHint: "Conversations que j’ai résolues aujourd’hui : {count}. Tout le monde sur mes canaux : {all}.",
  resolvedAll: "toutes {count}",
  waitingLink: "{value} en file : ouvrir Nouvelles sans filtre",
  oldestLink: "Plus longue attente {value} : ouvrir cette conversation",
  resolvedLink: "{value} résolues par moi aujourd’hui : ouvrir Résolues, les plus récentes d’abord",
  none: "–",
  noneYet: "Pas encore",
  nothing: "rien encore",
};
