import { Refusal } from "@guichet/contract";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerError } from "../../http/index.ts";
import { openMessengerWorld, type TestChannel, type World } from "./messenger.test-kit.ts";
import { callMessenger, openVisitor, type TestVisitor } from "./visitor.test-kit.ts";

let world: World;
let shop: TestChannel;
let listed: TestChannel;
beforeAll(async () => {
  world = await openMessengerWorld();
  shop = await world.addChannel();
  listed = await world.addChannel({ allowedOrigins: ["https://shop.example", "https://*.help.example"] });
});
afterAll(() => world.close());

const from = (
  origin: string | undefined,
  channel: TestChannel,
  call: Partial<Parameters<typeof callMessenger>[2]> = {},
) =>
  callMessenger(world, channel.id, {
    path: "/config",
    ...call,
    headers: { ...call.headers, ...(origin ? { origin } : {}) },
  });

describe("S25 which pages may use a messenger", () => {
  test("W159 a page of a listed site, and where none is listed any page", async () => {
    for (const [origin, channel] of [
      ["https://shop.example", listed],
      ["https://fr.help.example", listed],
      ["http://care.example", listed],
      ["https://anywhere.example", shop],
      ["null", shop],
    ] as const) {
      const { status, headers, json } = await from(origin, channel);
      expect([origin, status]).toEqual([origin, 200]);
      expect(headers["access-control-allow-origin"]).toBe(origin);
      expect(headers.vary).toBe("origin");
      expect(headers["access-control-allow-credentials"]).toBeUndefined();
      expect(json).toEqual({
        ...{ channelId: channel.id, name: "Shop", color: "#2b5fd9", texts: {} },
        ...{ maxFileBytes: 25 * 1024 * 1024, maxTextCharacters: 4096 },
      });
    }
  });

  test("other pages are refused on every call, and nothing happens", async () => {
    const visitor = await openVisitor(world, listed);
    const sessions = world.database.system.selectFrom("visitor_sessions").select("token_hash");
    const before = [(await sessions.execute()).length, world.accepted.length];
    for (const origin of ["https://evil.example", "http://shop.example", "https://help.example", "null"]) {
      for (const call of callsOf(visitor)) {
        const { status, json, headers } = await from(origin, listed, call);
        expect([call.path, status, json.error.code]).toEqual([call.path, 403, "origin_refused"]);
        expect(headers["access-control-allow-origin"]).toBeUndefined();
      }
    }
    expect([(await sessions.execute()).length, world.accepted.length]).toEqual(before);
  });

  test("a program that does not say where it comes from is refused where sites are listed; our own page is not", async () => {
    const ask = (headers: Record<string, string>) =>
      world.app.inject({ method: "GET", url: `/messenger/${listed.id}/config`, headers });
    expect((await ask({})).statusCode).toBe(403);
    expect((await ask({ "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
    expect((await ask({ "sec-fetch-site": "same-origin" })).statusCode).toBe(200);
  });

  test("a preflight allows exactly what the widget does, to listed sites alone", async () => {
    const ask = (origin: string, channelId: string) =>
      callMessenger(world, channelId, {
        ...{ method: "OPTIONS", path: "/messages" },
        headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
      });
    const allowed = await ask("https://shop.example", listed.id);
    expect(allowed.status).toBe(204);
    expect(allowed.headers).toMatchObject({
      "access-control-allow-origin": "https://shop.example",
      "access-control-allow-methods": "GET, POST, PATCH",
      "access-control-allow-headers": "authorization, content-type, range",
    });
    for (const [origin, id, status] of [
      ["https://evil.example", listed.id, 403],
      ["https://shop.example", crypto.randomUUID(), 404],
    ] as const) {
      const refused = await ask(origin, id);
      expect(refused.status).toBe(status);
      expect(Object.keys(refused.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });

  test("a refusal can be read by the page it is for, also when it comes before the handler", async () => {
    const visitor = await openVisitor(world, shop);
    const refusals = [
      await visitor.call({ method: "POST", path: "/messages", body: { id: 1 } }),
      await visitor.call({ method: "POST", path: "/messages", body: "x".repeat(300_000) }),
      await visitor.call({ method: "POST", path: "/sessions", body: { jwt: "junk" } }),
      await visitor.call({ method: "GET", path: "/nothing" }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([400, 413, 401, 404]);
    for (const { headers } of refusals) expect(headers["access-control-allow-origin"]).toBe("https://shop.example");
  });

  test("S37 made-up channels and proofs are not looked up without end", async () => {
    const app = Fastify();
    app.setErrorHandler((error, request, reply) => answerError(error, request, reply, world.log));
    const asked: string[] = [];
    world.messenger.guard(app, {
      take(_rate, address) {
        asked.push(address);
        if (asked.length > 3) throw new Refusal("too_many_requests", { retryAfterSeconds: 1 });
      },
    });
    const ask = (id: string, path: string, method: "GET" | "POST" | "OPTIONS" = "GET") =>
      app.inject({ method, url: `/messenger/${id}/${path}`, remoteAddress: "203.0.113.9" });
    const answers = [];
    for (const path of ["config", "messages", "files", "sessions"]) answers.push(await ask(crypto.randomUUID(), path));
    answers.push(await ask(shop.id, "files?name=a", "POST"), await ask(shop.id, "messages", "OPTIONS"));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 429, 429, 429]);
    expect(new Set(asked)).toEqual(new Set(["203.0.113.9"]));
    await app.close();
  });

  test("S16 an upload without a proof is refused before its body is read", async () => {
    const app = Fastify();
    app.setErrorHandler((error, request, reply) => answerError(error, request, reply, world.log));
    world.messenger.guard(app, { take: () => undefined });
    let parsed = false;
    app.addContentTypeParser("*", (_request, _payload, done) => {
      parsed = true;
      done(null);
    });
    app.post("/messenger/:channelId/files", () => "never");
    const answer = await app.inject({
      ...{ method: "POST", url: `/messenger/${shop.id}/files?name=a`, payload: Buffer.alloc(1000) },
      headers: { origin: "https://shop.example", "content-type": "image/png" },
    });
    expect([answer.statusCode, parsed]).toEqual([401, false]);
    await app.close();
  });
});

function callsOf(visitor: TestVisitor) {
  const { token } = visitor;
  return [
    { path: "/config" },
    { path: "/sessions", method: "POST", body: {} },
    { path: "/visitor", method: "PATCH", body: { surname: "x" }, token },
    { path: "/messages", method: "POST", body: { id: crypto.randomUUID(), text: "x" }, token },
    { path: "/messages", token },
    { path: "/files?name=a", method: "POST", raw: Buffer.from("x"), token },
    { path: `/files/${crypto.randomUUID()}`, token },
  ] as const;
}

/** S27: what stands in the place of each field; a value the field may have is left out of its own table. */
const odd: readonly unknown[] = [
  null,
  true,
  42,
  1e308,
  -1,
  [],
  ["x"],
  {},
  { $ne: null },
  { toString: "x" },
  "\0",
  "x".repeat(30_000),
];

describe("S27 type confusion", () => {
  const id = "01936f2e-7c1a-7b3c-8d4e-5f6071829304";
  const tables = [
    { method: "POST", path: "/sessions", good: {}, fields: ["token", "jwt", "page"] },
    {
      method: "POST",
      path: "/sessions",
      good: {},
      fields: ["page.title", "page.url", "page.language", "page.device", "page.other"],
    },
    {
      method: "PATCH",
      path: "/visitor",
      good: {},
      fields: ["givenName", "surname", "email", "properties", "page", "externalId"],
    },
    { method: "PATCH", path: "/visitor", good: {}, fields: ["properties.a", "page.title", "page.url"] },
    {
      method: "POST",
      path: "/messages",
      good: { id, text: "x" },
      fields: ["id", "text", "attachmentIds", "replyToId", "verified"],
    },
    { method: "POST", path: "/messages", good: { id, text: "x" }, fields: ["attachmentIds.0", "attachmentIds.x"] },
  ] as const;

  test.each(tables.flatMap(({ fields, ...table }) => fields.map((field) => [table.path, field, table] as const)))(
    "%s %s",
    async (_path, field, { method, path, good }) => {
      const visitor = await openVisitor(world, shop);
      for (const value of odd) {
        const { status } = await visitor.call({ method, path, body: withField(good, field, value) });
        expect([JSON.stringify(value).slice(0, 40), status < 500]).toEqual([expect.anything(), true]);
        if (
          typeof value === "object" &&
          value !== null &&
          !Array.isArray(value) &&
          !["page", "properties"].includes(field)
        ) {
          expect([JSON.stringify(value), status]).toEqual([expect.anything(), 400]);
        }
      }
    },
  );

  test("whole bodies of the wrong kind, and bodies that are no JSON", async () => {
    const visitor = await openVisitor(world, shop);
    for (const path of ["/sessions", "/messages"] as const) {
      for (const body of odd) {
        const { status } = await visitor.call({ method: "POST", path, body });
        expect(path === "/sessions" && JSON.stringify(body) === "{}" ? 200 : status).toBe(status);
        if (JSON.stringify(body) !== "{}") expect(status).toBe(400);
      }
      for (const raw of ["", "{", "[".repeat(100), '{"__proto__":1}']) {
        const answer = await visitor.call({
          method: "POST",
          path,
          raw: Buffer.from(raw),
          headers: { "content-type": "application/json" },
        });
        expect([raw, answer.status]).toEqual([raw, 400]);
      }
    }
  });

  test("queries and addresses", async () => {
    const visitor = await openVisitor(world, shop);
    await visitor.write("x");
    await world.settled();
    const bad = [
      "/messages?after=-1",
      "/messages?after=1e5",
      "/messages?after=99999999999999999999",
      "/messages?after=1&after=2",
      "/messages?after[$gt]=1",
      "/messages?before=x",
      "/messages?before=1_2",
      "/messages?before=NaN_01936f2e-7c1a-7b3c-8d4e-5f6071829304",
      `/messages?before=${"9".repeat(90)}`,
      "/config?locale=xx",
      "/config?locale=en&locale=fr",
    ];
    for (const path of bad) {
      const { status } = await visitor.call({ path });
      expect([path, status]).toEqual([path, path.includes("$gt") ? 200 : 400]);
    }
    for (const path of [
      "/messages?after=9999999999999999999",
      "/messages?after=0",
      "/messages?before=99999999999999999_01936f2e-7c1a-7b3c-8d4e-5f6071829304",
    ]) {
      expect([path, (await visitor.call({ path })).status]).toEqual([path, 200]);
    }
    for (const channelId of ["x", "%00", "1' or '1'='1", "%2e%2e", "[object Object]", "x".repeat(99)]) {
      const { status } = await callMessenger(world, encodeURI(channelId), { path: "/config" });
      expect([channelId, status]).toEqual([channelId, 404]);
    }
    for (const file of ["x", "%00", "1", "../../etc/passwd"]) {
      expect((await visitor.call({ path: `/files/${encodeURIComponent(file)}` })).status).toBe(404);
    }
  });

  test("S37 a page that tells without end is stopped", async () => {
    const visitor = await openVisitor(world, shop);
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`p${n}`, "x"]));
    const patch = (properties: unknown) => visitor.call({ method: "PATCH", path: "/visitor", body: { properties } });
    expect((await patch(many(50))).status).toBe(204);
    expect((await patch({ one: "more" })).status).toBe(400);
    expect((await patch(many(3000))).status).toBe(400);
  });
});

function withField(good: object, field: string, value: unknown): unknown {
  const [name = "", inner] = field.split(".");
  if (inner === undefined) return { ...good, [name]: value };
  return { ...good, [name]: inner === "0" ? [value] : { [inner]: value } };
}
