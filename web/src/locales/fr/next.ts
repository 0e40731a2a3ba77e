import type { Translation } from "../catalog.ts";
import type { next as english } from "../en/next.ts";

export const next: Translation<typeof english> = {
  bring: "M’amener la conversation suivante",
  bringing: "La conversation suivante arrive…",
  brought: "La conversation suivante est ouverte : {name}",
  nothingWaits: "Rien ne vous attend",
  waiting: "La prochaine conversation s’ouvrira ici dès son arrivée.",
  full: "Vous avez autant de conversations que vous pouvez en avoir",
  fullText: "Dès que l’une d’elles est résolue, la suivante s’ouvre ici.",
  busy: "Une conversation est ouverte dans une autre fenêtre. Quittez-la d’abord.",
  away: "Tant que vous n’êtes pas Disponible, aucune conversation ne vous est amenée.",
};
