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
