import { channelId, MOST_TEMPLATES, messageTemplates } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { listTemplates, putTemplates } from "./put-templates.ts";

const params = z.object({ id: channelId });

/** A channel's message templates in Settings, for Admins. */
export function templateRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/channels/:id/templates",
      summary: "Every message template of a channel",
      access: "admin",
      rate: "read",
      params,
      answer: messageTemplates,
      handler: async (request) => await listTemplates(viewerCtx(deps, request), request.params.id),
    }),
    route({
      method: "PUT",
      url: "/channels/:id/templates",
      summary: `Set the message templates of a channel, the whole list of at most ${MOST_TEMPLATES}`,
      access: "admin",
      rate: "write",
      bodyLimit: 2 * 1024 * 1024,
      params,
      body: messageTemplates,
      answer: messageTemplates,
      handler: async (request) => await putTemplates(viewerCtx(deps, request), request.params.id, request.body),
    }),
  ];
}
