import type { Translation } from "../catalog.ts";
import type { routing as english } from "../en/routing.ts";

export const routing: Translation<typeof english> = {
  agentPart: "Agent",
  teamPart: "Équipe",
  partLabel: "Ce qui doit changer",
  team: "Équipe",
  noTeam: "Aucune équipe",
  searchTeams: "Rechercher une équipe",
  noTeams: "Aucune équipe n’a à la fois ce canal et un membre.",
  there: "{available, plural, =0 {personne de disponible} one {# disponible} other {# disponibles}}",
  moveToTeam: "Déplacer vers une équipe",
  moved: "{name} est désormais chez l’équipe {team}",
  movedToNone: "{name} n’a plus d’équipe",
  outOfSight: "Elle ne fait plus partie des conversations que vous voyez.",
  warning:
    "{more, select, true {Plus de {count, number} conversations attendent} other {{count, plural, one {# conversation attend} other {# conversations attendent}}}} sans équipe",
  warningText:
    "Aucun ensemble de compétences ne mène quelque part, et aucune équipe de secours par défaut ne prend leur canal.",
  warningShow: "Les afficher",
  warningMend: "Configurer les équipes de secours par défaut",
  why: "Pourquoi est-ce ici ?",
  whyNever: "Aucune équipe n’a encore été choisie pour cette conversation.",
  whyByHand: "{actor} l’a déplacée vers l’équipe {team}. Elle y reste jusqu’à sa résolution.",
  whyByHandNone: "{actor} l’a retirée de son équipe. La prochaine règle qui convient peut la replacer.",
  whyNoTeam:
    "Elle n’a pas d’équipe : aucun ensemble de compétences ne mène quelque part, et aucune équipe de secours par défaut ne prend ce canal.",
  whyNoTeamLed:
    "Elle n’a pas d’équipe : {count, plural, one {l’ensemble de compétences {sets} convient, mais ne mène} other {les ensembles de compétences {sets} conviennent, mais ne mènent}} à aucune équipe qui prenne ce canal, et aucune équipe de secours par défaut ne le prend.",
  whyOnly:
    "Elle est chez l’équipe {team}, car {count, plural, one {l’ensemble de compétences {sets} convient} other {les ensembles de compétences {sets} conviennent}}.",
  whyKept:
    "Elle reste chez l’équipe {team}, car {count, plural, one {l’ensemble de compétences {sets} convient} other {les ensembles de compétences {sets} conviennent}}.",
  whyLeast:
    "Elle est chez l’équipe {team}, la moins chargée de celles où {count, plural, one {mène l’ensemble de compétences {sets}} other {mènent les ensembles de compétences {sets}}}.",
  whyFallbackOnly:
    "Elle est chez l’équipe {team}, une équipe de secours par défaut, car aucun ensemble de compétences ne mène quelque part.",
  whyFallbackKept:
    "Elle reste chez l’équipe {team}, une équipe de secours par défaut, car aucun ensemble de compétences ne mène quelque part.",
  whyFallbackLeast:
    "Elle est chez l’équipe {team}, la moins chargée des équipes de secours par défaut, car aucun ensemble de compétences ne mène quelque part.",
  whyFallbackLed:
    "Elle est chez l’équipe {team}, une équipe de secours par défaut : {count, plural, one {l’ensemble de compétences {sets} convient, mais ne mène} other {les ensembles de compétences {sets} conviennent, mais ne mènent}} à aucune équipe qui prenne ce canal.",
  decidedNow: "La dernière décision",
  decidedBefore: "Décisions précédentes",
  trigger_message: "Décidé à l’arrivée d’un message",
  trigger_returned: "Décidé à son retour dans Nouvelles",
  trigger_topics: "Décidé après un changement de ses sujets",
  trigger_contact_groups: "Décidé après un changement des groupes du contact",
  trigger_settings: "Décidé après un changement d’ensembles de compétences, d’équipes de secours ou d’équipes",
  trigger_team_gone: "Décidé parce que son équipe n’existait plus, n’avait plus le canal ou n’avait plus personne",
  trigger_handed_over: "Décidé quand un agent virtuel l’a transmise",
  trigger_by_hand: "Décidé à la main",
  automations: "Automatisations intervenues avant",
  skillSets: "Ensembles de compétences qui conviennent",
  skillSetLeads: "{name} mène à {teams}",
  skillSetLeadsNowhere: "{name} ne mène à aucune équipe qui existe encore",
  candidates: "Équipes possibles",
  fallbackCandidates: "Équipes de secours par défaut possibles",
  candidate: "Équipe",
  waiting: "En attente dans Nouvelles",
  available: "Membres disponibles",
  chosen: "choisie",
  notAsked: "Leur charge n’a pas été demandée : il n’y avait pas à choisir.",
  fallbackTeam: "équipe de secours par défaut",
  bySkillSets: "{count, plural, one {ensemble de compétences {sets}} other {ensembles de compétences {sets}}}",
  goneTeam: "une équipe qui n’existe plus",
};
