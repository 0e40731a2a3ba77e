import { awayStateId, awayStateView, createAwayStateBody, patchAwayStateBody } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import {
  changeAwayState,
  createAwayState,
  deleteAwayState,
  listAwayStates,
  restoreAwayState,
} from "./change-away-state.ts";

const params = z.object({ id: awayStateId });

/** Away states, for Admins; what can be chosen comes with the bootstrap. */
export function awayStateRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/away-states",
      summary: "Every away state, enabled or not.",
      access: "admin",
      rate: "read",
      answer: z.object({ items: z.array(awayStateView) }),
      handler: async (request) => ({ items: await listAwayStates(viewerCtx(deps, request)) }),
    }),
    route({
      method: "POST",
      url: "/away-states",
      summary: "Add an away state.",
      access: "admin",
      rate: "write",
      body: createAwayStateBody,
      answer: awayStateView,
      status: 201,
      handler: async (request) => await createAwayState(viewerCtx(deps, request), request.body.name),
    }),
    route({
      method: "PATCH",
      url: "/away-states/:id",
      summary: "Rename an away state, enable or disable it.",
      access: "admin",
      rate: "write",
      params,
      body: patchAwayStateBody,
      answer: awayStateView,
      handler: async (request) => await changeAwayState(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      method: "DELETE",
      url: "/away-states/:id",
      summary: "Delete an away state; what was recorded under it stays.",
      access: "admin",
      rate: "write",
      params,
      handler: async (request) => await deleteAwayState(viewerCtx(deps, request), request.params.id),
    }),
    route({
      method: "PUT",
      url: "/away-states/:id/restoration",
      summary: "Take the deletion of an away state back.",
      access: "admin",
      rate: "write",
      params,
      answer: awayStateView,
      handler: async (request) => await restoreAwayState(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
