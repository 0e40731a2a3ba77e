import { type SmsSettings, smsSettings } from "@guichet/contract";

/** The secret of the channel that calls need, and of its endpoint that deliveries are verified with. */
export const authToken = "authToken";
/** The secret of the channel's key, where it has one. */
export const apiKeySecret = "apiKeySecret";

/** Throws a zod error that names the fields. */
export function parseSettings(input: unknown): SmsSettings {
  return smsSettings.parse(input);
}

/** Both secrets are sealed apart; one that was not sent keeps what is stored. The auth token verifies deliveries, too. */
export function splitSecrets({ authToken: token, apiKeySecret: key, ...settings }: SmsSettings): {
  settings: SmsSettings;
  secrets: Record<string, string>;
  endpoint: Record<string, string>;
} {
  return {
    settings: { ...settings, authToken: null, apiKeySecret: null },
    secrets: {
      ...(token === null ? {} : { [authToken]: token }),
      ...(key === null ? {} : { [apiKeySecret]: key }),
    },
    endpoint: token === null ? {} : { [authToken]: token },
  };
}
