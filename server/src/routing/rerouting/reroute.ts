import type { ConversationId, RoutingTrigger } from "@guichet/contract";
import {
  type Moved,
  type RouteConversation,
  type RouteOptions,
  routeConversations,
} from "../../conversations/index.ts";
import type { Ctx } from "../../db/index.ts";
import { chooseTeam, type LoadOf, type RoutingSettings, type TeamQuestion } from "../choosing/choose-team.ts";
import { explainDecision } from "../choosing/explain-decision.ts";
import { loadSettings, mayCompete, toSettings } from "../choosing/load-settings.ts";
import type { Loads } from "../choosing/loads.ts";

const NOBODY: ReadonlySet<never> = new Set();
const IDLE: LoadOf = () => ({ waiting: 0, available: 0, receivedAt: 0 });

export type Rerouter = { readonly settings: RoutingSettings; readonly route: RouteConversation; wouldMove: Mover };
type Mover = NonNullable<RouteOptions["wouldMove"]>;

/** Reads what is set up now, and how busy teams are. `inUse` false: nobody chooses teams. */
export async function prepareRerouting(
  ctx: Ctx,
  loads: Loads,
  trigger: RoutingTrigger,
): Promise<Rerouter & { readonly inUse: boolean }> {
  const found = await loadSettings(ctx);
  // Nothing is set up any more: what rules have placed goes back to No team, what a person has placed stays.
  const settings = found ?? (await toSettings(ctx, [], []));
  if (mayCompete(settings)) await loads.refresh(ctx.organizationId);
  const choose = (question: TeamQuestion, loadOf: LoadOf) => chooseTeam(question, settings, loadOf);
  return {
    inUse: found !== undefined,
    settings,
    wouldMove: (question) => choose({ ...question, trigger }, IDLE).teamId !== question.teamId,
    route(asked) {
      const question: TeamQuestion = { ...asked, trigger };
      const decision = choose(question, loads.of(ctx.organizationId));
      // Where a person placed it, it stays; that was told then.
      if (decision.rule === "by_hand") return undefined;
      const { teamId } = decision;
      loads.moved(ctx.organizationId, question.teamId, teamId, ctx.now());
      return {
        decision: explainDecision(decision, question, settings),
        memberIds: teamId === null ? NOBODY : (settings.teams.get(teamId)?.memberIds ?? NOBODY),
      };
    },
  };
}

export async function reroute(
  ctx: Ctx,
  loads: Loads,
  ids: readonly ConversationId[],
  trigger: RoutingTrigger,
  options: Omit<RouteOptions, "withText" | "wouldMove"> & { readonly alsoUnused?: boolean },
): Promise<Moved[]> {
  if (ids.length === 0) return [];
  const { inUse, settings, route } = await prepareRerouting(ctx, loads, trigger);
  if (!inUse && options.alsoUnused !== true) return [];
  return await routeConversations(ctx, ids, route, { ...options, withText: settings.asks.keywords, tellKept: inUse });
}
