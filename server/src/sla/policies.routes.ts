import {
  createSlaPolicyBody,
  patchSlaPolicyBody,
  slaPolicyId,
  slaPolicyList,
  slaPolicyUses,
  slaPolicyView,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../organizations/index.ts";
import {
  changePolicy,
  countPolicyUses,
  createPolicy,
  deletePolicy,
  listPolicies,
  restorePolicy,
} from "./change-policies.ts";

const params = z.object({ id: slaPolicyId });
const admin = { access: "admin", rate: "write" } as const;

/** Settings > SLA policies (R82). */
export function slaPolicyRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/sla-policies",
      summary: "Every SLA policy, by name.",
      access: "admin",
      rate: "read",
      answer: slaPolicyList,
      handler: async (request) => ({ items: await listPolicies(viewerCtx(deps, request)) }),
    }),
    route({
      method: "GET",
      url: "/sla-policies/:id/uses",
      summary: "The channels of an SLA policy, and how many conversations wait under it.",
      access: "admin",
      rate: "read",
      params,
      answer: slaPolicyUses,
      handler: async (request) => await countPolicyUses(viewerCtx(deps, request), request.params.id),
    }),
    route({
      ...admin,
      method: "POST",
      url: "/sla-policies",
      summary: "Add an SLA policy, for some channels.",
      body: createSlaPolicyBody,
      answer: slaPolicyView,
      status: 201,
      handler: async (request) => await createPolicy(viewerCtx(deps, request), request.body),
    }),
    route({
      ...admin,
      method: "PATCH",
      url: "/sla-policies/:id",
      summary: "Change an SLA policy; clocks that run are counted anew.",
      params,
      body: patchSlaPolicyBody,
      answer: slaPolicyView,
      handler: async (request) => await changePolicy(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      ...admin,
      method: "DELETE",
      url: "/sla-policies/:id",
      summary: "Delete an SLA policy; nothing is owed under it any more.",
      params,
      handler: async (request) => await deletePolicy(viewerCtx(deps, request), request.params.id),
    }),
    route({
      ...admin,
      method: "PUT",
      url: "/sla-policies/:id/restoration",
      summary: "Take the deletion of an SLA policy back, with the channels that have no other meanwhile.",
      params,
      answer: slaPolicyView,
      handler: async (request) => await restorePolicy(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
