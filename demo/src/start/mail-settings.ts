import { channelTest } from "@guichet/contract";
import type { MailAccount } from "../mail/mail-host.ts";
import type { Admin } from "./admin.ts";

/** The mailbox, as the channel's editor takes it. */
export function mailSettings({
  address,
  password,
  imapPort,
  smtpPort,
}: MailAccount): Readonly<Record<string, unknown>> {
  const server = (port: number) => ({ host: "127.0.0.1", port, security: "none", user: address, password });
  return { address, senderName: "Atelier Lumen", imap: server(imapPort), smtp: server(smtpPort) };
}

/** Do both of its servers answer? */
export async function checkMail(admin: Admin, channelId: string): Promise<void> {
  const { ok, checks } = channelTest.parse(await admin.call("POST", `/channels/${channelId}/test`));
  if (!ok) throw new Error(`The mailbox does not answer: ${JSON.stringify(checks)}`);
}
