import type { Translation } from "../catalog.ts";
import type { wechatAccounts as english } from "../en/wechatAccounts.ts";

export const wechatAccounts: Translation<typeof english> = {
  platformText: "Un compte officiel (compte de service) auquel écrivent ses abonnés.",
  stepsTitle: "Dans la console de WeChat",
  steps:
    "Guichet a besoin d’un compte de service vérifié : les autres ne peuvent pas répondre en tant que service client. Sous Settings and development › Development interface, relevez l’AppID et l’AppSecret, et ajoutez l’adresse publique de ce serveur à la liste blanche d’adresses IP. L’adresse et le jeton à saisir sous Server configuration sont affichés une fois le canal ajouté.",
  webhookText:
    "Dans la console de WeChat, sous Server configuration : saisissez-la comme URL, avec le jeton et l’EncodingAESKey, choisissez le mode sécurisé, validez, puis activez. WeChat appelle l’adresse aussitôt.",
  token: "Jeton (Token)",
  appId: "AppID",
  appIdHint: "Commence par « wx ».",
  appSecret: "AppSecret",
  appSecretHint: "Affiché une seule fois, à sa création ou sa réinitialisation. Il ouvre l’API du compte.",
  mode: "Comment WeChat livre les messages",
  modeEncrypted: "Chiffrés (mode sécurisé ou compatible)",
  modeEncryptedHint: "Recommandé : la signature couvre ce qui est livré, et personne ne peut le lire en chemin.",
  modePlain: "En clair",
  modePlainHint:
    "La signature de WeChat dit alors qui appelle, mais ne couvre rien du message : qui a vu un appel pourrait pendant quelques minutes en livrer d’autres.",
  aesKey: "EncodingAESKey",
  aesKeyHint:
    "43 lettres et chiffres : faites-les générer par la console sous Server configuration, et saisissez-les ici.",
  apiUrl: "Adresse de l’API",
  apiUrlHint: "Tout est demandé et envoyé ici. Celle de WeChat : {url}",
};
