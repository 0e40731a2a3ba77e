import { searchAnswer, searchQuery } from "@guichet/contract";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import { runSearch } from "./run-search.ts";

/** The search: for everybody who is signed in, over the channels they see. */
export function searchRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "GET",
      url: "/search",
      summary: "Contacts and conversations by words and operators, resolved ones and internal comments among them",
      access: "signed_in",
      rate: "read",
      query: searchQuery,
      answer: searchAnswer,
      handler: async ({ viewer, query }) => await runSearch(ctxOf(viewer), query),
    }),
  ];
}
