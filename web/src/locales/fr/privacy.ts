import type { Translation } from "../catalog.ts";
import type { privacy as english } from "../en/privacy.ts";

export const privacy: Translation<typeof english> = {
  mutedContacts: "Contacts muets",
  mutedContactsText:
    "Les messages suivants d’un contact muet sont conservés et résolus aussitôt. Rien n’est bloqué sur le réseau.",
  mutedContactsSearch: "muet ignorer bloquer indésirable silence",
  allowContacts: "Permettre aux agents de rendre des contacts muets",
  allowContactsHint:
    "Les contributeurs et superviseurs rendent un contact muet sur un canal depuis le volet du contact. Désactivé, la liste reste sans effet.",
  mutedPosts: "Publications muettes",
  mutedPostsText:
    "Les commentaires suivants sous une publication muette sont conservés et résolus aussitôt. Les messages privés ne sont pas concernés.",
  mutedPostsSearch: "muet ignorer fil publication annonce commentaires",
  allowPosts: "Permettre aux agents de rendre des publications muettes",
  allowPostsHint:
    "Les contributeurs et superviseurs rendent muette la publication d’une conversation publique. Désactivé, la liste reste sans effet.",
  suspended: "La fonction est désactivée : ces contacts sont traités comme les autres jusqu’à sa réactivation.",
  suspendedPosts: "La fonction est désactivée : ces commentaires sont traités normalement jusqu’à sa réactivation.",
  contact: "Contact",
  post: "Publication",
  channel: "Canal",
  platform: "Plate-forme",
  by: "Rendu muet par",
  when: "Quand",
  history: "Historique",
  historyOf: "Historique de {name}",
  unmute: "Réactiver",
  unmuteOf: "Réactiver {name}",
  unmuted: "{name} n’est plus muet.",
  hidden: "Sur un canal que vous ne voyez pas",
  noWords: "Texte inconnu",
  searchContacts: "Rechercher un nom, un identifiant ou un canal",
  searchPosts: "Rechercher des mots ou un canal",
  nothing: "Rien trouvé. Essayez d’autres mots.",
  noContactsTitle: "Personne n’est muet",
  noContactsText: "Un agent qui rend un contact muet dans le volet du contact l’ajoute à cette liste.",
  noContactsOff: "Activez la fonction ci-dessus : les agents trouvent « Rendre muet » dans le volet du contact.",
  deletedContacts: "Contacts supprimés",
  deletedContactsText:
    "Contacts supprimés définitivement, avec tout ce qu’ils ont écrit et envoyé et tout ce qu’on savait d’eux. Seul l’indice dit de qui il s’agissait.",
  deletedContactsSearch: "supprimer effacer oublier rgpd droit à l’oubli",
  hint: "Indice",
  hintLost: "Supprimé à nouveau après une restauration",
  admin: "Administrateur",
  stillAtWork: "suppression en cours",
  searchDeleted: "Rechercher un indice ou un administrateur",
  noDeletedTitle: "Personne n’a été supprimé",
  noDeletedText: "Un administrateur ayant accès à tous les canaux supprime un contact dans le volet du contact.",
  deleteTitle: "Supprimer définitivement {name} ?",
  deleteText:
    "{count, plural, =0 {Aucune conversation} one {# conversation} other {# conversations}} : tous les messages, pièces jointes, attributs, notes, brouillons et commentaires sont effacés et ne peuvent être rétablis. Si le contact écrit de nouveau, ce sera un nouveau contact.",
  deleteHint: "Indice",
  deleteHintHelp:
    "Ce qui permettra de savoir de quel contact il s’agissait, 3 à 100 caractères. N’indiquez aucune donnée personnelle : l’indice est conservé.",
  deleteHintExample: "p. ex. demande du 12 mars, dossier 4711",
  deleteLinked: "La même personne sur d’autres canaux, qui n’est pas supprimée :",
  deleteDeed: "Supprimer définitivement",
  deleteDone: "Le contact est en cours de suppression. Cela prend un instant.",
  noPostsTitle: "Aucune publication n’est muette",
  noPostsText: "Un agent qui rend muette la publication d’une conversation publique l’ajoute à cette liste.",
  noPostsOff:
    "Activez la fonction ci-dessus : les agents trouvent « Rendre la publication muette » à côté des conversations publiques.",
};
