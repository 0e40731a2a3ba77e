import {
  conversationId,
  conversationRow,
  moveToTeamAnswer,
  moveToTeamBody,
  routingExplanation,
  teamOption,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../../http/index.ts";
import { explainRouting } from "./explain-routing.ts";
import { listTeamOptions } from "./list-team-options.ts";
import { moveToTeam } from "./move-to-team.ts";
import { undoMove } from "./undo-move.ts";

const params = z.object({ id: conversationId });

/** The team of a conversation: to which it can be moved, and why it has the one it has. */
export function conversationTeamRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "GET",
      url: "/conversations/:id/teams",
      summary: "To which teams it may be moved",
      access: "signed_in",
      rate: "read",
      params,
      answer: z.object({ items: z.array(teamOption) }),
      handler: async ({ viewer, params }) => ({ items: await listTeamOptions(ctxOf(viewer), params.id) }),
    }),
    route({
      method: "PUT",
      url: "/conversations/:id/team",
      summary: "Move it to a team of its channel, or to none",
      access: "signed_in",
      rate: "write",
      params,
      body: moveToTeamBody,
      answer: moveToTeamAnswer,
      handler: async ({ viewer, params, body }) => ({
        conversation: await moveToTeam(ctxOf(viewer), params.id, body.teamId, body.version),
      }),
    }),
    route({
      method: "POST",
      url: "/conversations/:id/team/undo",
      summary: "Take one's own last move back",
      access: "signed_in",
      rate: "write",
      params,
      answer: conversationRow,
      handler: async ({ viewer, params }) => await undoMove(ctxOf(viewer), params.id),
    }),
    route({
      method: "GET",
      url: "/conversations/:id/routing",
      summary: "Why it has the team it has: every decision, the last first",
      access: "signed_in",
      rate: "read",
      params,
      answer: routingExplanation,
      handler: async ({ viewer, params }) => await explainRouting(ctxOf(viewer), params.id),
    }),
  ];
}
