import { type Story, tell } from "./story.ts";

export const FRENCH: readonly Story[] = [
  tell(
    "fr",
    "Delivery",
    `< Bonjour, ma commande {order} devait arriver hier et je n’ai rien reçu.
     > Bonjour {first}, je regarde tout de suite où elle se trouve.
     > Elle est au dépôt de {city} et part en livraison demain matin. Serez-vous là entre 9 h et 12 h ?
     < Oui, parfait. Merci beaucoup !`,
  ),
  tell(
    "fr",
    "Returns",
    `< La lampe {lamp} est superbe mais trop grande pour mon bureau. Comment la renvoyer ?
     > Aucun souci, vous avez 30 jours. Voici l’étiquette, à déposer au relais le plus proche. [label]
     < Faut-il la boîte d’origine ?
     > N’importe quel carton solide convient, avec du papier autour de l’abat-jour.
     < Très bien, elle part aujourd’hui.`,
  ),
  tell(
    "fr",
    "Repairs",
    `< Ma {lamp} de 2009 a pris un coup, peut-on la sauver ? [photo]
     > Le laiton pardonne beaucoup ! Notre atelier peut la redresser et la repolir, et c’est gratuit.
     # À déposer à l’établi de Jonas, priorité normale.
     < Gratuit ? Vous êtes incroyables. Je passe samedi.
     > À samedi, du 10 h au 19 h, 14 rue des Tanneurs.`,
  ),
  tell(
    "fr",
    "Bulbs and wiring",
    `< Quelle ampoule pour la {lamp} ? Celle que j’ai achetée bourdonne.
     > Une E14 marquée « dimmable », 4 watts au plus : c’est le variateur qui bourdonne.
     < C’était ça. Merci {agent} !`,
  ),
  tell(
    "fr",
    "Custom orders",
    `< Pourriez-vous faire la {lamp} avec un câble de trois mètres ?
     > Avec plaisir. Textile noir ou lin naturel ?
     < Lin naturel. Quel délai ?
     > Dix jours ouvrés, 35 euros de plus. Voici le devis. [invoice]
     < Réglé, j’ai hâte !`,
  ),
  tell(
    "fr",
    "Invoices",
    `< Il me faudrait une facture pour {order} au nom de notre société.
     > Bien sûr : quel nom et quel numéro de TVA ?
     < Librairie du Port, FR 12 345678901.
     > La voici. [invoice]
     < Merci, c’était rapide.`,
  ),
  tell(
    "fr",
    "Showroom visits",
    `< Êtes-vous ouverts samedi ? Nous aimerions voir la {lamp} allumée.
     > Oui, de 10 h à 19 h. Venez après 16 h, la lumière dehors est plus douce.
     < À samedi alors !`,
  ),
  tell(
    "fr",
    "Gifts",
    `< C’est un cadeau : pouvez-vous emballer {order} et enlever le prix ?
     > Papier de lin et ruban, sans aucun prix. Une petite carte ?
     < « Pour tous les livres encore à lire. M. »
     > Écrite à la main, elle part aujourd’hui.`,
  ),
  tell(
    "fr",
    "Trade orders",
    `< Nous ouvrons un restaurant à {city} : une vingtaine de {lamp}. Avez-vous des tarifs professionnels ?
     > Oui, à partir de dix pièces : moins 18 % pour vingt. Pour quand en avez-vous besoin ?
     < Mi-avril. Un échantillon serait possible ?
     > Il part jeudi. Voici l’offre, valable 60 jours. [invoice]
     < Merci, je la montre à l’architecte.`,
  ),
];
