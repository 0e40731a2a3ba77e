export type {
  ChannelForConnector,
  ChannelState,
  EndpointSecrets,
  FoundEndpoint,
} from "./channel-for-connector.ts";
export { getChannelValue, noteChannelTraffic, setChannelState, setChannelValue } from "./channel-news.ts";
export { findEndpoint } from "./find-endpoint.ts";
export { getChannelForConnector, listChannelsOfEndpoint, listConnectedChannels } from "./get-channel.ts";
