import { Readable } from "node:stream";
import { exportSettingsChangesQuery, listSettingsChangesAnswer, listSettingsChangesQuery } from "@guichet/contract";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../audited-ctx.ts";
import { exportSettingsChanges } from "./export-settings-changes.ts";
import { listSettingsChanges } from "./list-settings-changes.ts";

/** The log of every change of settings: looked through and taken away as a file, by Admins (W170). */
export function settingsLogRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/settings-changes",
      summary: "The log of settings, newest first; by words, person, kind and date",
      access: "admin",
      rate: "read",
      query: listSettingsChangesQuery,
      answer: listSettingsChangesAnswer,
      handler: async (request) => await listSettingsChanges(viewerCtx(deps, request), request.query),
    }),
    route({
      method: "GET",
      url: "/settings-changes/export",
      summary: "The log of settings as a file, in the order of its chain, with its hashes",
      access: "admin",
      rate: "read",
      query: exportSettingsChangesQuery,
      handler: async (request, reply) => {
        const { format, ...filter } = request.query;
        const day = deps.now().toISOString().slice(0, 10);
        return await reply
          .header("content-type", format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8")
          .header("content-disposition", `attachment; filename="settings-log-${day}.${format}"`)
          .header("cache-control", "no-store")
          .send(Readable.from(exportSettingsChanges(viewerCtx(deps, request), format, filter)));
      },
    }),
  ];
}
