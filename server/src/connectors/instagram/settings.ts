import { type InstagramSettings, instagramSettings } from "@guichet/contract";
import { APP_SECRET } from "../meta/secrets.ts";

/** The secrets of a channel that its settings carry. The app's secrets belong to the endpoint. */
export const TOKEN = "token";
/** Of the Meta app around an Instagram app: whichever of the two signs, it is Meta. */
export const META_APP_SECRET = "metaAppSecret";

/** Throws a zod error that names the fields. */
export function parseSettings(input: unknown): InstagramSettings {
  return instagramSettings.parse(input);
}

/** Token and secrets are sealed apart; one that was not sent keeps what is stored. */
export function splitSecrets({ token, appSecret, metaAppSecret, ...settings }: InstagramSettings): {
  settings: InstagramSettings;
  secrets: Record<string, string>;
  endpoint: Record<string, string>;
} {
  return {
    settings: { ...settings, token: null, appSecret: null, metaAppSecret: null },
    secrets: token === null ? {} : { [TOKEN]: token },
    endpoint: {
      ...(appSecret === null ? {} : { [APP_SECRET]: appSecret }),
      ...(metaAppSecret === null ? {} : { [META_APP_SECRET]: metaAppSecret }),
    },
  };
}
