import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { startTestApp, type TestApp } from "./test-app.ts";

const PASSWORD = "Correct-Horse-9";
const list = z.object({ items: z.array(z.object({ address: z.string(), after: z.unknown() })) });
/** What people put into such headers: addresses of others, and what is none. */
const SPOOFS = [
  "203.0.113.50",
  "127.0.0.1, 203.0.113.51",
  "::1",
  "<img src=x onerror=alert(1)>",
  "unknown",
  "' or 1=1",
  "9".repeat(3000),
];
const HEADERS = [
  "x-forwarded-for",
  "x-real-ip",
  "forwarded",
  "client-ip",
  "true-client-ip",
  "cf-connecting-ip",
  "x-client-ip",
];

let app: TestApp | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
});

/** Under which address the log of settings keeps a change made with these headers. */
async function addressOf(test: TestApp, headers: Record<string, string>): Promise<string> {
  changes += 1;
  const body = { name: `Ours ${changes}` };
  const answer = await test.call("PATCH", "/api/v1/organization", { as: test.admin, body, headers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const log = await test.call("GET", "/api/v1/settings-changes", { as: test.admin });
  const [newest] = list.parse(log.body).items;
  expect(newest?.after).toMatchObject(body);
  return newest?.address ?? "none";
}
let changes = 0;

describe("S42 a caller's address", () => {
  it("P87 is the connection's, whatever headers say, where no proxy is named", async () => {
    app = await startTestApp();
    for (const name of HEADERS)
      for (const value of SPOOFS) {
        const text = name === "forwarded" ? `for="${value.slice(0, 900)}"` : value;
        expect(await addressOf(app, { [name]: text }), `${name}: ${value.slice(0, 40)}`).toBe("127.0.0.1");
      }
    const log = await app.call("GET", "/api/v1/settings-changes", { as: app.admin });
    expect(JSON.stringify(log.body)).not.toMatch(/<img|203\.0\.113/);
  });

  it("is what the named proxy adds at the end, never what the caller wrote before it", async () => {
    app = await startTestApp({ TRUSTED_PROXIES: "127.0.0.1" });
    expect(await addressOf(app, { "x-forwarded-for": "198.51.100.7" })).toBe("198.51.100.7");
    expect(await addressOf(app, { "x-forwarded-for": "6.6.6.6, 198.51.100.8" })).toBe("198.51.100.8");
    expect(await addressOf(app, { "x-forwarded-for": "127.0.0.1, 6.6.6.6, 2001:db8::7" })).toBe("2001:db8::7");
    for (const none of ["<img src=x onerror=alert(1)>", "unknown", "a, <b>", "999.1.1.1"])
      expect(await addressOf(app, { "x-forwarded-for": none }), none).not.toMatch(/[<>a-z]/i);
    for (const name of HEADERS.slice(1))
      expect(await addressOf(app, { [name]: "203.0.113.9" }), name).toBe("127.0.0.1");
  });

  it("S37 spoofed addresses move no limit: not that of requests, not that of guesses", async () => {
    app = await startTestApp({ RATE_SCALE: "0.1" });
    const test = app;
    const guess = (at: number) =>
      test.call("POST", "/api/v1/session", {
        body: { email: `nobody${at}@example.org`, password: "Wrong-4-this-time!" },
        headers: {
          "x-forwarded-for": `203.0.113.${at}`,
          "x-real-ip": `203.0.113.${at}`,
          forwarded: `for=203.0.113.${at}`,
        },
      });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => guess(at)));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(34);
    expect(answers.some(({ status }) => status === 401)).toBe(true);
  });
});

describe("S37 the door of the live feed", () => {
  it("P127 looks at no more cookies than its limit, whoever they are said to come from", async () => {
    app = await startTestApp({ RATE_SCALE: "0.1" });
    const url = `${app.base.replace("http", "ws")}/api/v1/live?after=0`;
    const ask = (at: number, cookie: string) =>
      new Promise<number>((resolve) => {
        const headers = { cookie, "x-forwarded-for": `203.0.113.${at}` };
        const socket = new WebSocket(url, { headers });
        socket.once("open", () => resolve(101));
        socket.once("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
        socket.on("error", () => resolve(0));
      });
    expect(await ask(0, app.admin.cookie)).toBe(101);
    const states = await Promise.all(Array.from({ length: 120 }, (_, at) => ask(at, `guichet=${"A".repeat(43)}`)));
    expect(states.filter((state) => state === 401).length).toBeLessThanOrEqual(60);
    expect(states.filter((state) => state === 429).length).toBeGreaterThanOrEqual(60);
  });
});

describe("S24 S42 who somebody is", () => {
  it("P25 no header of a sign-in proxy is believed on any route; only the session's cookie is", async () => {
    app = await startTestApp();
    const { email } = await app.app.parts.database.system
      .selectFrom("users")
      .select("email")
      .where("id", "=", app.admin.id)
      .executeTakeFirstOrThrow();
    const names = [
      ...[
        "x-remote-user",
        "remote-user",
        "x-forwarded-user",
        "x-forwarded-email",
        "x-auth-request-email",
        "x-webauth-user",
      ],
      ...[
        "x-authenticated-user",
        "x-ssl-client-s-dn",
        "x-client-verify",
        "remote_user",
        "x-user-id",
        "x-organization-id",
      ],
    ];
    const identity = Object.fromEntries(
      names.map((name) => [name, name.endsWith("id") ? (app?.admin.id ?? "") : email]),
    );
    const basic = `Basic ${Buffer.from(`${email}:${PASSWORD}`).toString("base64")}`;
    const routes = (app.app.web?.routes ?? []).filter((route) => route.access !== "anyone" && !route.root);
    expect(routes.length).toBeGreaterThan(40);
    for (const route of routes)
      for (const headers of [identity, { ...identity, authorization: basic }, { authorization: `Bearer ${email}` }]) {
        const path = `/api/v1${route.url.replace(/:\w+/, app.admin.id)}`;
        const answer = await app.call(route.method, path, { headers, ...(route.method === "GET" ? {} : { body: {} }) });
        expect(answer.status, `${route.method} ${path}`).toBe(401);
      }
    expect(
      (await app.call("GET", "/api/v1/session", { as: app.admin, headers: { "x-remote-user": "eve" } })).body,
    ).toMatchObject({ email });
  });
});
