import type { XSettings } from "@guichet/contract";
import type { ChannelForConnector } from "../connector.ts";
import type { Credentials } from "./calling/sign-request.ts";
import { ACCESS_TOKEN, CONSUMER_SECRET, TOKEN_SECRET } from "./settings.ts";

export type Channel = ChannelForConnector<XSettings>;

/** Who asks, and where: an app of X in the name of an account. */
export type Account = Credentials & { readonly apiUrl: string };

export function accountOf(channel: Channel): Account {
  const { apiUrl, consumerKey } = channel.settings;
  return {
    ...{ apiUrl, consumerKey },
    consumerSecret: channel.endpointSecrets?.[CONSUMER_SECRET]?.[0] ?? "",
    token: channel.secrets[ACCESS_TOKEN] ?? "",
    tokenSecret: channel.secrets[TOKEN_SECRET] ?? "",
  };
}
