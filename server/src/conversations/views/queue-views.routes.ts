import {
  createQueueViewBody,
  patchQueueViewBody,
  queueView,
  queueViewCounts,
  queueViewId,
  queueViewList,
  viewUses,
  viewUsesQuery,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { createCountInTurn } from "../count-in-turn.ts";
import { countViews, listViews } from "./list-views.ts";
import { changeView, createView, deleteView, restoreView } from "./save-view.ts";
import { listViewUses } from "./view-uses.ts";

const params = z.object({ id: queueViewId });

/** Saved views of the queue: one's own, and those that are shared with everybody who works in the inbox. */
export function queueViewsRoutes(deps: ViewerDeps): Route[] {
  const count = createCountInTurn();
  return [
    route({
      method: "GET",
      url: "/queue-views",
      summary: "Saved views of the queue that one sees",
      access: "signed_in",
      rate: "read",
      answer: queueViewList,
      handler: async (request) => await listViews(viewerCtx(deps, request)),
    }),
    route({
      method: "GET",
      url: "/queue-view-counts",
      summary: "How many conversations stand in each of them",
      access: "signed_in",
      rate: "read",
      answer: queueViewCounts,
      handler: async (request) => await countViews(viewerCtx(deps, request), count),
    }),
    route({
      method: "GET",
      url: "/queue-view-uses",
      summary: "Saved views that ask for a channel, person, team, topic, tag or contact group",
      access: "admin",
      rate: "read",
      query: viewUsesQuery,
      answer: viewUses,
      handler: async (request) => await listViewUses(viewerCtx(deps, request), request.query),
    }),
    route({
      method: "POST",
      url: "/queue-views",
      summary: "Save a view of the queue; sharing it is for Admins and Supervisors",
      access: "signed_in",
      rate: "write",
      body: createQueueViewBody,
      answer: queueView,
      status: 201,
      handler: async (request) => await createView(viewerCtx(deps, request), request.body),
    }),
    route({
      method: "PATCH",
      url: "/queue-views/:id",
      summary: "Rename, narrow, share or unshare a view",
      access: "signed_in",
      rate: "write",
      params,
      body: patchQueueViewBody,
      answer: queueView,
      handler: async (request) => await changeView(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      method: "DELETE",
      url: "/queue-views/:id",
      summary: "Delete a view; for a day it can be restored",
      access: "signed_in",
      rate: "write",
      params,
      handler: async (request) => await deleteView(viewerCtx(deps, request), request.params.id),
    }),
    route({
      method: "POST",
      url: "/queue-views/:id/restoration",
      summary: "Restore a deleted view",
      access: "signed_in",
      rate: "write",
      params,
      answer: queueView,
      handler: async (request) => await restoreView(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
