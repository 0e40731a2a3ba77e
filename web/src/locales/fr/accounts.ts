import type { Translation } from "../catalog.ts";
import type { accounts as english } from "../en/accounts.ts";

export const accounts: Translation<typeof english> = {
  platformLineText: "Un compte officiel LINE : les discussions avec ses amis et les groupes dont il fait partie.",
  platformViberText: "Un bot Viber auquel on écrit.",
  check_access: "Jeton d’accès",
  check_secret: "Secret du canal LINE",
  check_quota: "Messages restants ce mois-ci",
  secretKept: "Conservé ; saisissez-en un pour le remplacer",
  servers: "Serveurs",
  serversHint: "À modifier seulement pour votre propre serveur ; saisissez alors à nouveau les jetons.",
  lineAccount: "Connecté en tant que {name} ({id}).",
  lineSecret: "Secret du canal LINE (Channel secret)",
  lineSecretHint:
    "Dans la LINE Developers Console, sous Basic settings du canal Messaging API. Il prouve que les messages viennent de LINE.",
  lineToken: "Jeton d’accès (Channel access token)",
  lineTokenHint: "Dans la console, sous Messaging API : Channel access token (long-lived), Issue.",
  lineConsole:
    "Guichet règle lui-même l’adresse du webhook. Dans la console, activez « Use webhook » et « Webhook redelivery » ; dans le LINE Official Account Manager, désactivez les réponses automatiques. Les réponses données dans la minute sont gratuites, les suivantes comptent dans les messages mensuels de l’offre.",
  lineApiUrl: "Adresse de l’API",
  lineApiUrlHint: "Les messages sont envoyés ici. Celle de LINE : {url}",
  lineDataUrl: "Adresse des contenus",
  lineDataUrlHint: "Les photos et fichiers des contacts sont récupérés ici. Celle de LINE : {url}",
  viberBot: "Connecté en tant que {name} ({uri}).",
  viberToken: "Jeton du bot",
  viberTokenHint:
    "Dans le Viber Admin Panel, sur la page de votre bot. Il prouve aussi que les messages viennent de Viber.",
  viberContract:
    "Viber n’ouvre de nouveaux bots qu’avec un contrat commercial, et facture ce qui est écrit hors d’une session ouverte par le contact.",
  viberSender: "Nom de l’expéditeur",
  viberSenderHint: "Affiché au-dessus de chaque message. 28 caractères au plus ; vide : le nom du bot.",
  viberWelcome: "Message de bienvenue",
  viberWelcomeHint: "Montré à qui ouvre la discussion pour la première fois. Vide : rien.",
  viberApiUrl: "Adresse de l’API",
  viberApiUrlHint: "Les messages sont envoyés ici. Celle de Viber : {url}",
};
