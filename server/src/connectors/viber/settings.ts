import { type ViberSettings, viberSettings } from "@guichet/contract";

/** Opens the API, and is what Viber signs deliveries with: a secret of the channel and of its endpoint. */
export const botToken = "token";

/** Throws a zod error that names the fields. */
export function parseSettings(input: unknown): ViberSettings {
  return viberSettings.parse(input);
}

/** The token is sealed apart; one that was not sent keeps what is stored. */
export function splitSecrets({ token, ...settings }: ViberSettings): {
  settings: ViberSettings;
  secrets: Record<string, string>;
  endpoint: Record<string, string>;
} {
  const secrets: Record<string, string> = token === null ? {} : { [botToken]: token };
  return { settings: { ...settings, token: null }, secrets, endpoint: secrets };
}
