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
  options: "Options de la file",
  optionsText:
    "Comment les membres voient et traitent la file. Pour qui fait partie de plusieurs équipes, l’option la plus ouverte compte.",
  routedOnly: "Ne voir que les conversations dirigées vers cette équipe",
  routedOnlyText:
    "Les conversations sans équipe se voient aussi. Désactivé : les membres voient toutes les conversations de leurs canaux.",
  queueFilters: "Utiliser les filtres de la file",
  queueFiltersText:
    "Désactivé : les membres voient ce qui n’est pas affecté et ce qui est à eux, pas ce qui est affecté aux collègues.",
  channelsFilter: "Utiliser le filtre des canaux actifs",
  channelsFilterText: "Désactivé : tous leurs canaux sont toujours actifs.",
  chooseOrder: "Changer l’ordre de tri de la file",
  chooseOrderText: "Désactivé : vous choisissez l’ordre pour eux.",
  order: "Ordre de la file Nouvelles",
  limit: "N’avoir qu’un nombre maximal de conversations assignées",
  limitText:
    "Ce qui attend auprès de l’équipe est donné à ses membres disponibles qui ont de la place, par priorité. De plusieurs équipes, le maximum le plus bas compte.",
  most: "Nombre maximal de conversations assignées",
  mostText: "Dans Nouvelles et En attente, toutes équipes confondues : de 1 à 500.",
  mostWrong: "Indiquez un nombre de 1 à 500.",
  delete: "Supprimer l’équipe",
  deleteText: "Les membres perdent ce que seule cette équipe leur ouvrait ; leurs affectations y sont retirées.",
  deleteTitle: "Supprimer {name} ?",
  deleteConfirm:
    "Les membres perdent les canaux que seule cette équipe leur ouvrait, et leurs affectations dans ceux-ci. C’est irréversible.",
  deleted: "{name} est supprimée.",
  byChannels: "accès par canaux",
};
