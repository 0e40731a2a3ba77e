import { type FacebookSettings, facebookSettings } from "@guichet/contract";
import { APP_SECRET, makeMetaSecrets } from "../meta/secrets.ts";

/** The secrets of a channel that its settings carry. The app's secret signs calls too, so that it stands in both places. */
export const PAGE_TOKEN = "pageToken";

/** Throws a zod error that names the fields. */
export function parseSettings(input: unknown): FacebookSettings {
  return facebookSettings.parse(input);
}

/** Token and app secret are sealed apart; one that was not sent keeps what is stored. */
export function splitSecrets({ pageToken, appSecret, ...settings }: FacebookSettings): {
  settings: FacebookSettings;
  secrets: Record<string, string>;
  endpoint: Record<string, string>;
} {
  return {
    settings: { ...settings, pageToken: null, appSecret: null },
    secrets: pageToken === null ? {} : { [PAGE_TOKEN]: pageToken },
    endpoint: appSecret === null ? {} : { [APP_SECRET]: appSecret },
  };
}

/** The verify token, which Meta repeats in its handshake. Guichet tells Meta itself, so nobody has to see it. */
export function makeSecrets(): { endpoint: Record<string, string>; shown: Record<string, string> } {
  return { endpoint: makeMetaSecrets().endpoint, shown: {} };
}
