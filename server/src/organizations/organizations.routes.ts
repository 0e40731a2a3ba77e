import { organizationView, patchOrganizationBody, settingsChange } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { type ViewerDeps, viewerCtx } from "./audited-ctx.ts";
import { changeOrganization, getOrganization } from "./change-organization.ts";
import { listSettingsChanges } from "./list-settings-changes.ts";

/** Below the greatest bigint, so that no number reaches the database that it cannot hold. */
const lineNumber = z.string().regex(/^\d{1,18}$/);

/** The organization's own settings and the log of every change of settings. */
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
    route({
      method: "GET",
      url: "/settings-changes",
      summary: "The log of settings, newest first.",
      access: "admin",
      rate: "read",
      query: z.object({ after: lineNumber.optional() }),
      answer: z.object({ items: z.array(settingsChange), next: z.string().nullable() }),
      handler: async (request) => await listSettingsChanges(viewerCtx(deps, request), request.query.after),
    }),
  ];
}
