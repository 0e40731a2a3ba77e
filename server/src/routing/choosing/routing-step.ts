import type { OrganizationId, RoutingDecision, RoutingTrigger } from "@guichet/contract";
import type { IntakeDecision, IntakeFacts, IntakeStep } from "../../conversations/index.ts";
import { chooseTeam, type RoutingSettings } from "./choose-team.ts";
import { explainDecision } from "./explain-decision.ts";
import type { Loads } from "./loads.ts";

/**
 * The choice of a team inside the intake (analytics 5.2 and 12): when a conversation begins or comes back to New, when a rule
 * has put topics on it, and when skill sets ask for words that a later message may say. What is resolved, or was placed by a
 * person, is left alone.
 */
export function routingStep(organizationId: OrganizationId, settings: RoutingSettings, loads: Loads): IntakeStep {
  return (facts, now) => {
    if (facts.resolved || facts.held) return undefined;
    const trigger = triggerOf(facts, settings);
    if (trigger === undefined) return undefined;
    const question = { ...facts, trigger };
    const decision = chooseTeam(question, settings, loads.of(organizationId));
    if (!isNews(facts, trigger, decision)) return undefined;
    loads.moved(organizationId, facts.teamId, decision.teamId, now);
    return toTeam(facts, settings, explainDecision(decision, question, settings));
  };
}

function triggerOf(facts: IntakeFacts, { asks }: RoutingSettings): RoutingTrigger | undefined {
  if (facts.handedOver === true) return "handed_over";
  if (facts.cameToNew) return facts.firstMessage ? "message" : "returned";
  if (asks.topics && facts.automations.length > 0) return "topics";
  // What was said before the latest message has no say.
  return asks.keywords && facts.late !== true ? "message" : undefined;
}

/**
 * In the middle of New only a move is told. A message that says nothing of the kind moves nothing: what an earlier one said
 * has led the conversation where it is.
 */
function isNews(facts: IntakeFacts, trigger: RoutingTrigger, { rule, teamId, fallback }: RoutingDecision): boolean {
  if (rule === "by_hand") return false;
  if (facts.cameToNew) return true;
  return teamId !== facts.teamId && (trigger === "topics" || !fallback);
}

function toTeam(facts: IntakeFacts, { teams }: RoutingSettings, decision: RoutingDecision): IntakeDecision {
  const { teamId } = decision;
  const members = teamId === null ? undefined : teams.get(teamId)?.memberIds;
  const stranger = facts.assigneeId !== null && members !== undefined && !members.has(facts.assigneeId);
  return { team: { teamId, decision, dropAssignee: stranger && teamId !== facts.teamId } };
}
