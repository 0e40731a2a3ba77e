import type { Translation } from "../catalog.ts";
import type { topics as english } from "../en/topics.ts";

export const topics: Translation<typeof english> = {
  title: "Sujets",
  text: "Avec les sujets, les agents disent de quoi parle une conversation. Le routage, les priorités et les rapports s’y fient.",
  add: "Ajouter un sujet",
  search: "Rechercher un sujet",
  name: "Nom",
  nameText: "Les agents le voient dans les listes et sur les conversations.",
  description: "Description",
  descriptionText: "Quand le choisir. Se lit sous le nom, là où les agents choisissent.",
  created: "Création",
  emptyTitle: "Il n’y a pas encore de sujet",
  emptyText:
    "Ajoutez les premiers : une douzaine de mots connus de tous, comme Livraison, Retours ou Factures, suffit pour commencer.",
  addTitle: "Ajouter un sujet",
  addSubmit: "Ajouter",
  editTitle: "Modifier {name}",
  edit: "Modifier {name}",
  delete: "Supprimer {name}",
  deleteTitle: "Supprimer {name} ?",
  deleteSubmit: "Supprimer le sujet",
  usesNone: "Aucune conversation ne le porte.",
  uses: "Actuellement sur {open, plural, =0 {aucune conversation ouverte} one {# conversation ouverte ({new} dans Nouvelles, {pending} dans En attente)} other {# conversations ouvertes ({new} dans Nouvelles, {pending} dans En attente)}} et {resolved, plural, =0 {aucune résolue} one {# résolue} other {# résolues}}.",
  deleteConfirm:
    "Il quitte les listes où les agents choisissent. Les conversations qui le portent le gardent, l’historique et les exports aussi. On peut le restaurer.",
  deletedToast: "{name} est supprimé.",
  restored: "{name} est restauré.",
  deletedTitle: "Supprimés",
  deletedText: "L’historique les dit toujours. Une fois restaurés, on peut de nouveau les choisir.",
  deletedAt: "Supprimé le {date}",
  restore: "Restaurer",
  restoreOf: "Restaurer {name}",
  nothing: "Aucun sujet ne porte ce nom.",
  changes: "Les modifications figurent dans le journal d’audit.",
};
