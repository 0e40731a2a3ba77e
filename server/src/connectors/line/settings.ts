import { type LineSettings, lineSettings } from "@guichet/contract";

/** The secret of a channel that its settings carry: what opens the API. */
export const accessToken = "accessToken";
/** The secret of an endpoint: what LINE signs deliveries with. A person types it, LINE has made it. */
export const channelSecret = "channelSecret";

/** Throws a zod error that names the fields. */
export function parseSettings(input: unknown): LineSettings {
  return lineSettings.parse(input);
}

/** Both are sealed apart; one that was not sent keeps what is stored. */
export function splitSecrets({ channelSecret: secret, accessToken: token, ...settings }: LineSettings): {
  settings: LineSettings;
  secrets: Record<string, string>;
  endpoint: Record<string, string>;
} {
  return {
    settings: { ...settings, channelSecret: null, accessToken: null },
    secrets: token === null ? {} : { [accessToken]: token },
    endpoint: secret === null ? {} : { [channelSecret]: secret },
  };
}
