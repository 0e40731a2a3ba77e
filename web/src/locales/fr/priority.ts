import type { Translation } from "../catalog.ts";
import type { priority as english } from "../en/priority.ts";

export const priority: Translation<typeof english> = {
  order: "Ordre : {order}",
  priorityFirst: "Par priorité",
  oldestFirst: "Les plus anciennes d’abord",
  newestFirst: "Les plus récentes d’abord",
  windowFirst: "Fin du délai de réponse d’abord",
  slaFirst: "Échéance SLA d’abord",
  mark: "Priorité {score} : {reasons}",
  markPlain: "Priorité {score}",
  topic: "sujet {name}",
  contactGroup: "groupe de contacts {name}",
  channel: "{name}, public et privé",
  channel_public: "{name}, public",
  channel_private: "{name}, privé",
};
