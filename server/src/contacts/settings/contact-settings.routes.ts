import { contactSettings, patchContactSettingsBody } from "@guichet/contract";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { changeContactSettings } from "./change-contact-settings.ts";
import { readContactSettings } from "./contact-settings.sql.ts";

/** What holds for all contacts of the organization. */
export function contactSettingsRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/contact-settings",
      summary: "How contacts are matched over channels, and when their attributes are cleared.",
      access: "admin",
      rate: "read",
      answer: contactSettings,
      handler: async (request) => await readContactSettings(viewerCtx(deps, request)),
    }),
    route({
      method: "PATCH",
      url: "/contact-settings",
      summary: "Change how contacts are matched and when their attributes are cleared.",
      access: "admin",
      rate: "write",
      body: patchContactSettingsBody,
      answer: contactSettings,
      handler: async (request) => await changeContactSettings(viewerCtx(deps, request), request.body),
    }),
  ];
}
