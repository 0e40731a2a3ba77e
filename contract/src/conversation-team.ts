import { z } from "zod";
import { conversationRow } from "./conversations.ts";
import { eventId, instant, teamId } from "./ids.ts";
import { routingDecision } from "./routing.ts";

/** A team that conversations may be moved to (W79). */
export const teamOption = z.object({
  id: teamId,
  name: z.string(),
  members: z.number().int(),
  /** Of them: who is Available now. */
  available: z.number().int(),
  /** False: it takes some of the chosen conversations' channels alone. */
  everywhere: z.boolean(),
});
export type TeamOption = z.infer<typeof teamOption>;

/** `version`: what was seen; of two who move it at once the second is told (`changed_meanwhile`). */
export const moveToTeamBody = z.strictObject({ teamId: teamId.nullable(), version: z.number().int().optional() });
/** Null: it is out of one's own sight now. */
export const moveToTeamAnswer = z.object({ conversation: conversationRow.nullable() });

/** "Why is this here?": every decision with what was known then, the last first. */
export const routingExplanation = z.object({
  teamId: teamId.nullable(),
  byHand: z.boolean(),
  decisions: z.array(
    z.object({
      id: eventId,
      at: instant,
      actor: z.object({ type: z.enum(["user", "system"]), name: z.string() }),
      decision: routingDecision,
    }),
  ),
  /** Nothing was decided, because an automation resolved it first. */
  resolvedBy: z.object({ name: z.string(), at: instant }).nullable(),
  /** Names of the teams there are now. */
  teams: z.array(z.object({ id: teamId, name: z.string() })),
});
export type RoutingExplanation = z.infer<typeof routingExplanation>;
