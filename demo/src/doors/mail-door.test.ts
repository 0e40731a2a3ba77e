import { createServer } from "node:net";
import { channelCreated, conversationView, listConversationsAnswer, type MessageView } from "@guichet/contract";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Script } from "../contacts/script.ts";
import { portOf } from "../mail/imap/imap-server.ts";
import { type MailHost, startMailHost } from "../mail/mail-host.ts";
import { newId } from "../new-id.ts";
import { type Admin, signInBySettingUp } from "../start/admin.ts";
import { checkMail, mailSettings } from "../start/mail-settings.ts";
import { type RunningServer, startServer } from "../start/server.ts";
import { createMailDoor } from "./mail-door.ts";

const script: Script = {
  ...{ door: "Mail", language: "en", page: "Broken shade", opening: [], whenAsked: "", turns: [] },
  ...{ farewell: "", nudge: "" },
};
let host: MailHost;
let server: RunningServer;
let admin: Admin;

beforeAll(async () => {
  host = await startMailHost("support@atelier.example");
  const { imapPort, smtpPort } = host.account;
  const ours = { ALLOW_PRIVATE_HOSTS: `127.0.0.1:${imapPort},127.0.0.1:${smtpPort}` };
  server = await startServer({ ...process.env, PORT: String(await findFreePort()) }, ours);
  admin = await signInBySettingUp(server.address, {
    ...{ token: server.setUpToken, organizationName: "Atelier", locale: "en", timeZone: "UTC", withExample: false },
    ...{ firstName: "Claire", lastName: "Fontaine", email: "claire@atelier.example", password: "Brass-and-Linen-7" },
  });
  const body = { platform: "email", name: "Support mail", settings: mailSettings(host.account) };
  const { channel } = channelCreated.parse(await admin.call("POST", "/channels", body));
  await checkMail(admin, channel.id);
});
afterAll(async () => {
  await server?.stop();
  await host?.stop();
});

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const port = portOf(probe);
      probe.close(() => resolve(port));
    });
  });
}

async function readNew() {
  return listConversationsAnswer.parse(await admin.call("GET", "/conversations?status=new")).items;
}

async function readMessages(conversationId: string): Promise<MessageView[]> {
  const { entries } = conversationView.parse(await admin.call("GET", `/conversations/${conversationId}`));
  return entries.filter((entry) => entry.type === "message");
}

async function answerIn(conversationId: string, text: string): Promise<void> {
  await admin.call("POST", `/conversations/${conversationId}/open`, {});
  const body = { id: newId(), kind: "reply", text, afterwards: "pending" };
  await admin.call("POST", `/conversations/${conversationId}/messages`, body);
}

const patience = { timeout: 30_000, interval: 200 };

test("S31 a contact's mail is answered, and what they write back lands in the same conversation", async () => {
  const door = createMailDoor(host);
  const heard: string[] = [];
  const line = await door.open("Inès Moreau", script, (text) => heard.push(text));
  await line.say("The shade arrived torn.", new Uint8Array(Buffer.from("not really a photo")));
  const found = await vi.waitFor(async () => {
    const [first] = await readNew();
    expect(first?.lastMessage?.text).toContain("The shade arrived torn.");
    return first;
  }, patience);
  const id = found?.id ?? "";
  await line.say("Did my mail arrive?");
  await vi.waitFor(async () => expect(await readMessages(id)).toHaveLength(2), patience);
  await answerIn(id, "Which shade is it?");
  await vi.waitFor(() => expect(heard).toHaveLength(1), patience);
  expect(heard[0]).toContain("Which shade is it?");
  await line.say("The linen one.");
  await vi.waitFor(async () => expect((await readNew()).map((row) => row.id)).toEqual([id]), patience);
  const messages = await readMessages(id);
  expect(messages.map(({ kind }) => kind)).toEqual(["inbound", "inbound", "outbound", "inbound"]);
  expect(messages[0]).toMatchObject({ attachments: [{ name: "photo.png" }] });
  expect(messages[3]?.text).toMatch(/^The linen one\.\n\nInès Moreau/);
  await answerIn(id, "Thank you.");
  await vi.waitFor(() => expect(heard).toHaveLength(2), patience);
  await door.close();
});
