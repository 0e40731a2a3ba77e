import { organizationView, patchOrganizationBody } from "@guichet/contract";
import { type Route, route } from "../http/index.ts";
import { type ViewerDeps, viewerCtx } from "./audited-ctx.ts";
import { changeOrganization, getOrganization } from "./change-organization.ts";

/** The organization's own settings. */
export function organizationRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/organization",
      summary: "The organization's settings.",
      access: "admin",
      rate: "read",
      answer: organizationView,
      handler: async (request) => await getOrganization(viewerCtx(deps, request)),
    }),
    route({
      method: "PATCH",
      url: "/organization",
      summary: "Change the organization's settings.",
      access: "admin",
      rate: "write",
      body: patchOrganizationBody,
      answer: organizationView,
      handler: async (request) => await changeOrganization(viewerCtx(deps, request), request.body),
    }),
  ];
}
