/** Which team a conversation is for, and why; and how soon it is answered. */
export { routingStepsOf } from "./choosing/routing-steps.ts";
export { fallbackRoutes } from "./fallback/fallback.routes.ts";
export { listFallbackTeamIds } from "./fallback/fallback-teams.sql.ts";
export { setFallbackTeam } from "./fallback/set-fallback-team.ts";
export { individualListener } from "./individual/individual.listeners.ts";
export { createGivingWork } from "./individual/work-on-givings.ts";
export { changePrioritization } from "./prioritization/change-prioritization.ts";
export { prioritizationListener } from "./prioritization/prioritization.listeners.ts";
export { prioritizationRoutes } from "./prioritization/prioritization.routes.ts";
export { readPrioritization } from "./prioritization/prioritization.sql.ts";
export { prioritizeAtIntake } from "./prioritization/prioritize-at-intake.ts";
export { createRescoringWork } from "./prioritization/work-on-rescorings.ts";
export { routingListener } from "./rerouting/routing.listeners.ts";
export { createReroutingWork } from "./rerouting/work-on-reroutings.ts";
export { applyToTeam } from "./skill-sets/apply-to-team.ts";
export { changeSkillSet, createSkillSet, deleteSkillSet } from "./skill-sets/change-skill-set.ts";
export { listSkillSets } from "./skill-sets/list-skill-sets.ts";
export { skillSetRoutes } from "./skill-sets/skill-sets.routes.ts";
