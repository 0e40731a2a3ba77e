import { channelCreated, channelTest } from "@guichet/contract";
import type { MailAccount } from "../mail/mail-host.ts";
import type { Admin } from "./admin.ts";

/** Connects the mailbox as the channel's editor does, lets teams read it, and sees whether both servers answer. */
export async function connectMail(
  admin: Admin,
  account: MailAccount,
  teams: readonly { readonly id: string }[],
): Promise<string> {
  const { address, password, imapPort, smtpPort } = account;
  const server = (port: number) => ({ host: "127.0.0.1", port, security: "none", user: address, password });
  const settings = { address, senderName: "Atelier Lumen", imap: server(imapPort), smtp: server(smtpPort) };
  const body = { platform: "email", name: "Support mail", settings };
  const { channel } = channelCreated.parse(await admin.call("POST", "/channels", body));
  const teamIds = teams.map(({ id }) => id);
  await admin.call("PUT", `/channels/${channel.id}/access`, { users: channel.users, teamIds });
  const { ok, checks } = channelTest.parse(await admin.call("POST", `/channels/${channel.id}/test`));
  if (!ok) throw new Error(`The mailbox does not answer: ${JSON.stringify(checks)}`);
  return channel.id;
}
