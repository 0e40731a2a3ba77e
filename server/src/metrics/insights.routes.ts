import { insights } from "@guichet/contract";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import { createInsights } from "./insights.ts";

export function insightRoutes(ctxOf: RouteCtx): Route[] {
  const readInsights = createInsights();
  return [
    route({
      method: "GET",
      url: "/insights",
      summary: "Real-time insights: my figures of today and how my channels stand",
      access: "signed_in",
      rate: "read",
      answer: insights,
      handler: async ({ viewer }) => await readInsights(ctxOf(viewer), viewer.userId),
    }),
  ];
}
