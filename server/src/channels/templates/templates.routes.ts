import { channelId, MOST_TEMPLATES, messageTemplates, Refusal } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { viewerCtx } from "../../organizations/index.ts";
import type { ChannelDeps } from "../channel-deps.ts";
import { listTemplates, putTemplates } from "./put-templates.ts";
import { syncTemplates } from "./sync-templates.ts";

const params = z.object({ id: channelId });

/** A channel's message templates in Settings, for Admins. */
export function templateRoutes(deps: ChannelDeps): Route[] {
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
      method: "POST",
      url: "/channels/:id/templates/sync",
      summary: "List the message templates anew, where the platform lists them itself",
      access: "admin",
      rate: "sign_in",
      params,
      answer: messageTemplates,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        const { id } = request.params;
        // Refuses where the platform has none.
        await listTemplates(ctx, id);
        const { secretBox, accounts } = deps;
        const synced = await syncTemplates(ctx, { secretBox, listTemplates: accounts.listTemplates }, id);
        if (!synced) throw new Refusal("account_unreachable");
        return await listTemplates(ctx, id);
      },
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
