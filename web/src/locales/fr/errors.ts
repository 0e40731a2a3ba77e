import type { Translation } from "../catalog.ts";
import type { errors as english } from "../en/errors.ts";

export const errors: Translation<typeof english> = {
  offline: "Le serveur est injoignable. Vérifiez votre connexion ; Guichet réessaie de lui-même.",
  wait: "Trop de tentatives. Réessayez dans {minutes, plural, one {une minute} other {# minutes}}.",
  invalid_input: "Le formulaire contient une erreur. Vérifiez les champs signalés.",
  not_signed_in: "Vous n’êtes pas connecté. Connectez-vous pour continuer.",
  sign_in_failed:
    "Cette adresse e-mail et ce mot de passe ne correspondent pas. Réessayez ou réinitialisez votre mot de passe.",
  second_factor_required: "Saisissez le code de votre application d’authentification.",
  second_factor_failed:
    "Ce code n’est pas le bon. Attendez le suivant dans votre application ou utilisez un code de secours.",
  session_expired: "Votre session a pris fin. Reconnectez-vous ; rien de ce que vous avez enregistré n’est perdu.",
  signature_refused: "La signature ne correspond pas. Vérifiez le secret des deux côtés.",
  not_allowed: "Votre rôle ne le permet pas. Adressez-vous à un administrateur si vous en avez besoin.",
  no_channel_access: "Vous n’avez encore accès à aucun canal. Demandez un accès à un administrateur.",
  origin_refused: "La requête vient d’une autre adresse que celle de Guichet. Ouvrez Guichet à sa propre adresse.",
  password_wrong: "Ce n’est pas votre mot de passe actuel.",
  not_found: "Cet élément n’existe pas ou ne vous est pas visible.",
  link_expired: "Ce lien n’est plus valable. Demandez-en un nouveau.",
  already_exists: "Cet élément existe déjà. Choisissez un autre nom ou une autre adresse.",
  changed_meanwhile: "Quelqu’un d’autre l’a modifié entre-temps. Regardez la dernière version, puis réessayez.",
  lock_required: "Ouvrez la conversation avant d’y répondre.",
  locked_by_other:
    "Un collègue répond à cette conversation. Prenez le relais pour continuer ; votre texte est conservé.",
  status_not_possible: "La conversation ne peut pas passer à cet état depuis l’état actuel.",
  assignee_without_access: "Cette personne n’a pas accès au canal de la conversation.",
  assignee_full: "Cette personne a autant de conversations qu’elle peut en avoir.",
  team_without_access: "Cette équipe n’a pas accès au canal de la conversation, ou personne n’en fait partie.",
  conversation_closed: "Cette conversation est résolue. Remettez-la d’abord dans Nouvelles.",
  open_conversation_exists: "Le contact a une conversation ouverte plus récente. Poursuivez là.",
  topic_required: "Ce canal demande un sujet avant de résoudre une conversation. Ajoutez-en un, puis résolvez.",
  label_deleted:
    "Cet élément a été supprimé entre-temps dans les paramètres. Choisissez-en un autre, ou demandez à un administrateur de le restaurer.",
  channel_unavailable: "Le canal est en pause ou doit être reconnecté : rien ne peut être envoyé par ce canal.",
  message_not_retryable: "Ce message ne peut pas être renvoyé. Écrivez-en un nouveau.",
  last_admin: "Il doit rester au moins un administrateur actif. Nommez d’abord quelqu’un d’autre.",
  still_in_use: "Cet élément est encore utilisé. Retirez-le d’abord là où il sert.",
  second_inception:
    "{holder} prend déjà en charge ce qui commence sur {channel}. Sur un canal, un seul agent virtuel le peut.",
  channel_taken: "Un canal a été attribué ailleurs entre-temps. Enregistrez de nouveau pour le reprendre.",
  too_late: "Le message est en route ou déjà parti, et ne peut pas être repris maintenant.",
  nothing_to_undo: "Il n’y a plus rien à annuler : la conversation a évolué.",
  resolve_incomplete: "Il manque encore quelque chose pour résoudre cette conversation : une raison de résolution.",
  limit_reached: "Il n’y a plus de place. Supprimez d’abord ce qui ne sert plus.",
  masking_off: "Le masquage à la main est désactivé dans les Paramètres, Gestion des données personnelles.",
  too_large: "C’est trop volumineux.",
  type_not_supported: "Les fichiers de ce type ne sont pas acceptés ici.",
  password_weak: "Le mot de passe ne respecte pas encore toutes les règles.",
  password_breached: "Ce mot de passe figure dans des fuites de données connues. Choisissez-en un autre.",
  private_reply_used:
    "Ce commentaire a déjà reçu une réponse en privé, et la plate-forme n’en accepte qu’une. Votre texte est conservé ici.",
  private_reply_over:
    "Le délai pour répondre en privé à ce commentaire est écoulé. Vous pouvez encore répondre sous la publication.",
  template_gone:
    "Ce modèle est en pause ou a été retiré entre-temps. Ce que vous avez saisi est conservé ; choisissez un autre modèle.",
  template_changed:
    "Ce modèle a été modifié entre-temps. Relisez-le, puis envoyez ; ce que vous avez saisi est conservé.",
  contact_opted_out: "Le contact s’est désabonné ou a bloqué ce compte : on ne peut pas lui écrire ici.",
  reply_window_closed: "La plate-forme ne permet plus de répondre : son délai de réponse est écoulé.",
  text_too_long: "Le texte dépasse la longueur permise par la plate-forme.",
  placeholder_unfilled: "Quelque chose entre ⟦ et ⟧ reste à compléter. Complétez-le ou retirez-le, puis envoyez.",
  account_refused: "La plate-forme n’accepte pas ce jeton ou ce mot de passe. Vérifiez-le et réessayez.",
  account_not_found: "La plate-forme ne connaît pas ce compte, ou ce jeton n’y donne pas accès. Vérifiez les deux.",
  account_unreachable: "La plate-forme n’a pas pu être jointe. Vérifiez les adresses, puis réessayez.",
  account_differs:
    "Ces identifiants sont ceux d’un autre compte. Ajoutez-lui un canal ; celui-ci garde son compte et son historique.",
  account_secret_needed:
    "Saisissez à nouveau le jeton ou le mot de passe : il n’est pas transmis à une autre adresse à votre insu.",
  platform_refused: "La plate-forme ne l’a pas fait : {reason}",
  platform_away: "La plate-forme ne répond pas pour l’instant. Rien n’a changé ; réessayez dans un moment.",
  attachment_not_accepted: "La plate-forme n’accepte pas ce fichier : vérifiez sa taille et son type.",
  connection_refused: "L’adresse est injoignable ou interdite. Vérifiez-la, puis réessayez.",
  too_many_attempts: "Trop de tentatives. Patientez quelques minutes, puis réessayez.",
  too_many_requests: "Trop de demandes à la fois. Patientez un instant, puis réessayez.",
  internal:
    "Une erreur s’est produite de notre côté. Réessayez ; si elle persiste, donnez le numéro de référence à votre administrateur.",
  unavailable: "Guichet n’est pas disponible pour le moment. Rien n’est perdu ; réessayez dans un instant.",
  storage_full:
    "Il n’y a plus de place sur le disque de Guichet : rien de nouveau ne peut être conservé. Prévenez votre administrateur et réessayez plus tard.",
};
