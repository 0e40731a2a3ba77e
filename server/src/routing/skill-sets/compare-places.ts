import type { RoutingDecision, SkillSetTryOut, TeamId } from "@guichet/contract";
import {
  chooseTeam,
  type Load,
  type LoadOf,
  type RoutingSettings,
  type TeamQuestion,
} from "../choosing/choose-team.ts";

/** Where one conversation goes on both sides. `moves`: to another team than without the draft. */
export type Places = { readonly moves: boolean; readonly before: TeamId | null; readonly after: TeamId | null };
/** What is asked of a conversation that comes in anew and that nobody has placed. */
export type PastQuestion = Pick<TeamQuestion, "channelId" | "visibility" | "text" | "topicIds" | "groupIds">;

/**
 * Chooses twice for one conversation after another, as if each came in anew and no person had placed it. Nobody knows how busy
 * teams were then: all begin idle, and each conversation counts for the team that gets it, so that several which fit share
 * evenly. Where the draft leaves the candidates as they are, the team is the same one.
 */
export function comparePlaces(before: RoutingSettings, after: RoutingSettings) {
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
    /** `changed`: as it would be with the draft; null: the draft resolves it, and nobody gets it. */
    look(past: PastQuestion, changed: PastQuestion | null = past): Places {
      const was = sides.before.choose(questionOf(past));
      add("before", was, was.teamId);
      if (changed === null) return { moves: false, before: was.teamId, after: null };
      const is = sides.after.choose(questionOf(changed));
      const teamId = sameCandidates(was, is) ? was.teamId : is.teamId;
      add("after", is, teamId);
      const moves = was.teamId !== teamId;
      if (moves) moved += 1;
      return { moves, before: was.teamId, after: teamId };
    },
    told: (): Pick<SkillSetTryOut, "moved" | "teams" | "fallback"> => ({
      ...{ moved, fallback },
      teams: [...teams]
        .map(([teamId, counts]) => ({ teamId, ...counts }))
        .toSorted((a, b) => b.after - a.after || b.before - a.before),
    }),
  };
}

function questionOf(past: PastQuestion): TeamQuestion {
  return { ...past, trigger: "message", teamId: null, teamByHand: false, automations: [] };
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
    choose: (question: TeamQuestion) => chooseTeam(question, settings, loadOf),
    give(id: TeamId | null): void {
      if (id === null) return;
      turn += 1;
      loads.set(id, { waiting: loadOf(id).waiting + 1, available: 1, receivedAt: turn });
    },
  };
}
