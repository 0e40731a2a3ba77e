/** The channel as a record: settings, endpoint and credentials, state, who has access. */
export { changeChannel, setChannelAccess } from "./change-channel.ts";
export type { ChannelConnector, ChannelDeps, ChannelHealth } from "./channel-deps.ts";
export type {
  ChannelForConnector,
  ChannelState,
  EndpointSecrets,
  FoundEndpoint,
} from "./channel-for-connector.ts";
export { getChannelValue, noteChannelTraffic, setChannelState, setChannelValue } from "./channel-news.ts";
export { channelRoutes } from "./channels.routes.ts";
export { type CreatedChannel, createChannel, type NewChannel } from "./create-channel.ts";
export { findEndpoint } from "./find-endpoint.ts";
export { getChannelForConnector, listChannelsOfEndpoint, listConnectedChannels } from "./get-channel.ts";
export { getChannel, listChannels } from "./list-channels.ts";
