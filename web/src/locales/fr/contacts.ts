import type { Translation } from "../catalog.ts";
import type { contacts as english } from "../en/contacts.ts";

export const contacts: Translation<typeof english> = {
  since: "Contact depuis le {date}",
  identities: "Identités",
  verified: "Vérifiée",
  notVerified: "Non vérifiée",
  attributes: "Attributs de contact",
  noAttributes: "Rien n’est encore connu.",
  source_platform: "De la plate-forme",
  source_agent: "Saisis par les agents",
  source_crm: "Du CRM",
  attribute_email: "E-mail",
  attribute_pageTitle: "Titre de la page",
  attribute_pageUrl: "Adresse de la page",
  attribute_language: "Langue du navigateur",
  attribute_device: "Appareil",
  history: "Historique des conversations",
  noHistory: "Pas encore d’autre conversation.",
  moreElsewhere: "Il y en a d’autres sur des canaux que vous ne pouvez pas voir.",
  noText: "Sans texte",
  status_new: "Nouvelle",
  status_pending: "En attente",
  status_resolved: "Résolue",
};
