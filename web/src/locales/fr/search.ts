import type { Translation } from "../catalog.ts";
import type { search as english } from "../en/search.ts";

export const search: Translation<typeof english> = {
  title: "Recherche",
  field: "Rechercher des contacts et des conversations",
  placeholder: "Mots, noms, ou un opérateur comme topic:",
  suggestions: "Suggestions",
  contacts: "Contacts",
  conversations: "Conversations",
  moreContacts: "Il y a d’autres contacts : ajoutez un mot du nom.",
  comment: "Commentaire interne",
  noText: "Sans texte",
  told: "{contacts, plural, =0 {Aucun contact} one {# contact} other {# contacts}}, {conversations, plural, =0 {aucune conversation} one {# conversation} other {# conversations}}",
  nothing: "Rien trouvé",
  nothingText:
    "Essayez moins de mots, seulement le début d’un mot, ou moins d’opérateurs. La recherche porte sur les canaux que vous voyez.",
  older: "Chercher plus loin",
  lookedBackTo: "Tout a été parcouru jusqu’au {date}.",
  indexing:
    "Les anciens messages sont encore en préparation pour la recherche ({percent} % jusqu’ici) : ce qui précède le {date} n’est pas encore trouvé.",
  helpTitle: "Comment chercher",
  helpText:
    "Les mots sont cherchés dans les messages, réponses et commentaires internes de toutes les conversations, même résolues. Accents et majuscules ne comptent pas, et un mot peut continuer : rembours trouve remboursement.",
  helpPhrase: "Exactement ces mots, l’un après l’autre",
  helpNot: "Sans ce mot ou cet opérateur : -retard, -is:resolved",
  operator_channel: "Un canal par son nom, ou une plate-forme",
  operator_topic: "Un sujet",
  operator_tag: "Une balise d’un message",
  operator_assignee: "Assignée à moi (me), à personne (nobody) ou à un collègue",
  operator_is:
    "new (nouvelle), pending (en attente), resolved (résolue), unassigned (non assignée), unread (non lue), vip",
  operator_has: "Avec une pièce jointe (attachment)",
  operator_before: "Avant un jour (2026-11-28) ou il y a plus de (7d, 3m, 1y)",
  operator_after: "Depuis un jour, ou depuis moins de (12h, 7d, 3m)",
  problems: "Ce qui n’a pas été compris",
  problem_unknown: "« {operator}:{value} » ne trouve rien.",
  problem_missing: "Il manque une valeur après « {operator}: ».",
  problem_not_a_date: "« {value} » n’est pas une date. Écrivez 2026-11-28, ou une durée : 12h, 7d, 2w, 3m, 1y.",
  unknown_channel: "Vous ne voyez aucun canal ni aucune plate-forme de ce nom.",
  unknown_topic: "Il n’y a pas de sujet de ce nom.",
  unknown_tag: "Il n’y a pas de balise de ce nom.",
  unknown_assignee: "Il n’y a personne de ce nom.",
  unknown_is: "Cet état n’existe pas.",
  unknown_has: "On ne peut demander que des pièces jointes.",
  instead: "Peut-être :",
};
