import type { InstagramSettings } from "@guichet/contract";
import type { ChannelForConnector } from "../connector.ts";
import type { GraphAccount } from "../meta/call-graph.ts";
import { APP_SECRET } from "../meta/secrets.ts";
import { TOKEN } from "./settings.ts";

export type Channel = ChannelForConnector<InstagramSettings>;

/** The account as who asks. With Facebook's log-in each call proves that its token is used by its own app. */
export function accountOf(channel: Channel): Required<GraphAccount> {
  const { graphUrl, graphVersion, login } = channel.settings;
  const appSecret = login === "facebook" ? appSecretOf(channel) : "";
  return { graphUrl, graphVersion, token: channel.secrets[TOKEN] ?? "", appSecret };
}

export function appSecretOf({ endpointSecrets }: Channel): string {
  return endpointSecrets?.[APP_SECRET]?.[0] ?? "";
}

/** Whose messages are sent, and whose subscription is asked for: with Facebook's log-in those of the Page. */
export function senderOf({ settings: { account }, externalId }: Channel): string {
  return account?.pageId ?? externalId;
}
