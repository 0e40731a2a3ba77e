import type { Say } from "../../locales/use-words.ts";

const KNOWN = {
  imap: "channels.check_imap",
  smtp: "channels.check_smtp",
  address: "channels.check_address",
  mailbox: "channels.check_mailbox",
  token: "channels.check_token",
  access: "accounts.check_access",
  secret: "accounts.check_secret",
  quota: "accounts.check_quota",
  webhook: "channels.check_webhook",
  account: "channels.check_account",
  sender: "channels.check_sender",
  arrivals: "channels.check_arrivals",
  number: "channels.check_number",
  app: "channels.check_app",
  permissions: "channels.check_permissions",
  expiry: "channels.check_expiry",
  renewal: "instagramChannel.checkRenewal",
  subscription: "channels.check_subscription",
} as const;

/** Words for what was tried; a check that is not known shows its name. */
export function checkWords(name: string, t: Say): string {
  return isKnown(name) ? t(KNOWN[name]) : name;
}

function isKnown(name: string): name is keyof typeof KNOWN {
  return Object.hasOwn(KNOWN, name);
}
