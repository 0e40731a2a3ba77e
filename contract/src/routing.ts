import { z } from "zod";
import { automationId, skillSetId, teamId } from "./ids.ts";
import { RULE_OPERATORS } from "./rules.ts";
import { SKILL_FIELD_NAMES } from "./skill-rules.ts";

/** What made a conversation look for its team (analytics, 5.2). */
export const routingTrigger = z.enum([
  "message",
  "returned",
  "topics",
  "contact_groups",
  "settings",
  "team_gone",
  "handed_over",
  "by_hand",
]);
export type RoutingTrigger = z.infer<typeof routingTrigger>;

/**
 * By which rule of the procedure (analytics, 5.1): placed by a person, the only candidate, the one that had it already, the
 * least loaded of several, no candidate and nowhere to fall back to. `fallback` below says whether skill sets made the candidates.
 */
export const routingRule = z.enum(["by_hand", "only", "kept", "least_loaded", "no_team"]);

/** Names as they were then, so that nothing is unreadable when it is renamed or deleted. `more`: so many besides. */
const toldWords = z.object({ words: z.array(z.string()), more: z.number().int() });
export type ToldWords = z.infer<typeof toldWords>;

/**
 * A condition of a skill set that held. `words`: of *any of* what was found; of *all of* and *none of* what was asked for; of
 * the visibility `public` or `private`.
 */
export const heldCondition = toldWords.extend({
  field: z.enum(SKILL_FIELD_NAMES),
  operator: z.enum(RULE_OPERATORS),
});
export type HeldCondition = z.infer<typeof heldCondition>;

/** What was known of the conversation when it was decided; what the contact wrote is not kept a second time. */
export const routingFacts = z.object({
  channel: z.string(),
  visibility: z.enum(["public", "private"]),
  topics: toldWords,
  groups: toldWords,
});
export type RoutingFacts = z.infer<typeof routingFacts>;

/** Why a conversation has the team it has, with names as they were then: kept for good and shown as "Why is this here?". */
export const routingDecision = z.object({
  trigger: routingTrigger,
  rule: routingRule,
  teamId: teamId.nullable(),
  /** No skill set leads to a team: the candidates are the default fallback teams. */
  fallback: z.boolean(),
  /** Automations that acted on it before: at the intake on this message, later on the conversation. */
  automations: z.array(z.object({ id: automationId, name: z.string() })),
  /**
   * Skill sets that were true and the teams they are applied to. `held`: the filter groups that made each true, any of which
   * would have been enough, with their conditions; of the first sets and groups alone, and absent in older decisions.
   */
  skillSets: z.array(
    z.object({
      id: skillSetId,
      name: z.string(),
      teamIds: z.array(teamId),
      held: z.array(z.array(heldCondition)).optional(),
    }),
  ),
  /** Absent in what a person decided, and in older decisions. */
  facts: routingFacts.optional(),
  /** `waiting`: in New with that team; `available`: its members who are Available. Null where it was not asked. */
  candidates: z.array(
    z.object({
      teamId,
      name: z.string(),
      waiting: z.number().int().nullable(),
      available: z.number().int().nullable(),
    }),
  ),
});
export type RoutingDecision = z.infer<typeof routingDecision>;
