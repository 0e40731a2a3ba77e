import type { PreparedRule, RoutingDecision, SkillSetTryOut, TeamId, Trial } from "@guichet/contract";
import type { PastConversation } from "../../conversations/index.ts";
import { chooseTeam, factsOf, type Load, type LoadOf, type RoutingSettings } from "../choosing/choose-team.ts";

export type WhatIf = {
  /** As it is saved, and with the draft. */
  readonly before: RoutingSettings;
  readonly after: RoutingSettings;
  readonly holds: PreparedRule;
};
/** `moves`: its team is another one than without the draft. */
export type Outcome = {
  readonly matches: boolean;
  readonly moves: boolean;
  readonly before: TeamId | null;
  readonly after: TeamId | null;
};

/**
 * Chooses twice for one conversation after another, as if each came in anew and no person had placed it. Nobody knows how busy
 * teams were then: all begin idle, and each conversation counts for the team that gets it, so that several which fit share
 * evenly. Where the draft leaves the candidates as they are, the team is the same one.
 */
export function compareChoices({ before, after, holds }: WhatIf, trial: Trial) {
  const sides = { before: createSide(before), after: createSide(after) };
  const teams = new Map<TeamId | null, { before: number; after: number }>();
  const fallback = { before: 0, after: 0 };
  let moved = 0;

  function add(side: "before" | "after", decision: RoutingDecision, teamId: TeamId | null): void {
    sides[side].give(teamId);
    const counted = teams.get(teamId) ?? { before: 0, after: 0 };
    counted[side] += 1;
    teams.set(teamId, counted);
    if (decision.fallback && teamId !== null) fallback[side] += 1;
  }

  return {
    look(conversation: PastConversation): Outcome {
      const question = questionOf(conversation);
      const facts = factsOf(question);
      const matches = holds(facts);
      trial.look(facts);
      const was = sides.before.choose(question);
      const is = sides.after.choose(question);
      const teamId = sameCandidates(was, is) ? was.teamId : is.teamId;
      add("before", was, was.teamId);
      add("after", is, teamId);
      const moves = was.teamId !== teamId;
      if (moves) moved += 1;
      return { matches, moves, before: was.teamId, after: teamId };
    },
    told: (): Pick<SkillSetTryOut, "moved" | "teams" | "fallback"> => ({
      ...{ moved, fallback },
      teams: [...teams]
        .map(([teamId, counts]) => ({ teamId, ...counts }))
        .toSorted((a, b) => b.after - a.after || b.before - a.before),
    }),
  };
}

type Question = Parameters<typeof chooseTeam>[0];

function questionOf(past: PastConversation): Question {
  return {
    ...{ trigger: "message", teamId: null, teamByHand: false, automations: [] },
    ...{ channelId: past.channel_id, visibility: past.visibility, text: past.text },
    ...{ topicIds: past.topic_ids, groupIds: past.group_ids },
  };
}

function sameCandidates(a: RoutingDecision, b: RoutingDecision): boolean {
  return (
    a.candidates.length === b.candidates.length &&
    a.candidates.every(({ teamId }, at) => teamId === b.candidates[at]?.teamId)
  );
}

function createSide(settings: RoutingSettings) {
  const loads = new Map<TeamId, Load>();
  const loadOf: LoadOf = (id) => loads.get(id) ?? { waiting: 0, available: 1, receivedAt: 0 };
  let turn = 0;
  return {
    choose: (question: Question) => chooseTeam(question, settings, loadOf),
    give(id: TeamId | null): void {
      if (id === null) return;
      turn += 1;
      loads.set(id, { waiting: loadOf(id).waiting + 1, available: 1, receivedAt: turn });
    },
  };
}
