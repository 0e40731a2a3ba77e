import {
  createKnowledgeCollectionBody,
  createKnowledgeItemBody,
  deleteKnowledgeCollectionBody,
  knowledgeCollectionId,
  knowledgeCollectionView,
  knowledgeItemId,
  knowledgeItemList,
  knowledgeItemView,
  listKnowledgeQuery,
  patchKnowledgeCollectionBody,
  patchKnowledgeItemBody,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { viewerCtx } from "../organizations/index.ts";
import { changeCollection, createCollection } from "./change-collection.ts";
import { changeItem } from "./change-item.ts";
import { createItem } from "./create-item.ts";
import { deleteCollection, restoreCollection } from "./delete-collection.ts";
import { deleteItem, restoreItem } from "./delete-item.ts";
import { getItem } from "./get-item.ts";
import type { KnowledgeDeps } from "./knowledge-deps.ts";
import { knowledgeFilesRoutes } from "./knowledge-files.routes.ts";
import { getCollection, listCollections } from "./list-collections.ts";
import { listItems } from "./list-items.ts";
import { publicPagesRoutes } from "./public-pages.routes.ts";

const collection = z.object({ id: knowledgeCollectionId });
const item = z.object({ id: knowledgeItemId });
/** A text of 50,000 characters takes up to three times as many bytes, and more where they are escaped. */
const ITEM_BYTES = 512 * 1024;

/** Settings > Knowledge base, for Admins; its files; and the pages that contacts open. */
export function knowledgeRoutes(deps: KnowledgeDeps): Route[] {
  return [...collectionRoutes(deps), ...itemRoutes(deps), ...knowledgeFilesRoutes(deps), ...publicPagesRoutes(deps)];
}

function collectionRoutes(deps: KnowledgeDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/knowledge-collections",
      summary: "Every collection, or every deleted one that can be restored",
      access: "admin",
      rate: "read",
      query: z.object({ state: z.enum(["live", "deleted"]).default("live") }),
      answer: z.object({ items: z.array(knowledgeCollectionView) }),
      handler: async (request) => ({ items: await listCollections(viewerCtx(deps, request), request.query.state) }),
    }),
    route({
      method: "POST",
      url: "/knowledge-collections",
      summary: "Add a collection",
      access: "admin",
      rate: "write",
      body: createKnowledgeCollectionBody,
      answer: knowledgeCollectionView,
      status: 201,
      handler: async (request) => await createCollection(viewerCtx(deps, request), request.body),
    }),
    route({
      method: "GET",
      url: "/knowledge-collections/:id",
      summary: "One collection",
      access: "admin",
      rate: "read",
      params: collection,
      answer: knowledgeCollectionView,
      handler: async (request) => await getCollection(viewerCtx(deps, request), request.params.id),
    }),
    route({
      method: "PATCH",
      url: "/knowledge-collections/:id",
      summary: "Change a collection's name, or the channels and teams it applies to",
      access: "admin",
      rate: "write",
      params: collection,
      body: patchKnowledgeCollectionBody,
      answer: knowledgeCollectionView,
      handler: async (request) => await changeCollection(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      method: "DELETE",
      url: "/knowledge-collections/:id",
      summary: "Delete a collection, and its items or move them",
      access: "admin",
      rate: "write",
      params: collection,
      body: deleteKnowledgeCollectionBody,
      handler: async (request) =>
        await deleteCollection(viewerCtx(deps, request), request.params.id, request.body.moveItemsTo),
    }),
    route({
      method: "POST",
      url: "/knowledge-collections/:id/restoration",
      summary: "Bring a deleted collection back, with its items",
      access: "admin",
      rate: "write",
      params: collection,
      answer: knowledgeCollectionView,
      handler: async (request) => await restoreCollection(viewerCtx(deps, request), request.params.id),
    }),
  ];
}

function itemRoutes(deps: KnowledgeDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/knowledge-items",
      summary: "Responses and articles, searched and a page at a time",
      access: "admin",
      rate: "read",
      query: listKnowledgeQuery,
      answer: knowledgeItemList,
      handler: async (request) => await listItems(viewerCtx(deps, request), request.query),
    }),
    route({
      method: "POST",
      url: "/knowledge-items",
      summary: "Add a response or an article",
      access: "admin",
      rate: "write",
      bodyLimit: ITEM_BYTES,
      body: createKnowledgeItemBody,
      answer: knowledgeItemView,
      status: 201,
      handler: async (request) => await createItem(viewerCtx(deps, request), deps, request.body),
    }),
    route({
      method: "GET",
      url: "/knowledge-items/:id",
      summary: "One response or article",
      access: "admin",
      rate: "read",
      params: item,
      answer: knowledgeItemView,
      handler: async (request) => await getItem(viewerCtx(deps, request), deps, request.params.id),
    }),
    route({
      method: "PATCH",
      url: "/knowledge-items/:id",
      summary: "Change a response or an article, move it, publish it or take it down",
      access: "admin",
      rate: "write",
      bodyLimit: ITEM_BYTES,
      params: item,
      body: patchKnowledgeItemBody,
      answer: knowledgeItemView,
      handler: async (request) => await changeItem(viewerCtx(deps, request), deps, request.params.id, request.body),
    }),
    route({
      method: "DELETE",
      url: "/knowledge-items/:id",
      summary: "Delete a response or an article; it can be restored for 30 days",
      access: "admin",
      rate: "write",
      params: item,
      handler: async (request) => await deleteItem(viewerCtx(deps, request), request.params.id),
    }),
    route({
      method: "POST",
      url: "/knowledge-items/:id/restoration",
      summary: "Bring a deleted response or article back",
      access: "admin",
      rate: "write",
      params: item,
      answer: knowledgeItemView,
      handler: async (request) => await restoreItem(viewerCtx(deps, request), deps, request.params.id),
    }),
  ];
}
