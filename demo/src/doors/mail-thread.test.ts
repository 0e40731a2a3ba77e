import { ImapFlow } from "imapflow";
import { type ParsedMail, simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Script } from "../contacts/script.ts";
import { type MailHost, startMailHost } from "../mail/mail-host.ts";
import { createMailDoor } from "./mail-door.ts";

const address = "support@atelier.example";
const script: Script = {
  ...{ door: "Mail", language: "en", page: "Broken shade", opening: [], whenAsked: "", turns: [] },
  ...{ farewell: "", nudge: "" },
};
let host: MailHost;
beforeEach(async () => {
  host = await startMailHost(address);
});
afterEach(() => host.stop());

async function readInbox(): Promise<ParsedMail[]> {
  const { imapPort, password } = host.account;
  const client = new ImapFlow({
    ...{ host: "127.0.0.1", port: imapPort, secure: false, logger: false },
    auth: { user: address, pass: password },
  });
  await client.connect();
  await client.mailboxOpen("INBOX", { readOnly: true });
  const rows = await client.fetchAll("1:*", { source: true });
  await client.logout();
  return await Promise.all(rows.map(({ source }) => simpleParser(source ?? "")));
}

test("S31 a contact answers to the answer: its id, its thread, its reply address, and what it said below", async () => {
  const door = createMailDoor(host);
  const heard: string[] = [];
  const line = await door.open("Inès Moreau", script, (text) => heard.push(text));
  await line.say("The shade is torn.");
  await line.say("Did my mail arrive?");
  const [first, second] = await readInbox();
  expect(first).toMatchObject({ subject: "Broken shade", from: { text: '"Inès Moreau" <ines.moreau@post.example>' } });
  expect(second).toMatchObject({ subject: "Re: Broken shade", inReplyTo: first?.messageId });
  const answer = {
    ...{ from: address, to: "ines.moreau@post.example", replyTo: "support+key@atelier.example", text: "Which one?" },
    ...{ messageId: "<gm.1@atelier.example>", inReplyTo: second?.messageId ?? "" },
    references: [first?.messageId ?? "", second?.messageId ?? ""],
  };
  const { smtpPort, password } = host.account;
  const server = { host: "127.0.0.1", port: smtpPort, ignoreTLS: true, auth: { user: address, pass: password } };
  const agent = createTransport(server);
  await agent.sendMail(answer);
  // The same mail once more is no second answer.
  await agent.sendMail(answer);
  await vi.waitFor(() => expect(heard).toEqual(["Which one?\n"]), 30_000);
  await line.say("The linen one.", Buffer.from("photo"));
  const third = (await readInbox())[2];
  expect(third).toMatchObject({
    subject: "Re: Broken shade",
    inReplyTo: answer.messageId,
    references: [...answer.references, answer.messageId],
    to: { text: answer.replyTo },
    attachments: [{ filename: "photo.png", contentType: "image/png" }],
  });
  expect(third?.text).toMatch(/^The linen one\.\n\nInès Moreau\n\nOn .* wrote:\n> Which one\?/);
  await door.close();
});

test("every second contact's mail program writes HTML too, and nobody shares an address", async () => {
  const door = createMailDoor(host);
  for (const name of ["Kofi Mensah", "Kofi Mensah"]) {
    const line = await door.open(name, script, () => undefined);
    await line.say("Is 1 < 2?");
  }
  const mails = await readInbox();
  expect(mails.map(({ from }) => from?.value[0]?.address)).toEqual([
    "kofi.mensah@post.example",
    "kofi.mensah2@post.example",
  ]);
  expect(mails.map(({ html }) => String(html).includes("Is 1 &lt; 2?"))).toEqual([false, true]);
  await door.close();
});
