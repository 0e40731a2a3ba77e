import {
  channelAccessBody,
  channelCreated,
  channelId,
  channelTest,
  channelView,
  createChannelBody,
  PLATFORMS,
  patchChannelBody,
  Refusal,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { viewerCtx } from "../organizations/index.ts";
import { connectAccount, identifyAccount } from "./account.ts";
import { changeAccount } from "./change-account.ts";
import { setChannelAccess } from "./change-channel.ts";
import type { ChannelDeps } from "./channel-deps.ts";
import { createChannel, type NewChannel } from "./create-channel.ts";
import { deleteChannel } from "./delete-channel.ts";
import { getChannelForConnector, listChannelsOfEndpoint } from "./get-channel.ts";
import { getChannel, listChannels } from "./list-channels.ts";
import { rotateSecrets } from "./rotate-secrets.ts";
import { templateRoutes } from "./templates/templates.routes.ts";
import { testChannel } from "./test-channel.ts";

const params = z.object({ id: channelId });

/** Channels in Settings, for Admins. */
export function channelRoutes(deps: ChannelDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/channels",
      summary: "Every channel with its state and who has access.",
      access: "admin",
      rate: "read",
      answer: z.object({ items: z.array(channelView) }),
      handler: async (request) => ({ items: await listChannels(viewerCtx(deps, request), deps) }),
    }),
    route({
      method: "POST",
      url: "/channels",
      summary: "Connect a channel; secrets are shown once.",
      access: "admin",
      rate: "write",
      body: createChannelBody,
      answer: channelCreated,
      status: 201,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        const given = offered(request.body);
        const settings = await identifyAccount(deps, given.platform, given.settings);
        const { channelId: id, secrets } = await createChannel(ctx, deps, { ...given, settings });
        await connectAccount(ctx, deps, id);
        return { channel: await getChannel(ctx, deps, id), secrets };
      },
    }),
    route({
      method: "GET",
      url: "/channels/:id",
      summary: "One channel.",
      access: "admin",
      rate: "read",
      params,
      answer: channelView,
      handler: async (request) => await getChannel(viewerCtx(deps, request), deps, request.params.id),
    }),
    route({
      method: "PATCH",
      url: "/channels/:id",
      summary: "Change name, settings, switches, or pause and resume. A secret left out stays what it was.",
      access: "admin",
      rate: "write",
      params,
      body: patchChannelBody,
      answer: channelView,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await changeAccount(ctx, deps, request.params.id, request.body);
        return await getChannel(ctx, deps, request.params.id);
      },
    }),
    route({
      method: "DELETE",
      url: "/channels/:id",
      summary: "Delete a channel, by typing its name; conversations keep their history.",
      access: "admin",
      rate: "write",
      params,
      body: z.strictObject({ name: z.string().max(300) }),
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        const channel = await getChannelForConnector(ctx, deps.secretBox, request.params.id);
        await deleteChannel(ctx, request.params.id, request.body.name);
        const left = await listChannelsOfEndpoint(ctx, deps.secretBox, channel.endpointId);
        await deps.accounts.disconnect(channel, left);
      },
    }),
    ...connectionRoutes(deps),
    ...templateRoutes(deps),
  ];
}

function connectionRoutes(deps: ChannelDeps): Route[] {
  return [
    route({
      method: "PUT",
      url: "/channels/:id/access",
      summary: "Set who reaches a channel, by name and through teams.",
      access: "admin",
      rate: "write",
      params,
      body: channelAccessBody,
      answer: channelView,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await setChannelAccess(ctx, request.params.id, request.body);
        return await getChannel(ctx, deps, request.params.id);
      },
    }),
    route({
      method: "POST",
      url: "/channels/:id/test",
      summary: "Ask the platform whether the channel works.",
      access: "admin",
      rate: "sign_in",
      params,
      answer: channelTest,
      handler: async (request) => await testChannel(viewerCtx(deps, request), deps, request.params.id),
    }),
    route({
      method: "POST",
      url: "/channels/:id/secrets",
      summary: "New secrets, shown once; the former ones work for 24 hours more.",
      access: "admin",
      rate: "write",
      params,
      answer: channelCreated,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        const secrets = await rotateSecrets(ctx, deps, request.params.id);
        await connectAccount(ctx, deps, request.params.id);
        return { channel: await getChannel(ctx, deps, request.params.id), secrets };
      },
    }),
  ];
}

/** Only what the list of platforms offers can be added by hand. */
function offered(given: NewChannel): NewChannel {
  if (!PLATFORMS[given.platform].offered)
    throw new Refusal("invalid_input", { fields: [{ path: "platform", problem: "not offered" }] });
  return given;
}
