import { type WhatsappSettings, whatsappSettings } from "@guichet/contract";
import type { ChannelForConnector } from "../connector.ts";
import type { GraphAccount } from "../meta/call-graph.ts";
import { APP_SECRET } from "../meta/secrets.ts";

/** Secrets of a channel that its settings carry. */
export const TOKEN = "token";
export const PIN = "pin";

/** Throws a zod error that names the fields. */
export function parseSettings(input: unknown): WhatsappSettings {
  return whatsappSettings.parse(input);
}

/** What was not sent keeps what is stored. The app's secret verifies deliveries, so it belongs to the endpoint. */
export function splitSecrets({ token, pin, appSecret, ...settings }: WhatsappSettings): {
  settings: WhatsappSettings;
  secrets: Record<string, string>;
  endpoint: Record<string, string>;
} {
  return {
    settings: { ...settings, token: null, pin: null, appSecret: null },
    secrets: { ...(token === null ? {} : { [TOKEN]: token }), ...(pin === null ? {} : { [PIN]: pin }) },
    endpoint: { ...(appSecret === null ? {} : { [APP_SECRET]: appSecret }) },
  };
}

/** Numbers of one app have one endpoint: its webhook says which number each notice is about. Elsewhere it is another app. */
export function endpointKey({ appId, graphUrl }: WhatsappSettings): string {
  return `${graphUrl} ${appId}`;
}

export function accountOf(channel: ChannelForConnector<WhatsappSettings>): Required<GraphAccount> {
  const { graphUrl, graphVersion } = channel.settings;
  return {
    ...{ graphUrl, graphVersion },
    token: channel.secrets[TOKEN] ?? "",
    appSecret: channel.endpointSecrets?.[APP_SECRET]?.[0] ?? "",
  };
}
