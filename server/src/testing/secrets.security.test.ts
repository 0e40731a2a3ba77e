import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpCode } from "../auth/second-factor/totp.ts";
import { signedHeaders } from "../connectors/api/sign.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { listen } from "./permission/line.ts";
import { useApiKeys } from "./secrets/use-api-keys.ts";
import { useNetworks } from "./secrets/use-networks.ts";
import { useTelegram } from "./secrets/use-telegram.ts";
import { startWatchedServer, type WatchedServer } from "./secrets/watched-server.ts";

/** What must stay hidden, by name, with the one answer that may show it. */
type Secret = { readonly name: string; readonly value: string; readonly shownBy?: string };

const PASSWORD = "Canary-Password-71";
const WRONG = "Canary-Mistyped-72";
const MAIL_PASSWORD = "Canary-Mailbox-73";
const TEXTS = [
  "CanaryInbound74",
  "CanaryBroken75",
  "CanaryComment76",
  "CanaryReply77",
  "CanaryDraft78",
  "CanaryName79",
];

let server: WatchedServer;
let secrets: Secret[];
let frames: string[];
let dump: string;

beforeAll(async () => {
  server = await startWatchedServer();
  secrets = [
    { name: "password", value: PASSWORD },
    { name: "mistyped password", value: WRONG },
    { name: "mailbox password", value: MAIL_PASSWORD },
    { name: "set-up token", value: server.setUpToken },
  ];
  frames = await useEverything();
  dump = await dumpEverything();
}, 180_000);
afterAll(async () => await server?.stop());

/** Every way in which a secret or a text comes to the server, with mistakes on the way. */
async function useEverything(): Promise<string[]> {
  await setUp();
  let cookie = await signIn();
  const bootstrap: { position: string } = JSON.parse((await server.call("GET", "/api/v1/bootstrap", { cookie })).text);
  const line = await listen(server.base, { cookie }, BigInt(bootstrap.position));
  await talk(cookie, await makeApiChannel(cookie));
  await makeMailChannel(cookie);
  const bot = await useTelegram(server, cookie);
  secrets.push({ name: "bot token", value: bot.token }, { name: "webhook secret of the bot", value: bot.webhook });
  secrets.push(...(await useNetworks(server, cookie)));
  secrets.push(...(await useApiKeys(server, cookie)));
  await invite(cookie);
  cookie = await addSecondFactor(cookie);
  for (const path of ["channels", "users", "sessions", "me", "settings-changes", "problems", "organization"])
    await server.call("GET", `/api/v1/${path}`, { cookie });
  await server.call("GET", "/metrics");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  line.socket.terminate();
  return line.frames;
}

async function setUp(): Promise<void> {
  const body = {
    token: server.setUpToken,
    organizationName: "Lamps",
    firstName: "Ada",
    lastName: "Admin",
    email: "ada@example.org",
    password: PASSWORD,
    locale: "en",
    timeZone: "UTC",
    withExample: false,
  };
  await server.call("POST", "/api/v1/setup", { body: { ...body, locale: 7 } });
  const answer = await server.call("POST", "/api/v1/setup", { body });
  expect(answer.status, answer.text).toBeLessThan(300);
  keepCookie(answer.headers);
}

async function signIn(): Promise<string> {
  await server.call("POST", "/api/v1/session", { body: { email: "ada@example.org", password: WRONG } });
  await server.call("POST", "/api/v1/session", { body: { email: "ada@example.org", password: [PASSWORD] } });
  const answer = await server.call("POST", "/api/v1/session", {
    body: { email: "ada@example.org", password: PASSWORD },
  });
  expect(answer.status, answer.text).toBeLessThan(300);
  return keepCookie(answer.headers) ?? "";
}

/** Sessions' tokens are secrets too. */
function keepCookie(headers: Headers): string | undefined {
  const cookie = headers.get("set-cookie")?.split(";")[0];
  const value = cookie?.split("=")[1];
  if (value !== undefined && value !== "") secrets.push({ name: "session token", value });
  return cookie;
}

type Made = { channel: { id: string; webhookUrl: string }; secrets: Record<string, string> };

async function makeApiChannel(cookie: string): Promise<{ secret: string; path: string }> {
  const settings = { outboundUrl: "http://127.0.0.1:1/hook" };
  const body = { platform: "api", name: "Shop", settings };
  const made: Made = JSON.parse((await server.call("POST", "/api/v1/channels", { cookie, body })).text);
  const rotate = `/api/v1/channels/${made.channel.id}/secrets`;
  const rotated: Made = JSON.parse((await server.call("POST", rotate, { cookie })).text);
  const [first = "", second = ""] = [made, rotated].map((one) => Object.values(one.secrets)[0] ?? "");
  expect(second).toMatch(/^whsec_/);
  secrets.push({ name: "first webhook secret", value: first, shownBy: "POST /api/v1/channels" });
  secrets.push({ name: "second webhook secret", value: second, shownBy: `POST ${rotate}` });
  return { secret: second, path: new URL(made.channel.webhookUrl).pathname };
}

