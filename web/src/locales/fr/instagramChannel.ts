import type { Translation } from "../catalog.ts";
import type { instagramChannel as english } from "../en/instagramChannel.ts";

export const instagramChannel: Translation<typeof english> = {
  text: "Un compte professionnel : messages privés, réponses aux stories, commentaires et mentions.",
  account: "Connecté à @{name}.",
  stepsTitle: "Avant de commencer",
  steps:
    "Le compte doit être professionnel (entreprise ou créateur). Dans l’application Instagram, ouvrez Paramètres › Confidentialité › Messages › Outils connectés et activez Autoriser l’accès aux messages. Seuls les comptes publics transmettent commentaires et mentions.",
  login: "Mode de connexion",
  loginHint: "Celle des deux voies de Meta pour laquelle votre application a été configurée.",
  loginInstagram: "Instagram",
  loginInstagramHint: "Le compte se connecte par lui-même, sans Page Facebook. Guichet renouvelle son jeton.",
  loginFacebook: "Facebook",
  loginFacebookHint: "Le compte est associé à une Page Facebook, dont le jeton donne accès.",
  webhookByHand:
    "Une fois le canal ajouté, Guichet affiche une adresse de webhook et un jeton de vérification. Inscrivez-les dans l’application sous Instagram › Configuration de l’API avec connexion Instagram › Configurer les webhooks, et abonnez-vous à messages, comments et aux autres champs voulus. L’application doit être en mode Live.",
  webhookByItself:
    "Guichet inscrit lui-même son adresse dans l’application et l’abonne à la Page. L’application doit être en mode Live, et l’adresse de Guichet en https.",
  webhookText: "Pour le tableau de bord de l’application Meta, comme URL de rappel des webhooks d’Instagram.",
  verifyToken: "Jeton de vérification, pour le tableau de bord Meta",
  appId: "Identifiant de l’app Instagram",
  appIdHint:
    "Dans l’application sous Instagram › Configuration de l’API avec connexion Instagram. Ce n’est pas l’identifiant de l’app Meta.",
  appSecret: "Clé secrète de l’app Instagram",
  appSecretHint: "À côté de l’identifiant de l’app Instagram. Elle prouve que les envois viennent de Meta.",
  metaAppSecret: "Clé secrète de l’app Meta",
  metaAppSecretHint:
    "Sous Paramètres de l’app › Général. Les envois signés par elle sont acceptés aussi ; à donner si ceux de Meta sont refusés.",
  ownTokenHint:
    "Dans l’application sous Générer des jetons d’accès, pour ce compte. Il vit soixante jours et Guichet le renouvelle à temps ; un jeton d’une heure est aussitôt échangé contre un tel jeton.",
  pageTokenHint:
    "Celui de la Page associée, d’un utilisateur système des paramètres Meta Business ; il lui faut instagram_basic, instagram_manage_messages, instagram_manage_comments, pages_manage_metadata et pages_read_engagement.",
  humanAgentHint:
    "Instagram accepte les réponses pendant 24 heures après le dernier message du contact. Si Meta a accordé cette fonction à l’application, une personne peut encore répondre pendant sept jours.",
  reactionsOpen: "Les réactions ouvrent des conversations",
  reactionsOpenHint:
    "La réaction d’un contact à un message apparaît comme un événement dans la conversation ouverte, et en ouvre une s’il n’y en a pas. Désactivé : elle est seulement notée sous le message. Une réaction à une story arrive comme un message et s’affiche toujours. Une réaction n’accorde pas plus de temps pour répondre.",
  checkRenewal: "Renouvellement du jeton d’accès",
};
