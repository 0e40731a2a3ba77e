import {
  businessHoursId,
  businessHoursList,
  businessHoursView,
  createBusinessHoursBody,
  patchBusinessHoursBody,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../audited-ctx.ts";
import {
  changeBusinessHours,
  createBusinessHours,
  deleteBusinessHours,
  listBusinessHours,
  restoreBusinessHours,
} from "./change-business-hours.ts";

const params = z.object({ id: businessHoursId });
const admin = { access: "admin", rate: "write" } as const;

/** Settings > Business hours (W168). */
export function businessHoursRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/business-hours",
      summary: "Every set of opening hours, by name.",
      access: "admin",
      rate: "read",
      answer: businessHoursList,
      handler: async (request) => ({ items: await listBusinessHours(viewerCtx(deps, request)) }),
    }),
    route({
      ...admin,
      method: "POST",
      url: "/business-hours",
      summary: "Add a set of opening hours, for some channels.",
      body: createBusinessHoursBody,
      answer: businessHoursView,
      status: 201,
      handler: async (request) => await createBusinessHours(viewerCtx(deps, request), request.body),
    }),
    route({
      ...admin,
      method: "PATCH",
      url: "/business-hours/:id",
      summary: "Change opening hours, holidays or channels.",
      params,
      body: patchBusinessHoursBody,
      answer: businessHoursView,
      handler: async (request) => await changeBusinessHours(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      ...admin,
      method: "DELETE",
      url: "/business-hours/:id",
      summary: "Delete a set of opening hours; its channels are open around the clock then.",
      params,
      handler: async (request) => await deleteBusinessHours(viewerCtx(deps, request), request.params.id),
    }),
    route({
      ...admin,
      method: "PUT",
      url: "/business-hours/:id/restoration",
      summary: "Take the deletion of opening hours back, with the channels that have no others meanwhile.",
      params,
      answer: businessHoursView,
      handler: async (request) => await restoreBusinessHours(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
