import type { Say } from "../../locales/use-words.ts";

const KNOWN = {
  imap: "channels.check_imap",
  smtp: "channels.check_smtp",
  address: "channels.check_address",
  mailbox: "channels.check_mailbox",
} as const;

/** Words for what was tried; a check that is not known shows its name. */
export function checkWords(name: string, t: Say): string {
  return isKnown(name) ? t(KNOWN[name]) : name;
}

function isKnown(name: string): name is keyof typeof KNOWN {
  return Object.hasOwn(KNOWN, name);
}
