import type { Translation } from "../catalog.ts";
import type { tryOut as english } from "../en/tryOut.ts";

export const tryOut: Translation<typeof english> = {
  title: "Essayer sur le passé",
  automationText: "Sur ce que les contacts ont écrit sur ses canaux. Rien n’est modifié.",
  skillSetText:
    "Où iraient les conversations des derniers jours si elles arrivaient maintenant, avec leurs sujets et groupes de contact d’aujourd’hui. Rien n’est modifié.",
  days: "Jours",
  lastDays: "{count, plural, one {Aujourd’hui} other {Les # derniers jours}}",
  start: "Essayer sur le passé",
  stop: "Arrêter",
  unready: "Complétez d’abord la règle ci-dessus.",
  stale: "Vous avez modifié quelque chose depuis : ces chiffres sont ceux d’avant.",
  begins: "Démarrage…",
  looked: "{count} examinés, jusqu’au {day}",
  progress: "Avancement de l’essai",
  stoppedAt:
    "L’essai durait trop longtemps et a été arrêté : rien avant le {at} n’a été examiné. Choisissez moins de jours ou de canaux.",
  automationMatched:
    "{matched, plural, =0 {Aucun message n’aurait correspondu} one {# message aurait correspondu} other {# messages auraient correspondu}} sur {looked, number}, dans {conversations, plural, one {# conversation} other {# conversations}}.",
  skillSetMatched:
    "{matched, plural, =0 {Aucune conversation ne correspondrait} one {# conversation correspondrait} other {# conversations correspondraient}}, sur {looked, number}.",
  effects: "Ce qui se serait passé",
  effect:
    "{count, plural, =0 {jamais} one {une fois} other {# fois}}{already, plural, =0 {} one {, dont une où c’était déjà le cas} other {, dont # où c’était déjà le cas}}",
  moved: "{count, plural, =0 {Aucune ne va} one {# va} other {# vont}} à une autre équipe que sans cet ensemble.",
  fallBack:
    "{count, plural, =0 {Aucune ne revient} one {# revient} other {# reviennent}} à une équipe de secours par défaut ({before, number} sans cet ensemble).",
  withoutTeam:
    "{count, plural, =0 {Aucune n’est} one {# est} other {# sont}} sans équipe ({before, number} sans cet ensemble).",
  where: "Où elles iraient",
  team: "Équipe",
  before: "Tel qu’enregistré",
  after: "Avec cet essai",
  noTeam: "Aucune équipe",
  teamGone: "une équipe supprimée",
  teams: "Mener à ces équipes",
  teamsNone: "Aucune équipe : sans effet",
  channels: "Conversations de ces canaux",
  everyChannel: "Tous les canaux",
  messagesADay: "Messages correspondants, par jour",
  conversationsADay: "Conversations correspondantes, par jour",
  mostADay: "au plus {count, number} par jour",
  ofDay: "{day} : {matched, number} sur {looked, number}",
  asTable: "Sous forme de tableau",
  day: "Jour",
  matchedColumn: "Correspondent",
  lookedColumn: "Examinés",
  conditions: "Ce qui s’est vérifié",
  held: "vraie {count, plural, one {une fois} other {# fois}}",
  neverHeld: "jamais vraie",
  neverFound: "{count, plural, one {Introuvable :} other {Introuvables :}} {values}",
  together: "Tout ce groupe à la fois : {count, plural, one {une fois} other {# fois}}.",
  neverTogether: "Jamais tout ce groupe à la fois.",
  phrase: "« {value} »",
  conversations:
    "{count, plural, one {# conversation dont un message correspond} other {# conversations dont un message correspond}}",
  matchOrMove:
    "{count, plural, one {# conversation correspond ou change d’équipe} other {# conversations correspondent ou changent d’équipe}}",
  hidden:
    "{count, plural, one {# d’entre elles est comptée sans être affichée : vous ne pouvez pas la voir.} other {# d’entre elles sont comptées sans être affichées : vous ne pouvez pas les voir.}}",
  newestOf: "Les {count, number} plus récentes sur {total, number} sont affichées.",
  contact: "Contact et message",
  channel: "Canal",
  when: "Quand",
  outcome: "Conversation",
  wouldGoTo: "Va à {team}",
  places: "Quelles équipes les auraient reçues",
  compared:
    "{count, plural, one {La conversation concernée, comme si elle arrivait maintenant avec ses sujets et groupes de contacts d’aujourd’hui :} other {Les # conversations concernées les plus récentes, comme si elles arrivaient maintenant avec leurs sujets et groupes de contacts d’aujourd’hui :}}",
  resolvedFirst:
    "{count, plural, one {# est résolue aussitôt et ne va à aucune équipe.} other {# sont résolues aussitôt et ne vont à aucune équipe.}}",
  wouldResolve: "Résolue aussitôt",
  wouldStay: "Reste ouverte",
  goesTo: "Va à",
  asBefore: "comme sans cet essai",
  insteadOf: "au lieu de {team}",
  fitsNoMore: "ne correspond plus",
};
