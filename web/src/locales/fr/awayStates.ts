import type { Translation } from "../catalog.ts";
import type { awayStates as english } from "../en/awayStates.ts";

export const awayStates: Translation<typeof english> = {
  title: "États d’absence",
  text: "Ce que chacun peut choisir à côté de Disponible. Tant qu’aucun n’est activé, on choisit entre Disponible et Absent.",
  add: "Ajouter un état d’absence",
  addTitle: "Ajouter un état d’absence",
  addSubmit: "Ajouter",
  name: "Nom",
  nameText:
    "Encore {left, plural, one {# caractère} other {# caractères}}. Tout le monde le voit à côté du nom de la personne absente.",
  people: "En ce moment",
  peopleCount: "{count, plural, =0 {personne} one {# personne} other {# personnes}}",
  enabled: "Activé",
  enable: "Permettre de choisir {name}",
  actions: "Actions",
  rename: "Renommer {name}",
  delete: "Supprimer {name}",
  deleted: "{name} est supprimé. Ce qui a été enregistré sous ce nom reste.",
  emptyTitle: "Chacun est Disponible ou Absent",
  emptyText:
    "Ajoutez un état comme Déjeuner ou Formation : on le choisit en haut à droite, et les rapports font la différence.",
};