async function talk(cookie: string, { secret, path }: { secret: string; path: string }): Promise<void> {
  const message = { type: "message", id: "m1", contact: { id: "c1", name: "CanaryName79" }, text: "CanaryInbound74" };
  for (const raw of [JSON.stringify(message), '{"type":"message","text":"CanaryBroken75"', '["CanaryBroken75"]']) {
    const signed = { id: uuidV7(), timestamp: String(Math.floor(Date.now() / 1000)), body: raw };
    const headers = signedHeaders([secret], signed);
    expect((await server.call("POST", path, { raw, headers })).status).toBe(200);
    await server.call("POST", path, { raw, headers: { ...headers, "webhook-signature": "v1,wrong" } });
  }
  const id = await findConversation(cookie);
  for (const [kind, text] of [
    ["comment", "CanaryComment76"],
    ["reply", "CanaryReply77"],
  ]) {
    const body = { id: uuidV7(), kind, text };
    expect((await server.call("POST", `/api/v1/conversations/${id}/messages`, { cookie, body })).status).toBe(201);
    await server.call("POST", `/api/v1/conversations/${id}/messages`, { cookie, body: { ...body, kind: text } });
  }
  const draft = { text: "CanaryDraft78", kind: "reply", replyToId: null, attachmentIds: [] };
  await server.call("PUT", `/api/v1/conversations/${id}/draft`, { cookie, body: draft });
}

async function findConversation(cookie: string): Promise<string> {
  for (const until = Date.now() + 30_000; ; ) {
    const answer = await server.call("GET", "/api/v1/conversations?status=new", { cookie });
    const found = /"id":"([0-9a-f-]{36})"/.exec(answer.text)?.[1];
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error("the message did not arrive");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function makeMailChannel(cookie: string): Promise<void> {
  const login = { host: "mail.invalid", port: 993, security: "tls", user: "lamps", password: MAIL_PASSWORD };
  const settings = { address: "lamps@mail.invalid", imap: login, smtp: { ...login, port: 465 } };
  const body = { platform: "email", name: "Mail", settings };
  await server.call("POST", "/api/v1/channels", {
    cookie,
    body: { ...body, settings: { ...settings, imap: MAIL_PASSWORD } },
  });
  const answer = await server.call("POST", "/api/v1/channels", { cookie, body });
  expect(answer.status, answer.text).toBe(201);
  const made: Made = JSON.parse(answer.text);
  await server.call("POST", `/api/v1/channels/${made.channel.id}/test`, { cookie });
  await server.call("PATCH", `/api/v1/channels/${made.channel.id}`, { cookie, body: { settings } });
}

/** No mail can be sent here, so the answer shows the link to the Admin: there and nowhere else. */
async function invite(cookie: string): Promise<void> {
  const person = { firstName: "Bo", lastName: "New", userReference: null, shortCode: null, accountRole: "agent" };
  const answer = await server.call("POST", "/api/v1/users", { cookie, body: { ...person, email: "bo@example.org" } });
  const value = /[/=#]([\w-]{20,})"/.exec(answer.text)?.[1];
  expect(value, answer.text).toBeDefined();
  secrets.push({ name: "invitation token", value: value ?? "", shownBy: "POST /api/v1/users" });
  await server.call("GET", `/api/v1/invitations/${value}`);
}

async function addSecondFactor(cookie: string): Promise<string> {
  const start: { secret: string } = JSON.parse((await server.call("POST", "/api/v1/me/totp", { cookie })).text);
  secrets.push({ name: "seed of the second factor", value: start.secret, shownBy: "POST /api/v1/me/totp" });
  const body = { code: totpCode(start.secret, new Date()) };
  const confirmed = await server.call("PUT", "/api/v1/me/totp", { cookie, body });
  const { codes }: { codes: string[] } = JSON.parse(confirmed.text);
  for (const value of codes) secrets.push({ name: "recovery code", value, shownBy: "PUT /api/v1/me/totp" });
  return keepCookie(confirmed.headers) ?? cookie;
}

/** Every row of every table as text, and raw bodies as what they say. */
async function dumpEverything(): Promise<string> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const parts: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await client.query<{ line: string }>(`select t::text as line from ${client.escapeIdentifier(name)} t`);
    parts.push(...rows.rows.map((row) => `${name}: ${row.line}`));
  }
  await client.end();
  const bytes = parts.flatMap((line) => line.match(/\\\\x[0-9a-f]+/g) ?? []);
  return [...parts, ...bytes.map((hex) => Buffer.from(hex.slice(3), "hex").toString("latin1"))].join("\n");
}

/** The forms in which a value might lie somewhere. */
function formsOf(value: string): string[] {
  const bare = value.replace(/^whsec_/, "");
  const bytes = Buffer.from(value);
  return [value, bare, encodeURIComponent(value), bytes.toString("base64"), bytes.toString("hex")];
}

const shows = (text: string, secret: Secret) => formsOf(secret.value).some((form) => text.includes(form));

describe("canaries in every secret", () => {
  it("S41 P126 P156 nothing that is printed at the finest level holds a secret, a token or a contact's words", () => {
    const printed = server.printed();
    expect(printed.length).toBeGreaterThan(100);
    expect(secrets.filter((secret) => shows(printed, secret)).map((secret) => secret.name)).toEqual([]);
    expect(TEXTS.filter((text) => printed.includes(text))).toEqual([]);
  });

  it("S11 an answer shows a secret only where it is handed over, once", () => {
    expect(secrets.length).toBeGreaterThan(12);
    for (const secret of secrets) {
      const showing = server.answers.filter((answer) => shows(answer.text, secret)).map((answer) => answer.what);
      expect(showing, secret.name).toEqual(secret.shownBy === undefined ? [] : [secret.shownBy]);
    }
  });

  it("S11 S13 no frame of the live feed holds a secret", () => {
    const all = frames.join("\n");
    expect(all).toContain("CanaryComment76");
    expect(secrets.filter((secret) => shows(all, secret)).map((secret) => secret.name)).toEqual([]);
  });

  it("S46 S18 P156 a dump of the database opens nothing: every secret is sealed or hashed", () => {
    expect(dump).toContain("CanaryInbound74");
    expect(dump).toContain("CanaryBroken75");
    expect(secrets.filter((secret) => shows(dump, secret)).map((secret) => secret.name)).toEqual([]);
  });
});
