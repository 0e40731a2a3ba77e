import type { Translation } from "../catalog.ts";
import type { sla as english } from "../en/sla.ts";

export const sla: Translation<typeof english> = {
  kind_first_response: "Première réponse",
  kind_conversation_response: "Réponse",
  warned: "SLA presque dépassé : {kind} attendue {when}",
  breached: "SLA dépassé {ago} : {kind}",
  badgeDue: "Échéance {at}",
  badgeSoon: "Échéance {when}",
  badgeBreached: "Dépassé {ago}",
  badgeNever: "Sans échéance",
  about: "{policy} : {kind} en {target} d’heures d’ouverture, échéance {at}",
  aboutNever: "{policy} : {kind} en {target} d’heures d’ouverture. Le canal n’ouvre plus.",
  auditAssignment: "L’affectation de {user} a été retirée par la règle SLA",
};
