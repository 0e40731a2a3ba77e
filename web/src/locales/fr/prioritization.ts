import type { Translation } from "../catalog.ts";
import type { prioritization as english } from "../en/prioritization.ts";

export const prioritization: Translation<typeof english> = {
  title: "Priorités",
  short: "Les sujets, groupes de contact et canaux auxquels on répond plus tôt.",
  search: "priorité urgent d’abord ordre file important score plus tôt",
  text: "La file Nouvelles suit l’ordre de priorité : chacun de ces éléments qui concerne une conversation lui ajoute un point, et le plus grand nombre vient en premier ; à égalité, qui attend depuis le plus longtemps.",
  topics: "Sujets",
  topicsText: "Une conversation sur l’un de ces sujets vient plus tôt.",
  addTopic: "Ajouter un sujet",
  noTopics: "Aucun sujet n’est prioritaire.",
  groups: "Groupes de contact",
  groupsText: "On répond plus tôt à qui fait partie de l’un de ces groupes.",
  addGroup: "Ajouter un groupe de contact",
  noGroups: "Aucun groupe de contact n’est prioritaire.",
  channels: "Canaux",
  channelsText: "Les conversations de ces canaux viennent plus tôt : publiques, privées ou les deux.",
  addChannel: "Ajouter un canal",
  noChannels: "Aucun canal n’est prioritaire.",
  both: "Publiques et privées",
  public: "Publiques",
  private: "Privées",
  typeOf: "Type de conversation de {name}",
  remove: "Retirer {name}",
  saved: "Enregistré. Les conversations en attente prennent leur nouvelle place.",
};
