import {
  automationId,
  automationList,
  automationUses,
  automationUsesQuery,
  automationView,
  createAutomationBody,
  orderAutomationsBody,
  patchAutomationBody,
  tryAutomationBody,
} from "@guichet/contract";
import { z } from "zod";
import type { TryOutPlaces } from "../conversations/index.ts";
import { type Route, route, sendLines } from "../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../organizations/index.ts";
import { copyAutomation } from "./copy-automation.ts";
import { deleteAutomation, restoreAutomation } from "./delete-automation.ts";
import { listAutomations, listAutomationUses } from "./list-automations.ts";
import { orderAutomations } from "./order-automations.ts";
import { changeAutomation, createAutomation } from "./save-automation.ts";
import { type TryTopics, tryAutomation } from "./try-automation.ts";

const params = z.object({ id: automationId });
const write = { access: "admin", rate: "write" } as const;
const read = { access: "admin", rate: "read" } as const;

/** Settings > Automations, for Admins (R04). */
export function automationRoutes(deps: ViewerDeps, places: TryOutPlaces, tryTopics: TryTopics): Route[] {
  return [
    route({
      ...{ ...read, method: "GET", url: "/automations", answer: automationList },
      summary: "Every automation, in the order in which they run.",
      handler: async (request) => await listAutomations(viewerCtx(deps, request)),
    }),
    route({
      ...{ ...read, method: "GET", url: "/automation-uses", query: automationUsesQuery, answer: automationUses },
      summary: "Automations that name a tag, topic, resolution reason or channel.",
      handler: async (request) => await listAutomationUses(viewerCtx(deps, request), request.query),
    }),
    route({
      ...{ ...write, method: "POST", url: "/automations", body: createAutomationBody, answer: automationView },
      summary: "Add an automation; it runs after those that are there.",
      status: 201,
      handler: async (request) => await createAutomation(viewerCtx(deps, request), request.body),
    }),
    route({
      ...{ ...write, method: "PATCH", url: "/automations/:id", params, body: patchAutomationBody },
      summary: "Change an automation, or switch it on or off.",
      answer: automationView,
      handler: async (request) => await changeAutomation(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      ...{ ...read, method: "POST", url: "/automations/try-out", body: tryAutomationBody },
      summary: "What a draft would have done with what contacts wrote in the last days; answered line by line.",
      handler: async (request, reply) => {
        const ctx = viewerCtx(deps, request);
        const lines = places.take(ctx.organizationId, () => tryAutomation(ctx, request.body, tryTopics));
        return await sendLines(request.raw, reply, lines, deps.log);
      },
    }),
    route({
      ...{ ...write, method: "POST", url: "/automations/:id/copy", params, answer: automationView },
      summary: "Copy an automation; the copy is switched off.",
      status: 201,
      handler: async (request) => await copyAutomation(viewerCtx(deps, request), request.params.id),
    }),
    route({
      ...{ ...write, method: "PUT", url: "/automation-order", body: orderAutomationsBody, answer: automationList },
      summary: "The order in which automations run.",
      handler: async (request) => await orderAutomations(viewerCtx(deps, request), request.body.ids),
    }),
    route({
      ...{ ...write, method: "DELETE", url: "/automations/:id", params },
      summary: "Delete an automation; for a day it can be restored.",
      handler: async (request) => await deleteAutomation(viewerCtx(deps, request), request.params.id),
    }),
    route({
      ...{ ...write, method: "POST", url: "/automations/:id/restoration", params, answer: automationView },
      summary: "Restore a deleted automation.",
      handler: async (request) => await restoreAutomation(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
