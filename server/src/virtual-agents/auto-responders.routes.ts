import {
  autoResponderList,
  autoResponderUses,
  autoResponderUsesQuery,
  autoResponderView,
  channelId,
  createAutoResponderBody,
  patchAutoResponderBody,
  putAutoResponderChannelBody,
  virtualAgentId,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../organizations/index.ts";
import {
  changeAutoResponder,
  createAutoResponder,
  deleteAutoResponder,
  listAutoResponders,
  restoreAutoResponder,
} from "./change-auto-responders.ts";
import { giveChannel } from "./give-channel.ts";
import { listUses } from "./virtual-agents.sql.ts";

const params = z.object({ id: virtualAgentId });
const channelParams = params.extend({ channelId });
const write = { access: "admin", rate: "write" } as const;
const read = { access: "admin", rate: "read" } as const;

/** Settings > Auto responders, for Admins (R81). */
export function autoResponderRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      ...{ ...read, method: "GET", url: "/auto-responders", answer: autoResponderList },
      summary: "Every auto responder, by name.",
      handler: async (request) => ({ items: await listAutoResponders(viewerCtx(deps, request)) }),
    }),
    route({
      ...{ ...read, method: "GET", url: "/auto-responder-uses", query: autoResponderUsesQuery },
      summary: "Auto responders that work on a channel, or on one with these business hours.",
      answer: autoResponderUses,
      handler: async (request) => {
        const { channelId: ofChannel = null, businessHoursId = null } = request.query;
        return { items: await listUses(viewerCtx(deps, request), ofChannel, businessHoursId) };
      },
    }),
    route({
      ...{ ...write, method: "POST", url: "/auto-responders", body: createAutoResponderBody },
      summary: "Add an auto responder; it gets its channels afterwards.",
      answer: autoResponderView,
      status: 201,
      handler: async (request) => await createAutoResponder(viewerCtx(deps, request), request.body),
    }),
    route({
      ...{ ...write, method: "PATCH", url: "/auto-responders/:id", params, body: patchAutoResponderBody },
      summary: "Change an auto responder, or switch it on or off.",
      answer: autoResponderView,
      handler: async (request) => await changeAutoResponder(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      ...{ ...write, method: "PUT", url: "/auto-responders/:id/channels/:channelId", params: channelParams },
      summary: "Let an auto responder work on a channel, or not.",
      body: putAutoResponderChannelBody,
      answer: autoResponderView,
      handler: async (request) =>
        await giveChannel(viewerCtx(deps, request), request.params.id, request.params.channelId, request.body.access),
    }),
    route({
      ...{ ...write, method: "DELETE", url: "/auto-responders/:id", params },
      summary: "Delete an auto responder; what it has goes to people.",
      handler: async (request) => await deleteAutoResponder(viewerCtx(deps, request), request.params.id),
    }),
    route({
      ...{ ...write, method: "PUT", url: "/auto-responders/:id/restoration", params, answer: autoResponderView },
      summary: "Take the deletion of an auto responder back.",
      handler: async (request) => await restoreAutoResponder(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
