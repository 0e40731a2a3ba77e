import type { FacebookSettings } from "@guichet/contract";
import type { ChannelForConnector } from "../connector.ts";
import type { GraphAccount } from "../meta/call-graph.ts";
import { APP_SECRET } from "../meta/secrets.ts";
import { PAGE_TOKEN } from "./settings.ts";

export type Channel = ChannelForConnector<FacebookSettings>;

/** The Page as who asks the Graph API; each call proves that its token is used by its own app. */
export function accountOf(channel: Channel): Required<GraphAccount> {
  const { graphUrl, graphVersion } = channel.settings;
  const appSecret = channel.endpointSecrets?.[APP_SECRET]?.[0] ?? "";
  return { graphUrl, graphVersion, token: channel.secrets[PAGE_TOKEN] ?? "", appSecret };
}
