import { discardProblemBody, problemKind, problemList, retryAllAnswer, retryAllBody } from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../organizations/index.ts";
import { discardProblem, listProblems, type ProblemsDeps, retryAllProblems, retryProblem } from "./problems.ts";

const params = z.object({ id: z.string().max(60) });

/** What is stuck, failed or uncertain, for an Admin (I16). */
export function problemsRoutes(deps: ProblemsDeps & ViewerDeps & { readonly ctxOf: RouteCtx }): Route[] {
  return [
    route({
      method: "GET",
      url: "/problems",
      summary: "What is stuck, failed or uncertain",
      access: "admin",
      rate: "read",
      query: z.object({ kind: problemKind.optional(), after: z.string().max(60).optional() }),
      answer: problemList,
      handler: async ({ viewer, query }) => await listProblems(deps.ctxOf(viewer), query),
    }),
    route({
      method: "POST",
      url: "/problems/:id/retry",
      summary: "Try one again",
      access: "admin",
      rate: "write",
      params,
      handler: async ({ viewer, params }) => await retryProblem(deps, deps.ctxOf(viewer), params.id),
    }),
    route({
      method: "POST",
      url: "/problems/:id/discard",
      summary: "Give one up, with a note",
      access: "admin",
      rate: "write",
      params,
      body: discardProblemBody,
      handler: async (request) => await discardProblem(viewerCtx(deps, request), request.params.id, request.body.note),
    }),
    route({
      method: "POST",
      url: "/problems/retry-all",
      summary: "Try all of a kind again",
      access: "admin",
      rate: "write",
      body: retryAllBody,
      answer: retryAllAnswer,
      handler: async ({ viewer, body }) => ({
        retried: await retryAllProblems(deps, deps.ctxOf(viewer), body.kind, body.reason),
      }),
    }),
  ];
}
