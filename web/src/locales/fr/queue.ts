import type { Translation } from "../catalog.ts";
import type { queue as english } from "../en/queue.ts";

export const queue: Translation<typeof english> = {
  title: "Préférences de la file",
  text: "Ce que le temps fait aux conversations : résolues d’elles-mêmes, revenues d’elles-mêmes.",
  autoResolve: "Résolution automatique",
  autoResolveText:
    "Une conversation que personne n’a touchée depuis ce temps est résolue d’elle-même : 30 jours au plus. Un changement vaut pour ce qui arrive désormais ; ce qui attend déjà garde son délai.",
  inNew: "Dans Nouvelles",
  inNewHint: "Depuis le dernier message du contact, ou depuis son retour.",
  inPending: "Dans En attente",
  inPendingHint: "Depuis sa mise en attente.",
  after: "Après",
  reason: "Raison de résolution",
  noReason: "Aucune",
  systemBoomerang: "Boomerang du système",
  systemBoomerangText:
    "Ramène dans Nouvelles, après ce temps, toute conversation mise en attente à partir de maintenant, sauf si le contact ou le boomerang d’un collègue le fait avant.",
  systemBoomerangOn: "Faire revenir les conversations en attente",
  tooLong:
    "Les conversations en attente sont résolues avant : choisissez moins que leur délai de résolution automatique, {hours, plural, one {# heure} other {# heures}}, sinon rien ne revient.",
  ownTimes: "Délais propres de résolution automatique",
  ownTimesText: "Sans délai propre, le canal suit l’organisation.",
  ownNew: "Délai propre dans Nouvelles",
  ownPending: "Délai propre dans En attente",
  follows: "Comme dans Paramètres, File d’attente",
  column: "Résolution auto.",
  columnNew: "Nouvelles : {time}",
  columnPending: "En attente : {time}",
  hours: "{count, plural, one {# h} other {# h}}",
  days: "{count, plural, one {# j} other {# j}}",
};
