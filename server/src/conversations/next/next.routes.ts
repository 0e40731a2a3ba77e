import { nextAnswer, nextBody } from "@guichet/contract";
import { type Route, type RouteCtx, route } from "../../http/index.ts";
import { bringNext } from "./bring-next.ts";

export function nextRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "POST",
      url: "/next-conversation",
      summary: "Open and hold the first conversation of New that is free, for an agent who is Available",
      access: "signed_in",
      rate: "write",
      body: nextBody,
      answer: nextAnswer,
      handler: async ({ viewer, body }) => await bringNext(ctxOf(viewer), body),
    }),
  ];
}
