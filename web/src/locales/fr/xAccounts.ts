import type { Translation } from "../catalog.ts";
import type { xAccounts as english } from "../en/xAccounts.ts";

export const xAccounts: Translation<typeof english> = {
  platformText: "Les posts qui nomment un compte, ce qu’une recherche trouve, et ses messages privés.",
  connected: "Connecté en tant que {name} (@{handle}).",
  app: "Guichet a besoin d’une application sur developer.x.com dont les autorisations sont « Read and write and Direct message », avec une offre qui comprend les webhooks. Générez le jeton d’accès après ce choix. Guichet inscrit lui-même son adresse dans l’application.",
  webhookText: "X livre ici. Guichet l’a inscrite lui-même dans l’application ; elle est affichée pour comparaison.",
  consumerKey: "Clé d’API",
  consumerKeyHint: "Sur la page de l’application, sous Keys and tokens : Consumer keys.",
  consumerSecret: "Secret de la clé d’API",
  consumerSecretHint:
    "Affiché à côté de la clé d’API quand elle est générée. Il prouve aussi que les messages viennent de X.",
  accessToken: "Jeton d’accès",
  accessTokenHint: "Au même endroit, généré pendant que vous êtes connecté avec le compte qui doit répondre.",
  accessTokenSecret: "Secret du jeton d’accès",
  accessTokenSecretHint: "Affiché une seule fois, avec le jeton d’accès.",
  queries: "Recherches",
  queriesHint:
    "Une par ligne, {max} au plus. Les posts de tout le monde qui correspondent arrivent comme nouvelles conversations, en une ou deux minutes, sans les reposts. Des mots courants en amèneront beaucoup. Les opérateurs de X sont possibles : {example}",
  split: "Découper les longues réponses",
  splitHint:
    "Une réponse publique de plus de 280 caractères part en plusieurs posts, l’un sous l’autre et numérotés 1/3, 2/3, 3/3 ; le code court est derrière le dernier. Désactivé : une réponse ne peut être envoyée que si elle tient dans un post. Les messages privés ont 10 000 caractères dans les deux cas.",
  includeAll: "Inclure toutes les personnes mentionnées",
  includeAllHint:
    "Une réponse publique prévient aussi les autres personnes nommées dans le post auquel elle répond. Désactivé : seulement son auteur.",
  apiUrl: "Adresse de l’API",
  apiUrlHint: "Tout est demandé et envoyé ici. Celle de X : {url}",
  mediaUrl: "Adresse des fichiers privés",
  mediaUrlHint: "Les photos et films des messages privés sont récupérés ici. Celle de X : {url}",
};
