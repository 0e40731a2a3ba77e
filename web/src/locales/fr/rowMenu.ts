import type { Translation } from "../catalog.ts";
import type { rowMenu as english } from "../en/rowMenu.ts";

export const rowMenu: Translation<typeof english> = {
  label: "Ce qui peut être fait de la conversation avec {name}",
  command: "Ce qui peut être fait de la conversation",
  newTab: "Ouvrir dans un nouvel onglet",
  markUnread: "Marquer comme non lue",
  markRead: "Marquer comme lue",
  markedUnread: "{name} : marquée comme non lue",
  markedRead: "{name} : marquée comme lue",
};
