import type { Translation } from "../catalog.ts";
import type { moderating as english } from "../en/moderating.ts";

export const moderating: Translation<typeof english> = {
  like: "Aimer au nom de la page",
  unlike: "Retirer la mention J’aime de la page",
  repost: "Reposter au nom de la page",
  unrepost: "Retirer le repost",
  hide: "Cacher sur le réseau",
  unhide: "Montrer à nouveau sur le réseau",
  delete: "Supprimer sur le réseau",
  more: "Plus d’actions pour ce message de {name}",
  done: "C’est fait sur le réseau.",
  removeTitle: "Supprimer ceci sur le réseau ?",
  removeText:
    "Cela disparaît de la page pour tout le monde et ne peut pas être rétabli. Une ligne dit ici qui l’a supprimé.",
  hiddenThere: "Caché sur le réseau",
  likedThere: "Aimé par la page",
  repostedThere: "Reposté par la page",
};
