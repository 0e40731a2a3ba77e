import { type ExampleCollection, readItems } from "./library.ts";

export const FRENCH_LIBRARY: readonly ExampleCollection[] = [
  {
    name: "Réponses courantes",
    items: readItems(
      "fr",
      `Salutation
Bonjour {{contact.first_name|et bienvenue}}, merci d’avoir écrit à l’Atelier Lumen. Ici {{agent.first_name}}, je regarde tout de suite.


Un instant
Merci de votre patience ! Je pose la question à l’atelier et je reviens vers vous aujourd’hui.


Horaires de la boutique [short]
Notre boutique, 14 rue des Tanneurs, est ouverte du mardi au samedi, de 10 h à 19 h. Pour venir : https://atelier-lumen.example/fr/boutique


Au revoir
Avec plaisir. Écrivez-nous dès que quelque chose ne va pas.

{{agent.first_name}}, Atelier Lumen`,
    ),
  },
  {
    name: "Livraison et retours",
    channels: ["Website", "Mobile app", "Support mail"],
    items: readItems(
      "fr",
      `Colis en retard [short]
Bonjour {{contact.first_name|à vous}}, je regrette que {{attribute.Order number|votre commande}} se fasse attendre. Depuis Lyon, il faut trois à cinq jours ouvrés ; le suivi est ici : https://atelier-lumen.example/fr/suivi

Si rien n’a bougé demain soir, j’en renvoie un nouveau.


Changer l’adresse
Aucun souci, {{attribute.Order number}} n’a pas quitté l’atelier. Quelle adresse doit figurer sur le colis ?


Étiquette de retour [label]
Vous avez 30 jours, et n’importe quel carton solide convient. L’étiquette est jointe : déposez le colis au relais le plus proche. Le remboursement suit dans les trois jours après son arrivée.


Renvoyer une lampe [article]
Vous avez **30 jours** à partir de la livraison, quelle que soit la raison.

# Comment faire

1. Écrivez-nous : nous envoyons l’étiquette du colis.
2. Entourez l’abat-jour de papier et mettez la lampe dans un carton solide. Il n’a pas besoin d’être le nôtre.
3. Déposez le colis dans un point relais.

# Quand l’argent revient

Le remboursement part *trois jours* après l’arrivée du colis, par le moyen de paiement utilisé. Les commandes sur mesure se modifient ou se réparent, mais ne se renvoient pas.

> Arrivée cassée ? Envoyez d’abord une photo : nous la remplaçons.`,
    ),
  },
  {
    name: "Atelier",
    channels: ["Website", "Support mail"],
    teams: ["Workshop"],
    items: readItems(
      "fr",
      `Abat-jour bosselé
C’est moins grave que cela n’en a l’air : le laiton pardonne beaucoup. Notre atelier le redresse et le repolit, gratuitement comme toujours pour nos lampes. Pourriez-vous me montrer aussi l’intérieur du bord ?


Quelle ampoule
Une E14 marquée « dimmable », 4 watts au plus. Si elle bourdonne, c’est le variateur : les anciens sont faits pour plus de watts qu’une LED n’en prend.`,
    ),
  },
];
