import type { Translation } from "../catalog.ts";
import type { smsChannel as english } from "../en/smsChannel.ts";

export const smsChannel: Translation<typeof english> = {
  accountSid: "SID du compte",
  accountSidHint: "Sur la première page de la console Twilio, sous Account Info. Il commence par AC.",
  authToken: "Jeton d’authentification",
  authTokenHint:
    "À côté du SID du compte (Auth Token). Twilio signe chaque livraison avec lui : il faut donc le donner même avec une clé d’API.",
  sender: "Numéro ou Messaging Service",
  senderHint:
    "D’où partent les messages et où écrivent les contacts : un numéro avec son pays (+33 6 12 34 56 78), un numéro court, ou le SID d’un Messaging Service (MG…). Un nom comme LUMEN peut envoyer, mais personne ne peut lui répondre.",
  senderProblem:
    "Le compte n’a pas cet expéditeur, ou celui-ci ne peut pas envoyer de SMS. Saisissez un numéro avec son pays, un numéro court, ou le SID d’un Messaging Service.",
  accountProblem: "Twilio indique que ce compte est suspendu ou fermé.",
  connected: "Connecté à {account}, en tant que {sender}.",
  optOut:
    "Un contact qui écrit STOP ne reçoit plus rien avant d’avoir écrit START. Guichet l’affiche, et Twilio refuse de toute façon ces messages.",
  key: "Clé d’API",
  keyHint:
    "Facultatif. Guichet appelle alors Twilio avec cette clé, que vous pouvez révoquer seule, au lieu du jeton d’authentification.",
  keySid: "SID de la clé",
  keySidHint:
    "Sous API keys & tokens dans la console Twilio. Il commence par SK. Vide : le jeton d’authentification sert.",
  keySecret: "Secret de la clé",
  keySecretHint: "Affiché une seule fois par Twilio, à la création de la clé.",
  servers: "Serveurs",
  serversHint:
    "À modifier seulement pour une région de Twilio autre que les États-Unis ; saisissez alors à nouveau les secrets.",
  apiUrl: "Adresse de l’API",
  apiUrlHint: "Les messages sont envoyés ici. Celle de Twilio : {url}",
  messagingUrl: "Adresse des Messaging Services",
  messagingUrlHint: "Les Messaging Services sont lus et réglés ici. Celle de Twilio : {url}",
};
