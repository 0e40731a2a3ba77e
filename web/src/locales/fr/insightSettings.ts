import type { Translation } from "../catalog.ts";
import type { insightSettings as english } from "../en/insightSettings.ts";

export const insightSettings: Translation<typeof english> = {
  title: "Insights en temps réel",
  text: "De petits chiffres au-dessus de la file : temps de traitement moyen du jour, ce qui attend, ce qu’on a résolu.",
  search: "chiffres temps de traitement attente indicateurs",
  section: "Pour tout le monde",
  sectionText:
    "Chacun voit les chiffres des canaux auxquels il a accès, pour la journée dans le fuseau horaire de l’organisation.",
  show: "Afficher les informations pour les utilisateurs",
  showHint: "Désactivé, personne ne les voit.",
};
