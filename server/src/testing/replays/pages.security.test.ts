import { request } from "node:http";
import { channelCreated } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../http/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { startTestApp } from "../test-app.ts";
import { call, digest, type House, openHouse } from "./house.ts";

let house: House;
let routes: readonly Route[];
let chat: string;
beforeAll(async () => {
  house = await openHouse();
  routes = house.app.app.web?.routes ?? [];
  const body = { platform: "messenger", name: "Chat", settings: { allowedOrigins: ["https://canary-origin.example"] } };
  chat = channelCreated.parse((await call(house, house.app.admin, "POST", "/channels", body)).body).channel.id;
});
afterAll(async () => await house?.app.stop());

const full = (route: Route) => (route.root ? route.url : `/api/v1${route.url}`);

function filled(route: Route): string {
  const { conversation, message, file, id, contact } = house.own;
  const [, subject = ""] = route.url.split("/");
  const ids: Record<string, string> = {
    ...{ conversations: conversation, messages: message, files: file, channels: id, contacts: contact },
    ...{ users: house.outsider.id, problems: `m:${message}` },
  };
  return full(route)
    .replace(":channelId", chat)
    .replace(/:\w+/g, ids[subject] ?? uuidV7())
    .replace("*", "nothing");
}

type Seen = {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
};

/** Any method, any path, as it is written. */
async function send(method: string, path: string, headers: Record<string, string> = {}): Promise<Seen> {
  const { port } = new URL(house.app.base);
  return await new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
      let text = "";
      response.setEncoding("latin1").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    asked.on("error", reject).end();
  });
}

describe("S5 S50 what every answer carries", () => {
  it("P91 P20 the protecting headers stand on every answer of every route, refusals and oddities included", async () => {
    const looked: string[] = [];
    for (const route of routes)
      for (const person of [undefined, house.outsider, house.app.admin]) {
        const cookie: Record<string, string> =
          person === undefined ? {} : { cookie: person.cookie, origin: house.app.base };
        for (const method of route.method === "GET" ? ["GET", "HEAD"] : [route.method, "OPTIONS"]) {
          if (method === "DELETE" && person === house.app.admin) continue;
          const { status, headers } = await send(method, filled(route), cookie);
          const label = `${method} ${filled(route)} ${status}`;
          expect(headers["x-content-type-options"], label).toBe("nosniff");
          expect(headers["content-security-policy"], label).toMatch(/default-src '(none|self)'/);
          expect(headers["content-security-policy"], label).not.toMatch(/script-src[^;]*(unsafe|\*|data:)/);
          expect(headers["referrer-policy"], label).toBe("same-origin");
          expect(headers["cache-control"], label).toMatch(
            route.access === "anyone" ? /no-store|no-cache|max-age/ : /no-store/,
          );
          looked.push(label);
        }
      }
    expect(looked.length).toBeGreaterThan(400);
  }, 120_000);
});

describe("S9 other methods", () => {
  it("P24 no method but the declared one answers, and none with anything of ours", async () => {
    const declared = new Set(routes.map((route) => `${route.method} ${full(route)}`));
    const paths = new Set([...routes.map((route) => `${full(route)} ${filled(route)}`)]);
    const statics = ["/", "/index.html", "/assets/app.js", "/widget.js", "/server/src/main.ts", "/nothing.css"];
    const places = [...paths].map((pair) => pair.split(" ")).concat(statics.map((path) => ["", path]));
    for (const [pattern = "", path = ""] of places)
      for (const method of ["OPTIONS", "TRACE", "PROPFIND", "SEARCH", "LOCK", "POST", "PUT", "PATCH", "DELETE"]) {
        if (declared.has(`${method} ${pattern}`)) continue;
        const { status, text } = await send(method, path);
        const label = `${method} ${path} ${status}`;
        const isPreflight = method === "OPTIONS" && path.startsWith("/messenger/");
        if (!isPreflight) expect(status, label).toBeGreaterThanOrEqual(400);
        expect(status, label).toBeLessThan(501);
        expect(text.length, label).toBeLessThan(400);
        expect(text, label).not.toMatch(/import |function|class |<html/);
      }
    expect((await send("GET", "/healthz")).status).toBe(200);
  }, 120_000);
});

describe("S25 looking changes nothing", () => {
  it("P73 no GET and no HEAD of any route changes anything, whoever is signed in", async () => {
    const before = await digest(house);
    const reading = routes.filter((route) => route.method === "GET");
    expect(reading.length).toBeGreaterThan(25);
    for (const route of routes)
      for (const person of [house.insider, house.app.admin])
        for (const method of ["GET", "HEAD"]) {
          const path = `${filled(route)}?confirm=1&_method=DELETE&disconnect=1`;
          const { status } = await send(method, path, { cookie: person.cookie, "x-http-method-override": "DELETE" });
          expect(status, `${method} ${path}`).toBeLessThan(500);
        }
    expect(await digest(house)).toBe(before);
    for (const person of [house.insider, house.app.admin])
      expect((await call(house, person, "GET", "/session")).status).toBe(200);
  }, 120_000);
});

