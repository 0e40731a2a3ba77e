import { z } from "zod";
import { automationId, skillSetId, teamId } from "./ids.ts";

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

/** Why a conversation has the team it has, with names as they were then: kept for good and shown as "Why is this here?". */
export const routingDecision = z.object({
  trigger: routingTrigger,
  rule: routingRule,
  teamId: teamId.nullable(),
  /** No skill set leads to a team: the candidates are the default fallback teams. */
  fallback: z.boolean(),
  /** Rules that acted on this message before. */
  automations: z.array(z.object({ id: automationId, name: z.string() })),
  /** Skill sets that were true and the teams they are applied to. */
  skillSets: z.array(z.object({ id: skillSetId, name: z.string(), teamIds: z.array(teamId) })),
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
