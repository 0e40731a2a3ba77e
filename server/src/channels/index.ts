/** The channel as a record: settings, endpoint and credentials, state, who has access. */
export { noteHealth } from "./account.ts";
export type { ChannelHealth } from "./channel-deps.ts";
export type {
  ChannelForConnector,
  FoundEndpoint,
} from "./channel-for-connector.ts";
export { getChannelValue, setChannelState, setChannelValue } from "./channel-news.ts";
export { channelRoutes } from "./channels.routes.ts";
export { createChannel } from "./create-channel.ts";
export { findEndpoint } from "./find-endpoint.ts";
export { getChannelForConnector, listChannelsOfEndpoint, listConnectedChannels } from "./get-channel.ts";
export { renewChannelSecret } from "./renew-secret.ts";
export { putTemplates } from "./templates/put-templates.ts";
export { syncTemplates } from "./templates/sync-templates.ts";
export { webhookUrl } from "./webhook-url.ts";
