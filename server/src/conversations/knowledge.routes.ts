import { conversationId, insertedItem, insertItemBody, usableItems } from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import { type InsertDeps, insertItem, listItemsFor } from "./insert-item.ts";

const params = z.object({ id: conversationId });

/** The knowledge base beside a conversation. */
export function conversationKnowledgeRoutes(deps: InsertDeps & { readonly ctxOf: RouteCtx }): Route[] {
  return [
    route({
      method: "GET",
      url: "/conversations/:id/knowledge",
      summary: "Responses and articles one may insert there, filled for its contact",
      access: "signed_in",
      rate: "read",
      params,
      query: z.object({ search: z.string().max(200).default("") }),
      answer: usableItems,
      handler: async ({ viewer, params, query }) => ({
        items: await listItemsFor(deps.ctxOf(viewer), deps, params.id, query.search, viewer.locale),
      }),
    }),
    route({
      method: "POST",
      url: "/conversations/:id/insertions",
      summary: "Take a response or an article for the reply: its text, and its files as one's own uploads",
      access: "signed_in",
      rate: "write",
      params,
      body: insertItemBody,
      answer: insertedItem,
      status: 201,
      handler: async ({ viewer, params, body }) =>
        await insertItem(deps.ctxOf(viewer), deps, params.id, body.itemId, viewer.locale),
    }),
  ];
}
