import type { Translation } from "../catalog.ts";
import type { help as english } from "../en/help.ts";

export const help: Translation<typeof english> = {
  title: "Aide",
  text: "Comment fonctionne Guichet, en bref.",
  contents: "Sur cette page",
  inboxTitle: "La boîte de réception partagée",
  inboxText:
    "Ce que les contacts écrivent arrive dans Nouvelles. Ouvrez une conversation et c’est à vous d’y répondre : les collègues peuvent lire, et leur zone de réponse indique que vous y êtes. Après votre réponse, elle passe En attente, où elle attend le contact ; quand il écrit de nouveau, elle revient dans Nouvelles. Résolvez-la quand il n’y a plus rien à faire ; un message ultérieur ouvre alors une nouvelle conversation, avec les précédentes au-dessus.",
  assignTitle: "Affectation et verrou",
  assignText:
    "L’affectation dit à qui est la conversation ; les autres peuvent quand même répondre. Le verrou dit qui s’y trouve en ce moment et disparaît quand vous passez à autre chose. Prendre le relais vous donne le verrou, et votre collègue en est averti.",
  commentsTitle: "Commentaires internes",
  commentsText:
    "Passez la zone de réponse en commentaire pour écrire aux collègues. Les contacts ne voient jamais les commentaires ; @ mentionne un collègue.",
  keysTitle: "Clavier",
  keysText:
    "Presque tout a une touche. Ouvrez la palette de commandes pour tout faire par son nom, ou l’aide-mémoire pour voir chaque touche active sur la page où vous êtes.",
  availabilityTitle: "Disponibilité",
  availabilityText:
    "Le bouton en haut à droite dit si vous êtes Disponible ou Absent ; les collègues le voient comme un point à côté de votre nom. Fermer Guichet vous montre hors ligne après deux minutes.",
  safetyTitle: "Rien ne se perd",
  safetyText:
    "Un message n’est reçu que lorsqu’il est conservé. Ce qui n’a pas pu être envoyé reste à l’écran avec sa raison et un moyen de réessayer ; ce que vous saisissez est gardé en brouillon.",
  whatIsNew: "Nouveautés",
  version: "Ceci est la version {version}.",
  newInbox:
    "La boîte de réception partagée avec Nouvelles, En attente et Résolues, compteurs en direct, verrous, affectation, commentaires internes, brouillons et pistes d’audit.",
  newChannels: "{count, plural, one {# type de canal} other {# types de canaux}} : {names}.",
  newWork:
    "Sujets et balises, vues enregistrées, actions groupées, boomerangs, réponses différées, modèles, réponses et articles d’une base de connaissances, et une recherche dans tout ce qui a été dit.",
  newContacts:
    "Des contacts avec attributs, notes, groupes et VIP, et les messages d’une personne sur tous les canaux dans un seul fil ; contacts muets, masquage et suppression.",
  newRouting:
    "Ensembles de compétences, équipes de repli, priorités et travail confié à qui a de la place ; horaires d’ouverture, niveaux de service, automatisations et répondeurs automatiques.",
  newBell:
    "Notifications des assignations, réponses, mentions, échecs et niveaux de service, par cloche, fenêtre, son et e-mail ; chiffres du jour au-dessus de la file.",
  newPrograms: "Pour d’autres programmes : clés d’API, et messages aux contacts par numéro de téléphone.",
  newPeople: "Utilisateurs, équipes et rôles par canal, invitations, double authentification et contrôle des sessions.",
  newCare:
    "Problèmes de livraison : une page qui liste ce qui est bloqué, en échec ou incertain, avec une raison et une issue.",
  support: "Support",
  supportText:
    "Votre organisation exploite elle-même Guichet : votre première aide est votre administrateur. Si quelque chose s’est mal passé, donnez-lui le numéro de référence affiché à côté du message, et ce que vous faisiez.",
  supportAdmin:
    "En tant qu’administrateur, regardez les Problèmes de livraison et le journal du serveur : le numéro de référence y figure. « guichet doctor » sur le serveur examine l’installation.",
  feedback: "Commentaires",
  feedbackText:
    "Rien de ce que vous faites ici n’est signalé hors de votre organisation. Dites à votre administrateur ce qui manque ou gêne ; il pourra le transmettre à celles et ceux qui font Guichet.",
  apiText: "Les développeurs trouvent chaque appel du serveur, avec ses types, dans la référence de l’API.",
};