describe("S11 what answers do not hold", () => {
  it("P133 what anybody may ask for holds no settings that are for the server", async () => {
    const config = await house.app.call("GET", `/messenger/${chat}/config`, {
      headers: { origin: "https://canary-origin.example" },
    });
    expect(config.status).toBe(200);
    expect(Object.keys(config.body as object).sort()).toEqual(
      ["channelId", "color", "maxFileBytes", "maxTextCharacters", "name", "texts"].sort(),
    );
    const { config: own, keys } = house.app.app.parts;
    const hidden = ["canary-origin", own.dataDir, house.own.secret, house.own.secret.slice(6), "identifiedOnly"];
    hidden.push(Buffer.from(keys.linkKey).toString("base64"), Buffer.from(keys.linkKey).toString("hex"));
    for (const route of routes.filter((one) => one.access === "anyone" && one.method === "GET")) {
      const { text } = await send("GET", filled(route), { origin: "https://canary-origin.example" });
      for (const secret of hidden) expect(text.includes(secret), `${route.url} ${secret.slice(0, 12)}`).toBe(false);
    }
  });

  it("P108 P23 no route tells anybody a secret, whatever their role", async () => {
    const { system } = house.app.app.parts.database;
    const users = await system.selectFrom("users").select(["password_hash", "totp_secret_sealed"]).execute();
    const sessions = await system.selectFrom("sessions").select("token_hash").execute();
    const endpoints = await system.selectFrom("endpoints").select("secrets").execute();
    const channels = await system.selectFrom("channels").select("secrets").execute();
    const sealed = [...endpoints, ...channels].flatMap(
      (row) => JSON.stringify(row.secrets).match(/v1\.[\w.-]+/g) ?? [],
    );
    const secrets = [
      ...users.flatMap((row) => [row.password_hash, row.totp_secret_sealed]),
      ...sessions.map((row) => row.token_hash),
      ...[...sealed, house.own.secret, house.hidden.secret, house.own.secret.replace("whsec_", "")],
      ...[house.insider, house.outsider, house.app.admin].map(({ cookie }) => cookie.split("=")[1]),
    ].filter((secret): secret is string => typeof secret === "string" && secret !== "");
    expect(secrets.length).toBeGreaterThan(8);
    let answered = 0;
    for (const route of routes.filter((one) => one.method === "GET"))
      for (const person of [undefined, house.outsider, house.insider, house.app.admin]) {
        const { status, text, headers } = await send(
          "GET",
          filled(route),
          person === undefined ? {} : { cookie: person.cookie },
        );
        if (status === 200) answered += 1;
        const all = text + JSON.stringify(headers);
        for (const secret of secrets) expect(all.includes(secret), `${route.url} as ${person?.id}`).toBe(false);
      }
    expect(answered).toBeGreaterThan(40);
  }, 120_000);
});

describe("S37 S21 how often anybody may ask", () => {
  it("P127 P126 every public address has a limit that holds when many come at once, and lets the honest few pass", async () => {
    const app = await startTestApp({ RATE_SCALE: "0.1" });
    try {
      const body = { platform: "messenger", name: "Chat", settings: {} };
      const made = await app.call("POST", "/api/v1/channels", { as: app.admin, body });
      const { id } = channelCreated.parse(made.body).channel;
      const octets = { "content-type": "application/octet-stream", authorization: `Bearer ${"A".repeat(43)}` };
      const form = { "content-type": "application/x-www-form-urlencoded" };
      const askToken = (id: string) => `grant_type=client_credentials&client_id=${id}&client_secret=x`;
      const floods: [string, most: number, least: number, () => Parameters<typeof app.call>][] = [
        // First, so that signing in has all of its own left.
        ["tokens", 12, 12, () => ["POST", "/oauth2/token", { raw: askToken(uuidV7()), headers: form }]],
        ["signing in", 3, 3, () => ["POST", "/api/v1/session", { body: { email: "a@example.org", password: "x" } }]],
        ["a known messenger", 12, 12, () => ["GET", `/messenger/${id}/config`]],
        ["made-up messengers and proofs", 24, 0, () => ["GET", `/messenger/${uuidV7()}/config`]],
        [
          "uploads with made-up proofs",
          24,
          0,
          () => ["POST", `/messenger/${id}/files?name=a`, { raw: "x", headers: octets }],
        ],
        ["preflights", 24, 0, () => ["OPTIONS", `/messenger/${uuidV7()}/messages`]],
        ["reading", 40, 30, () => ["GET", "/healthz"]],
      ];
      for (const [name, most, least, next] of floods) {
        const answers = await Promise.all(Array.from({ length: 90 }, () => app.call(...next())));
        const passed = answers.filter(({ status }) => status !== 429).length;
        // What flows back while they are under way is at most one in twenty.
        expect(passed, name).toBeLessThanOrEqual(most * 1.5);
        expect(passed, name).toBeGreaterThanOrEqual(least);
        const refused = answers.filter(({ status }) => status === 429);
        for (const { headers } of refused) expect(Number(headers.get("retry-after")), name).toBeGreaterThan(0);
      }
    } finally {
      await app.stop();
    }
  });

  it("P127 P126 no public route is without a class of limits", () => {
    for (const route of routes.filter((one) => one.access === "anyone")) {
      expect(["read", "write", "sign_in", "token", "upload", "webhook", "visitor"], route.url).toContain(route.rate);
      if (/session|setup|invitation|password/.test(route.url) && route.method !== "GET" && route.method !== "DELETE")
        expect(["sign_in", "visitor"], route.url).toContain(route.rate);
    }
  });
});
