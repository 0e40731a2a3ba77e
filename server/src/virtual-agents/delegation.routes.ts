import { conversationId, conversationRow, delegateBody, virtualAgentOptions } from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import { delegate, listDelegationOptions } from "./delegate.ts";

const params = z.object({ id: conversationId });

/** From the assignment menu of a conversation (R158). */
export function delegationRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "GET",
      url: "/conversations/:id/virtual-agents",
      summary: "To which virtual agents it may be delegated",
      access: "signed_in",
      rate: "read",
      params,
      answer: virtualAgentOptions,
      handler: async ({ viewer, params }) => ({ items: await listDelegationOptions(ctxOf(viewer), params.id) }),
    }),
    route({
      method: "PUT",
      url: "/conversations/:id/virtual-agent",
      summary: "Delegate it to a virtual agent of its channel",
      access: "signed_in",
      rate: "write",
      params,
      body: delegateBody,
      answer: conversationRow,
      handler: async ({ viewer, params, body }) =>
        await delegate(ctxOf(viewer), params.id, body.virtualAgentId, body.version),
    }),
  ];
}
