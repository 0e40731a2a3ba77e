import { channelId, conversationId, usableTemplates } from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../../http/index.ts";
import { listFirstTemplates } from "./list-first-templates.ts";
import { listUsableTemplates } from "./list-usable-templates.ts";

/** Templates beside a conversation; one is sent as every message is. */
export function templatesRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "GET",
      url: "/channels/:id/first-templates",
      summary: "The approved templates of a channel by which one may write first",
      access: "signed_in",
      rate: "read",
      params: z.object({ id: channelId }),
      answer: usableTemplates,
      handler: async ({ viewer, params }) => ({ items: await listFirstTemplates(ctxOf(viewer), params.id) }),
    }),
    route({
      method: "GET",
      url: "/conversations/:id/templates",
      summary: "The approved templates of its channel, with what is known of the contact in their parameters",
      access: "signed_in",
      rate: "read",
      params: z.object({ id: conversationId }),
      answer: usableTemplates,
      handler: async ({ viewer, params }) => ({
        items: await listUsableTemplates(ctxOf(viewer), params.id, viewer.locale),
      }),
    }),
  ];
}
