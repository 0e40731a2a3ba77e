import { z } from "zod";

const host = z.string().trim().min(1).max(253);
const server = z.strictObject({
  host,
  port: z.number().int().min(1).max(65535),
  security: z.enum(["tls", "starttls", "none"]),
  user: z.string().max(254),
  /** Write-only: null keeps what is stored. */ password: z.string().max(500).nullable().default(null),
});
/** Settings of an e-mail channel, as its editor shows them. */
export const emailSettings = z.strictObject({
  address: z.email().max(254),
  senderName: z.string().trim().max(100).default(""),
  imap: server.extend({ mailbox: z.string().max(200).default("INBOX") }),
  smtp: server,
  /** Put the keyed address in Reply-To (`local+key@domain`); the mail server must deliver plus addresses to the mailbox. */
  plusAddressing: z.boolean().default(true),
});
export type EmailSettings = z.infer<typeof emailSettings>;
