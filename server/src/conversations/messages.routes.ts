import { messageId, messageView } from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import { getMessageHtml } from "./message-html.ts";
import { settleStuckMessage } from "./stuck-message.ts";

const params = z.object({ id: messageId });

/** What one does with a single message. */
export function messagesRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "POST",
      url: "/messages/:id/retry",
      summary: "Try a failed or uncertain message again, as a new attempt",
      access: "signed_in",
      rate: "write",
      params,
      answer: messageView,
      handler: async ({ viewer, params }) => await settleStuckMessage(ctxOf(viewer), params.id, "retry"),
    }),
    route({
      method: "POST",
      url: "/messages/:id/discard",
      summary: "Give a failed or uncertain message up",
      access: "signed_in",
      rate: "write",
      params,
      answer: messageView,
      handler: async ({ viewer, params }) => await settleStuckMessage(ctxOf(viewer), params.id, "discard"),
    }),
    route({
      method: "GET",
      url: "/messages/:id/html",
      summary: "The HTML form of a mail, sanitised; to be shown in a sandboxed frame only",
      access: "signed_in",
      rate: "read",
      params,
      answer: z.object({ html: z.string() }),
      handler: async ({ viewer, params }) => ({ html: await getMessageHtml(ctxOf(viewer), params.id) }),
    }),
  ];
}
