import { ImapFlow } from "imapflow";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createMailbox, type Mailbox } from "../mailbox.ts";
import { type ImapServer, startImapServer } from "./imap-server.ts";

const first =
  "Subject: First\r\nMessage-ID: <first@post.example>\r\n\r\nBonjour, d\u00c3\u00a9j\u00c3\u00a0 l\u00c3\u00a0.\r\n";
let server: ImapServer;
let inbox: Mailbox;
const clients: ImapFlow[] = [];
beforeEach(async () => {
  inbox = createMailbox("INBOX");
  inbox.add(first, [], new Date("2026-11-02T08:00:00Z"));
  const mailboxes = [inbox, createMailbox("Sent", "\\Sent")];
  server = await startImapServer({ user: "support", password: 'a "b" \\c', mailboxes });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.stop();
});

async function signIn(pass = 'a "b" \\c'): Promise<ImapFlow> {
  const auth = { user: "support", pass };
  const client = new ImapFlow({ host: "127.0.0.1", port: server.port, secure: false, auth, logger: false });
  client.on("error", () => undefined);
  clients.push(client);
  await client.connect();
  return client;
}

test("a wrong password opens nothing", async () => {
  await expect(signIn("guessed")).rejects.toMatchObject({ authenticationFailed: true });
});

test("mails are found and fetched byte for byte, and seen only when read without PEEK", async () => {
  const client = await signIn();
  const box = await client.mailboxOpen("INBOX");
  expect(box).toMatchObject({ exists: 1, uidNext: 2, uidValidity: BigInt(inbox.uidValidity) });
  inbox.add("Subject: Second\r\n\r\nHello\r\n", ["\\Seen"]);
  await client.noop();
  expect(await client.search({ uid: "2:*" }, { uid: true })).toEqual([2]);
  expect(await client.search({ uid: "9:*" }, { uid: true })).toEqual([2]);
  expect(await client.search({ since: new Date("2026-11-03") }, { uid: true })).toEqual([2]);
  expect(await client.search({ header: { "message-id": "<first@post.example>" } }, { uid: true })).toEqual([1]);
  expect(await client.search({ seen: false }, { uid: true })).toEqual([1]);
  const query = { source: true, flags: true, size: true, internalDate: true, headers: true };
  const row = await client.fetchOne("1", query, { uid: true });
  if (row === false) throw new Error("nothing was fetched");
  expect(row.source?.toString("latin1")).toBe(first);
  expect(row.headers?.toString()).toBe(first.slice(0, first.indexOf("\r\n\r\n") + 4));
  expect([row.size, row.internalDate]).toEqual([first.length, new Date("2026-11-02T08:00:00Z")]);
  expect([...(row.flags ?? [])]).toEqual([]);
  await client.messageFlagsAdd("1", ["\\Answered"], { uid: true });
  await client.messageFlagsRemove("2", ["\\Seen"], { uid: true });
  expect(inbox.mails.map(({ flags }) => [...flags])).toEqual([["\\Answered"], []]);
});

test("a mailbox opened to be read only stays as it is", async () => {
  const client = await signIn();
  await client.mailboxOpen("INBOX", { readOnly: true });
  await client.messageFlagsAdd("1", ["\\Seen"], { uid: true }).catch(() => false);
  expect([...(inbox.mails[0]?.flags ?? [])]).toEqual([]);
});

test("who idles hears of a new mail at once", async () => {
  const client = await signIn();
  await client.mailboxOpen("INBOX");
  const told: number[] = [];
  client.on("exists", ({ count }) => told.push(count));
  void client.idle();
  await vi.waitFor(() => {
    inbox.add("Subject: New\r\n\r\n!\r\n");
    expect(told.length).toBeGreaterThan(0);
  }, 30_000);
});

test("a copy finds its way into the Sent folder, which is known by its use", async () => {
  const client = await signIn();
  const sent = (await client.list()).find(({ specialUse }) => specialUse === "\\Sent");
  expect(sent?.path).toBe("Sent");
  await client.append("Sent", Buffer.from(first, "latin1"), ["\\Seen"]);
  await client.mailboxOpen("Sent", { readOnly: true });
  expect(await client.search({ header: { "message-id": "<first@post.example>" } }, { uid: true })).toEqual([1]);
  await expect(client.mailboxOpen("Nowhere")).rejects.toMatchObject({ responseStatus: "NO" });
  await client.logout();
});
