import type { Translation } from "../catalog.ts";
import type { post as english } from "../en/post.ts";

export const post: Translation<typeof english> = {
  post: "Publication",
  ad: "Publicité",
  adHint: "Une publicité qui n’apparaît pas sur la page",
  open: "Ouvrir la publication",
  more: "Tout afficher",
  less: "Replier",
  pending: "La publication est en cours de récupération",
  imagePending: "L’image est en cours de récupération",
  imageFailed: "L’image n’a pas pu être récupérée",
  imageOther: "L’image ne peut pas être affichée",
  storyReply: "Répond à votre story",
  reacted: "{name} a réagi avec {emoji}",
  reactedPreview: "A réagi avec {emoji}",
  storyMention: "Vous mentionne dans une story",
  storyEnded: "La story est terminée",
};
