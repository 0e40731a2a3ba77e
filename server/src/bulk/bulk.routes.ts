import {
  bulkActionId,
  bulkActionView,
  bulkAssignees,
  bulkAssigneesBody,
  bulkSelectionSize,
  bulkSelectionSizeQuery,
  bulkTeams,
  createBulkActionBody,
  listSkippedAnswer,
  listSkippedQuery,
  undoBulkActionBody,
} from "@guichet/contract";
import { z } from "zod";
import { listBulkAssignees, listBulkTeams } from "../conversations/index.ts";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import { cancelBulkAction } from "./cancel-bulk-action.ts";
import { chooseConversations, createBulkAction, getBulkAction, undoBulkAction } from "./create-bulk-action.ts";
import { listBulkActions, listSkipped, sizeOfView } from "./list-bulk-actions.ts";

const params = z.object({ id: bulkActionId });

/** Bulk actions (6.5): seen by their maker alone. `onBegun` tells the workers, who else look by themselves within a second. */
export function bulkRoutes(ctxOf: RouteCtx, onBegun: () => void): Route[] {
  return [
    route({
      method: "GET",
      url: "/bulk-selection",
      summary: "How many conversations a list of the queue holds, to choose all of them",
      access: "signed_in",
      rate: "read",
      query: bulkSelectionSizeQuery,
      answer: bulkSelectionSize,
      handler: async ({ viewer, query }) => await sizeOfView(ctxOf(viewer), query),
    }),
    route({
      method: "POST",
      url: "/bulk-assignees",
      summary: "To whom chosen conversations may be given: who reaches all of their channels, or some",
      access: "signed_in",
      rate: "read",
      bodyLimit: 512 * 1024,
      body: bulkAssigneesBody,
      answer: bulkAssignees,
      handler: async ({ viewer, body }) => {
        const ctx = ctxOf(viewer);
        const { ids } = await chooseConversations(ctx, body.selection);
        return { items: await listBulkAssignees(ctx, ids) };
      },
    }),
    route({
      method: "POST",
      url: "/bulk-teams",
      summary: "To which teams chosen conversations may be moved: those that take all of their channels, or some",
      access: "signed_in",
      rate: "read",
      bodyLimit: 512 * 1024,
      body: bulkAssigneesBody,
      answer: bulkTeams,
      handler: async ({ viewer, body }) => {
        const ctx = ctxOf(viewer);
        const { ids } = await chooseConversations(ctx, body.selection);
        return { items: await listBulkTeams(ctx, ids) };
      },
    }),
    route({
      method: "POST",
      url: "/bulk-actions",
      summary: "Do something with many conversations, in the background; a repeat of the id is the same action",
      access: "signed_in",
      rate: "write",
      // Ten thousand ids.
      bodyLimit: 512 * 1024,
      body: createBulkActionBody,
      answer: bulkActionView,
      status: 202,
      handler: async ({ viewer, body }) => {
        const action = await createBulkAction(ctxOf(viewer), body);
        onBegun();
        return action;
      },
    }),
    route({
      method: "GET",
      url: "/bulk-actions",
      summary: "One's own bulk actions of the last day",
      access: "signed_in",
      rate: "read",
      answer: z.object({ items: z.array(bulkActionView) }),
      handler: async ({ viewer }) => ({ items: await listBulkActions(ctxOf(viewer)) }),
    }),
    route({
      method: "GET",
      url: "/bulk-actions/:id",
      summary: "How far a bulk action has come",
      access: "signed_in",
      rate: "read",
      params,
      answer: bulkActionView,
      handler: async ({ viewer, params }) => await getBulkAction(ctxOf(viewer), params.id),
    }),
    route({
      method: "GET",
      url: "/bulk-actions/:id/skipped",
      summary: "Which conversations were left as they are, and why",
      access: "signed_in",
      rate: "read",
      params,
      query: listSkippedQuery,
      answer: listSkippedAnswer,
      handler: async ({ viewer, params, query }) => await listSkipped(ctxOf(viewer), params.id, query),
    }),
    route({
      method: "POST",
      url: "/bulk-actions/:id/cancellation",
      summary: "Leave the rest alone",
      access: "signed_in",
      rate: "write",
      params,
      answer: bulkActionView,
      handler: async ({ viewer, params }) => await cancelBulkAction(ctxOf(viewer), params.id),
    }),
    route({
      method: "POST",
      url: "/bulk-actions/:id/undo",
      summary: "Take back what a bulk action did, as far as nothing has happened since",
      access: "signed_in",
      rate: "write",
      params,
      body: undoBulkActionBody,
      answer: bulkActionView,
      status: 202,
      handler: async ({ viewer, params, body }) => {
        const action = await undoBulkAction(ctxOf(viewer), params.id, body.id);
        onBegun();
        return action;
      },
    }),
  ];
}
