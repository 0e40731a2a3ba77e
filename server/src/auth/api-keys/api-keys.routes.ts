import { apiKeyCreated, apiKeyId, apiKeyView, createApiKeyBody, patchApiKeyBody } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { changeKey, createKey, listKeys, revokeKey } from "./change-api-keys.ts";

const params = z.object({ id: apiKeyId });

/** Settings > REST API keys (R167). */
export function apiKeyRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/api-keys",
      summary: "The REST API keys that are in use, the newest first.",
      access: "admin",
      rate: "read",
      answer: z.object({ items: z.array(apiKeyView) }),
      handler: async (request) => ({ items: await listKeys(viewerCtx(deps, request)) }),
    }),
    route({
      method: "POST",
      url: "/api-keys",
      summary: "Generate a REST API key; its secret is answered this once.",
      access: "admin",
      rate: "write",
      body: createApiKeyBody,
      answer: apiKeyCreated,
      status: 201,
      handler: async (request) => await createKey(viewerCtx(deps, request), request.body),
    }),
    route({
      method: "PATCH",
      url: "/api-keys/:id",
      summary: "Rename a REST API key, or change what it opens.",
      access: "admin",
      rate: "write",
      params,
      body: patchApiKeyBody,
      answer: apiKeyView,
      handler: async (request) => await changeKey(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      method: "DELETE",
      url: "/api-keys/:id",
      summary: "Revoke a REST API key for good; its tokens end at once.",
      access: "admin",
      rate: "write",
      params,
      handler: async (request) => await revokeKey(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
