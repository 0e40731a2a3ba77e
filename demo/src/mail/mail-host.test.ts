import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type MailHost, startMailHost } from "./mail-host.ts";

const address = "support@atelier.example";
let host: MailHost;
beforeEach(async () => {
  host = await startMailHost(address);
});
afterEach(() => host.stop());

function transport(auth?: { user: string; pass: string }) {
  const server = { host: "127.0.0.1", port: host.account.smtpPort, secure: false, ignoreTLS: true };
  return createTransport({ ...server, ...(auth === undefined ? {} : { auth }) });
}

test("mail for others is taken from the account alone, and only for those who exist", async () => {
  const got: string[] = [];
  host.addCorrespondent("olive@post.example", (bytes) => got.push(bytes.toString()));
  const mail = { from: address, to: "olive@post.example", subject: "Your lamp", text: "On its way" };
  await expect(transport().sendMail(mail)).rejects.toMatchObject({ responseCode: 550 });
  const wrong = transport({ user: address, pass: "guessed" });
  await expect(wrong.sendMail(mail)).rejects.toMatchObject({ responseCode: 535 });
  const account = transport({ user: address, pass: host.account.password });
  await expect(account.sendMail({ ...mail, to: "nobody@post.example" })).rejects.toMatchObject({ responseCode: 550 });
  await expect(account.sendMail({ ...mail, from: "ceo@post.example" })).rejects.toMatchObject({ responseCode: 553 });
  await account.sendMail(mail);
  expect(got).toHaveLength(1);
  expect(got[0]).toMatch(/^Return-Path: <support@atelier\.example>\r\n/);
});

test("what the account sends is filed in its Sent folder by a provider that does so, and by no other", async () => {
  const filing = await startMailHost(address, { filesSent: true });
  try {
    for (const [provider, expected] of [
      [host, 0],
      [filing, 1],
    ] as const) {
      provider.addCorrespondent("olive@post.example", () => undefined);
      const { smtpPort, imapPort, password } = provider.account;
      const auth = { user: address, pass: password };
      const account = createTransport({ host: "127.0.0.1", port: smtpPort, ignoreTLS: true, auth });
      await account.sendMail({ from: address, to: "olive@post.example", subject: "Your lamp", text: "On its way" });
      const client = new ImapFlow({ host: "127.0.0.1", port: imapPort, secure: false, logger: false, auth });
      await client.connect();
      expect((await client.mailboxOpen("Sent", { readOnly: true })).exists).toBe(expected);
      await client.logout();
    }
  } finally {
    await filing.stop();
  }
});
