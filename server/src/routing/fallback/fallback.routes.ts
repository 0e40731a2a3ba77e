import { fallbackTeams, routingState as routingStateAnswer, teamId } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { routingState } from "../rerouting/routing-state.ts";
import { listFallbackTeamIds } from "./fallback-teams.sql.ts";
import { setFallbackTeam } from "./set-fallback-team.ts";

const params = z.object({ teamId });

/** The default fallback teams, each choice saved at once (R61), and how the choice of teams stands. For Admins. */
export function fallbackRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/fallback-teams",
      summary: "The default fallback teams",
      access: "admin",
      rate: "read",
      answer: fallbackTeams,
      handler: async (request) => ({ teamIds: await listFallbackTeamIds(viewerCtx(deps, request)) }),
    }),
    ...[true, false].map((fallback) =>
      route({
        method: fallback ? "PUT" : "DELETE",
        url: "/fallback-teams/:teamId",
        summary: fallback ? "Make a team a default fallback team" : "A team is no default fallback team any more",
        access: "admin",
        rate: "write",
        params,
        answer: fallbackTeams,
        handler: async (request) => {
          const ctx = viewerCtx(deps, request);
          await setFallbackTeam(ctx, request.params.teamId, fallback);
          return { teamIds: await listFallbackTeamIds(ctx) };
        },
      }),
    ),
    route({
      method: "GET",
      url: "/routing",
      summary: "Whether teams are chosen, what waits without one, and what is being gone through after a change",
      access: "admin",
      rate: "read",
      answer: routingStateAnswer,
      handler: async (request) => await routingState(viewerCtx(deps, request)),
    }),
  ];
}
