import { type EmailSettings, emailSettings } from "@guichet/contract";
import { newToken } from "../../lib/token.ts";
import type { ChannelForConnector } from "../connector.ts";
import type { Keys } from "./threading/keyed-marks.ts";

const threadingSecret = "threading";
export const imapPassword = "imapPassword";
export const smtpPassword = "smtpPassword";

/** Throws a zod error that names the fields. */
export function parseSettings(input: unknown): EmailSettings {
  const settings = emailSettings.parse(input);
  return { ...settings, address: settings.address.toLowerCase() };
}

/** The passwords are sealed apart; one that was not sent keeps what is stored. */
export function splitSecrets(settings: EmailSettings): { settings: EmailSettings; secrets: Record<string, string> } {
  const { imap, smtp } = settings;
  return {
    settings: { ...settings, imap: { ...imap, password: null }, smtp: { ...smtp, password: null } },
    secrets: {
      ...(imap.password === null ? {} : { [imapPassword]: imap.password }),
      ...(smtp.password === null ? {} : { [smtpPassword]: smtp.password }),
    },
  };
}

/** The key of our Message-IDs and reply addresses. Nobody else needs it, so it is never shown. */
export function makeSecrets(): { endpoint: Record<string, string>; shown: Record<string, string> } {
  return { endpoint: { [threadingSecret]: newToken() }, shown: {} };
}

export function threadingKeys(channel: ChannelForConnector<EmailSettings>): Keys {
  return channel.endpointSecrets?.[threadingSecret] ?? [];
}
