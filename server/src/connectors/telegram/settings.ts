import { type TelegramSettings, telegramSettings } from "@guichet/contract";
import { newToken } from "../../lib/token.ts";

/** The secret of a channel that its settings carry. */
export const botToken = "token";
/** The secret of an endpoint: what Telegram puts into the header of every delivery. */
export const webhookSecret = "webhook";

/** Throws a zod error that names the fields. */
export function parseSettings(input: unknown): TelegramSettings {
  return telegramSettings.parse(input);
}

/** The token is sealed apart; one that was not sent keeps what is stored. */
export function splitSecrets({ token, ...settings }: TelegramSettings): {
  settings: TelegramSettings;
  secrets: Record<string, string>;
} {
  return { settings: { ...settings, token: null }, secrets: token === null ? {} : { [botToken]: token } };
}

/** Ours, told to Telegram by `setWebhook`; base64url is what it allows (`[A-Za-z0-9_-]{1,256}`). Nobody has to see it. */
export function makeSecrets(): { endpoint: Record<string, string>; shown: Record<string, string> } {
  return { endpoint: { [webhookSecret]: newToken() }, shown: {} };
}
