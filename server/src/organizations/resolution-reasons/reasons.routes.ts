import {
  createResolutionReasonBody,
  patchResolutionReasonBody,
  resolutionReasonId,
  resolutionReasonView,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../audited-ctx.ts";
import { addReason, changeReason, deleteReason, listReasons } from "./change-reasons.ts";

const params = z.object({ id: resolutionReasonId });

/** Settings > Resolution reasons. What agents choose from comes with bootstrap. */
export function resolutionReasonRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/resolution-reasons",
      summary: "Every resolution reason, by name.",
      access: "admin",
      rate: "read",
      answer: z.object({ items: z.array(resolutionReasonView) }),
      handler: async (request) => ({ items: await listReasons(viewerCtx(deps, request)) }),
    }),
    route({
      method: "POST",
      url: "/resolution-reasons",
      summary: "Add a resolution reason.",
      access: "admin",
      rate: "write",
      body: createResolutionReasonBody,
      answer: resolutionReasonView,
      status: 201,
      handler: async (request) => await addReason(viewerCtx(deps, request), request.body),
    }),
    route({
      method: "PATCH",
      url: "/resolution-reasons/:id",
      summary: "Rename a resolution reason, or put it out of use and back.",
      access: "admin",
      rate: "write",
      params,
      body: patchResolutionReasonBody,
      answer: resolutionReasonView,
      handler: async (request) => await changeReason(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      method: "DELETE",
      url: "/resolution-reasons/:id",
      summary: "Delete a resolution reason that nothing uses; history keeps its words.",
      access: "admin",
      rate: "write",
      params,
      handler: async (request) => await deleteReason(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
