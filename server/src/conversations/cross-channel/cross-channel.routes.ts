import { conversationId, crossChannelEntries, crossChannelView } from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../../http/index.ts";
import { listCrossChannelEntries, viewCrossChannel } from "./view-cross-channel.ts";

const params = z.object({ id: conversationId });

/** The history of one person over all channels (W89). */
export function crossChannelRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "GET",
      url: "/conversations/:id/cross-channel",
      summary: "On which channels that one sees the contact, and who is linked with it, has conversations",
      access: "signed_in",
      rate: "read",
      params,
      answer: crossChannelView,
      handler: async ({ viewer, params }) => await viewCrossChannel(ctxOf(viewer), params.id),
    }),
    route({
      method: "GET",
      url: "/conversations/:id/cross-channel/entries",
      summary: "What was said in the contact's other conversations, the newest page or older ones",
      access: "signed_in",
      rate: "read",
      params,
      query: z.object({ before: z.string().max(200).optional() }),
      answer: crossChannelEntries,
      handler: async ({ viewer, params, query }) =>
        await listCrossChannelEntries(ctxOf(viewer), params.id, query.before),
    }),
  ];
}
