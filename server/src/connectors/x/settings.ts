import { type XSettings, xSettings } from "@guichet/contract";

/** Secrets of a channel that its settings carry. The app's own signs deliveries too, so that it stands with the endpoint. */
export const CONSUMER_SECRET = "consumerSecret";
export const ACCESS_TOKEN = "accessToken";
export const TOKEN_SECRET = "accessTokenSecret";

/** Throws a zod error that names the fields. */
export function parseSettings(input: unknown): XSettings {
  return xSettings.parse(input);
}

/** All three are sealed apart; one that was not sent keeps what is stored. */
export function splitSecrets({ consumerSecret, accessToken, accessTokenSecret, ...settings }: XSettings): {
  settings: XSettings;
  secrets: Record<string, string>;
  endpoint: Record<string, string>;
} {
  return {
    settings: { ...settings, consumerSecret: null, accessToken: null, accessTokenSecret: null },
    secrets: {
      ...(accessToken === null ? {} : { [ACCESS_TOKEN]: accessToken }),
      ...(accessTokenSecret === null ? {} : { [TOKEN_SECRET]: accessTokenSecret }),
    },
    endpoint: consumerSecret === null ? {} : { [CONSUMER_SECRET]: consumerSecret },
  };
}
