import type { Translation } from "../catalog.ts";
import type { removeAssignment as english } from "../en/removeAssignment.ts";

export const removeAssignment: Translation<typeof english> = {
  title: "Retrait de l’affectation",
  short: "Rendre ce qui attend quelqu’un qui s’est déconnecté.",
  search: "déconnexion hors connexion désassigner affectation fin de service",
  text: "Ce qui attend dans Nouvelles quelqu’un qui s’est déconnecté, d’autres peuvent le prendre. Tout figure dans la piste d’audit.",
  on: "Retirer l’affectation lorsque quelqu’un se déconnecte",
  onText: "Est aussi déconnecté qui a fermé le navigateur depuis deux minutes, ou dont la session est terminée.",
  signingOut: "À la déconnexion",
  rules: "Ce qui se passe alors",
  inNew: "Dans Nouvelles",
  inNewResult: "Assignée à personne une minute après la déconnexion. Qui revient avant les garde.",
  inPending: "Dans En attente",
  inPendingResult: "Lui reste.",
  comesBack: "Passe d’En attente à Nouvelles, par un message du contact ou un boomerang",
  comesBackResult: "Assignée à personne aussitôt.",
  given: "Assignée ensuite par un collègue",
  givenResult: "Lui reste.",
};
