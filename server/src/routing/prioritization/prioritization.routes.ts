import { patchPrioritizationBody, prioritization } from "@guichet/contract";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { changePrioritization } from "./change-prioritization.ts";
import { readPrioritization } from "./prioritization.sql.ts";

/** What is answered sooner (Settings > Prioritization). */
export function prioritizationRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/prioritization",
      summary: "Which topics, contact groups and channels are answered sooner.",
      access: "admin",
      rate: "read",
      answer: prioritization,
      handler: async (request) => await readPrioritization(viewerCtx(deps, request)),
    }),
    route({
      method: "PATCH",
      url: "/prioritization",
      summary: "Add to what is answered sooner, or take away from it.",
      access: "admin",
      rate: "write",
      body: patchPrioritizationBody,
      answer: prioritization,
      handler: async (request) => await changePrioritization(viewerCtx(deps, request), request.body),
    }),
  ];
}
