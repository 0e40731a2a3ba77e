import type { Translation } from "../catalog.ts";
import type { allChannels as english } from "../en/allChannels.ts";

export const allChannels: Translation<typeof english> = {
  title: "Tous les canaux",
  nothing: "Rien dans d’autres conversations",
  channels: "Canaux où ce contact a des conversations",
  countOn: "{channel} : {count, plural, one {# conversation} other {# conversations}}",
  here: "Cette conversation",
  open: "Ouvrir",
  openOn: "Ouvrir la conversation sur {channel}, {date}",
  replyGoesTo: "Tous les canaux sont affichés ; vous ne répondez que sur {channel}.",
  saidAll: "Les messages de tous les canaux sont affichés",
  saidThis: "Seule cette conversation est affichée",
  newMessageOn: "Nouveau message de {name} sur {channel} : {text}",
};
