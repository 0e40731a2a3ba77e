import type { Translation } from "../catalog.ts";
import type { teams as english } from "../en/teams.ts";

export const teams: Translation<typeof english> = {
  title: "Équipes",
  text: "Les membres d’une équipe accèdent à ses canaux, chacun avec son rôle. On peut faire partie de plusieurs équipes.",
  add: "Ajouter une équipe",
  name: "Nom",
  members: "Membres",
  memberCount: "{count, plural, =0 {Aucun membre} one {# membre} other {# membres}}",
  channels: "Canaux",
  channelCount: "{count, plural, =0 {Aucun canal} one {# canal} other {# canaux}}",
  created: "Création",
  emptyTitle: "Il n’y a pas encore d’équipe",
  emptyText: "Créez une équipe quand plusieurs personnes partagent les mêmes canaux : elles y accèdent alors ensemble.",
  addTitle: "Ajouter une équipe",
  addSubmit: "Ajouter",
  nameText: "Les collègues le voient là où le travail est réparti.",
  membersText:
    "Seules les personnes dont l’accès passe par les équipes peuvent être membres. Ajouter quelqu’un d’autre fait passer son accès par les équipes.",
  addMember: "Ajouter un membre",
  noMembers: "Personne pour l’instant. Ajoutez le premier membre ci-dessous.",
  channelsText: "Ce que tous les membres de l’équipe peuvent voir.",
  addChannel: "Ajouter un canal",
  noChannels: "Aucun canal : l’équipe ne voit rien.",
  delete: "Supprimer l’équipe",
  deleteText: "Les membres perdent ce que seule cette équipe leur ouvrait ; leurs affectations y sont retirées.",
  deleteTitle: "Supprimer {name} ?",
  deleteConfirm:
    "Les membres perdent les canaux que seule cette équipe leur ouvrait, et leurs affectations dans ceux-ci. C’est irréversible.",
  deleted: "{name} est supprimée.",
  byChannels: "accès par canaux",
};
