import { boomerangWish, conversationId, conversationRow } from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../../http/index.ts";
import { undoStatus } from "../undo/undo-status.ts";
import { cancelBoomerang, setBoomerang } from "./set-boomerang.ts";

const params = z.object({ id: conversationId });

/** Boomerangs, and the way back from a change of status. */
export function timeRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "PUT",
      url: "/conversations/:id/boomerang",
      summary: "Have a Pending or Resolved conversation come back by itself; replaces the boomerang there is",
      access: "signed_in",
      rate: "write",
      params,
      body: boomerangWish,
      answer: conversationRow,
      handler: async ({ viewer, params, body }) => await setBoomerang(ctxOf(viewer), params.id, body),
    }),
    route({
      method: "DELETE",
      url: "/conversations/:id/boomerang",
      summary: "Cancel the boomerang; the conversation stays where it is",
      access: "signed_in",
      rate: "write",
      params,
      answer: conversationRow,
      handler: async ({ viewer, params }) => await cancelBoomerang(ctxOf(viewer), params.id),
    }),
    route({
      method: "POST",
      url: "/conversations/:id/undo",
      summary: "Take one's own last change of status back, with assignment, place in the queue and boomerang",
      access: "signed_in",
      rate: "write",
      params,
      answer: conversationRow,
      handler: async ({ viewer, params }) => await undoStatus(ctxOf(viewer), params.id),
    }),
  ];
}
