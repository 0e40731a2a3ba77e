import type { ApiKeyView } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../testing/test-app.ts";
import { sweepSignIn } from "../sweep-sign-in.ts";
import { apiKeysKit } from "./api-keys.test-kit.ts";

let test: TestApp;
let kit: ReturnType<typeof apiKeysKit>;
beforeAll(async () => {
  test = await startTestApp();
  kit = apiKeysKit(test);
});
afterAll(async () => await test?.stop());
const system = () => test.app.parts.database.system;
// Everybody here calls from one address, and guesses are counted for it.
beforeEach(async () => void (await system().deleteFrom("sign_in_attempts").execute()));

const admin = async (method: string, path: string, body?: unknown) =>
  await test.call(method, `/api/v1${path}`, { as: test.admin, ...(body === undefined ? {} : { body }) });
const listed = async () => ((await admin("GET", "/api-keys")).body as { items: ApiKeyView[] }).items;
const NOBODY = "00000000-0000-7000-8000-000000000000";
/** What a program reads with a token: of a message that nobody sent. */
const read = async (token: string, query = "", headers: Record<string, string> = {}) =>
  await test.call("GET", `/api/v1/proactive-messaging/${NOBODY}${query}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
const challengeOf = ({ headers }: { headers: Headers }) => headers.get("www-authenticate");

describe("REST API keys", () => {
  it("R167 W170 an Admin generates, renames, narrows and revokes one; the secret is told once, and the log says it all", async () => {
    const { key, clientSecret } = await kit.key("  Shop ");
    expect(key).toMatchObject({ name: "Shop", createdBy: "Test Person", lastUsedAt: null });
    expect(clientSecret.length).toBeGreaterThanOrEqual(43);
    expect(JSON.stringify(await listed())).not.toContain(clientSecret);
    expect(await admin("POST", "/api-keys", { name: "sHOP", scopes: ["proactive.read"] })).toMatchObject({
      ...{ status: 409, body: { error: { code: "already_exists" } } },
    });
    const changed = await admin("PATCH", `/api-keys/${key.id}`, { name: "Orders", scopes: ["proactive.read"] });
    expect(changed.body).toMatchObject({ name: "Orders", scopes: ["proactive.read"] });
    expect((await admin("DELETE", `/api-keys/${key.id}`)).status).toBe(204);
    expect(await listed()).toEqual([]);
    expect((await admin("PATCH", `/api-keys/${key.id}`, { name: "x" })).status).toBe(404);
    const log = (await admin("GET", "/settings-changes")).body as { items: object[] };
    expect(log.items.slice(0, 3)).toMatchObject([
      { action: "api_key.revoked", subject: "Orders" },
      { action: "api_key.changed", subject: "Shop", after: { name: "Orders", scopes: ["proactive.read"] } },
      { action: "api_key.created", subject: "Shop" },
    ]);
    expect(JSON.stringify(log)).not.toContain(clientSecret);
  });

  it("R167 S46 neither secrets nor tokens are in the database", async () => {
    const made = await kit.key("Hashed");
    const token = await kit.token(made);
    const rows = await sql<{ row: string }>`
      select row_to_json(k)::text as row from api_keys k union all select row_to_json(t)::text from api_tokens t`.execute(
      system(),
    );
    const text = JSON.stringify(rows.rows);
    expect(text).toContain(made.key.clientId);
    expect(text).not.toContain(made.clientSecret);
    expect(text).not.toContain(token);
  });
});

describe("POST /oauth2/token", () => {
  it("R167 gives a token of an hour for the key's scopes, or fewer, and says not to keep it", async () => {
    const made = await kit.key("Token");
    const given = await kit.askToken(made.key.clientId, made.clientSecret);
    expect(given).toMatchObject({
      status: 200,
      body: { token_type: "Bearer", expires_in: 3600, scope: "proactive.send proactive.read" },
    });
    expect(given.headers.get("cache-control")).toBe("no-store");
    const form = await kit.callToken(
      `grant_type=client_credentials&client_id=${made.key.clientId}&client_secret=${made.clientSecret}&scope=proactive.read`,
    );
    expect(form).toMatchObject({ status: 200, body: { scope: "proactive.read" } });
    const narrow = await kit.key("Narrow", ["proactive.read"]);
    expect(await kit.askToken(narrow.key.clientId, narrow.clientSecret, "proactive.send")).toMatchObject({
      ...{ status: 400, body: { error: "invalid_scope" } },
    });
  });

  it("R167 S20 a wrong secret and a client nobody knows get one answer, in OAuth's words", async () => {
    const made = await kit.key("Wrong");
    const wrong = await kit.askToken(made.key.clientId, "x".repeat(43));
    const nobody = await kit.askToken("nobody", "x".repeat(43));
    expect(wrong).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    expect(challengeOf(wrong)).toBe('Basic realm="Guichet"');
    expect([nobody.status, nobody.body]).toEqual([wrong.status, wrong.body]);
    expect((await kit.callToken("grant_type=password")).body).toMatchObject({ error: "invalid_client" });
    expect((await test.call("POST", "/oauth2/token", { body: { grant_type: "client_credentials" } })).status).toBe(400);
    expect((await test.call("POST", "/oauth2/token")).status).toBe(400);
  });

  it("R167 S21 guesses are limited for a client, also at once; its right secret is not held back by them", async () => {
    const made = await kit.key("Guessed");
    const guess = async () => await kit.askToken(made.key.clientId, "x".repeat(43));
    const guesses = await Promise.all(Array.from({ length: 12 }, guess));
    expect(guesses.filter(({ status }) => status === 401).length).toBe(5);
    const held = await guess();
    expect(held).toMatchObject({ status: 429, body: { error: "slow_down" } });
    expect(Number(held.headers.get("retry-after"))).toBeGreaterThan(0);
    const own = Array.from({ length: 12 }, () => kit.askToken(made.key.clientId, made.clientSecret));
    expect((await Promise.all(own)).map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
  });

  it("R167 S21 and for a caller, whatever client it names", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 25; n += 1) statuses.push((await kit.askToken(`client-${n}`, "x".repeat(43))).status);
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
    expect(statuses.at(-1)).toBe(429);
    // People behind the same address sign in as ever.
    const body = { email: "somebody@example.org", password: "wrong and long enough" };
    expect((await test.call("POST", "/api/v1/session", { body })).status).toBe(401);
  });
});

describe("bearer tokens", () => {
  it("R167 S9 open the public API and nothing else, and no cookie opens that", async () => {
    const token = await kit.token(await kit.key("Opens"));
    expect(await read(token)).toMatchObject({ status: 404, body: { errors: ["not found"] } });
    for (const route of (test.app.web?.routes ?? []).filter(
      ({ access }) => access === "admin" || access === "signed_in",
    )) {
      const path = `/api/v1${route.url.replaceAll(/:\w+/g, NOBODY)}`;
      const answer = await test.call(route.method, path, { headers: { authorization: `Bearer ${token}` } });
      expect(answer.status, `${route.method} ${route.url}`).toBe(401);
    }
    const api = (test.app.web?.routes ?? []).filter(({ access }) => access === "api");
    expect(api.length).toBeGreaterThan(2);
    for (const route of api) {
      const answer = await test.call(route.method, `/api/v1${route.url.replaceAll(/:\w+/g, NOBODY)}`, {
        as: test.admin,
      });
      expect(answer.status, `${route.method} ${route.url}`).toBe(401);
      expect(challengeOf(answer)).toBe('Bearer realm="Guichet", error="invalid_token"');
    }
  });

  it("R167 S25 a program may carry whatever cookie, and name whatever origin: neither opens or closes anything", async () => {
    const made = await kit.key("Cookies");
    const authorization = `Basic ${Buffer.from(`${made.key.clientId}:${made.clientSecret}`).toString("base64")}`;
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const strange: Record<string, string>[] = [
      { cookie: "balancer=7" },
      { cookie: "balancer=7", origin: "https://shop.example" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of strange) {
      const call = async (path: string, more: Record<string, string>, body: string) =>
        await fetch(test.base + path, { method: "POST", headers: { ...headers, ...more }, body });
      const given = await call("/oauth2/token", { ...form, authorization }, "grant_type=client_credentials");
      expect(given.status).toBe(200);
      const { access_token: token } = (await given.json()) as { access_token: string };
      const json = { "content-type": "application/json", authorization: `Bearer ${token}` };
      const answer = await call("/api/v1/proactive-messaging", json, "{}");
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { errors: expect.arrayContaining(["medium is required"]) },
      ]);
    }
  });

  it("R167 one that is wrong or none is refused with what is wanted; one in the address is not read", async () => {
    const token = await kit.token(await kit.key("Address"));
    expect(challengeOf(await read("x".repeat(43)))).toContain("invalid_token");
    expect((await test.call("GET", `/api/v1/proactive-messaging/${NOBODY}?access_token=${token}`)).status).toBe(400);
    expect((await read(token, `?access_token=${token}`)).status).toBe(400);
  });

  it("R167 a scope that is missing, or was taken from the key since, is 403 and named", async () => {
    const made = await kit.key("Scopes");
    const sends = await kit.token(made, "proactive.send");
    const refused = await read(sends);
    expect(refused).toMatchObject({ status: 403, body: { errors: ["the token lacks the scope proactive.read"] } });
    expect(challengeOf(refused)).toContain('error="insufficient_scope", scope="proactive.read"');
    const all = await kit.token(made);
    expect((await read(all)).status).toBe(404);
    await admin("PATCH", `/api-keys/${made.key.id}`, { scopes: ["proactive.send"] });
    expect((await read(all)).status).toBe(403);
  });

  it("R167 S14 revoking the key ends its tokens at once, and no more are given", async () => {
    const made = await kit.key("Revoked");
    const token = await kit.token(made);
    const [before] = await listed();
    expect(before?.lastUsedAt).toBeNull();
    expect((await read(token)).status).toBe(404);
    expect((await listed())[0]?.lastUsedAt).not.toBeNull();
    await admin("DELETE", `/api-keys/${made.key.id}`);
    expect((await read(token)).status).toBe(401);
    expect((await kit.askToken(made.key.clientId, made.clientSecret)).status).toBe(401);
  });

  it("R167 after its hour it opens nothing, and is swept away", async () => {
    const token = await kit.token(await kit.key("Hour"));
    const count = async () => (await system().selectFrom("api_tokens").select("key_id").execute()).length;
    const before = await count();
    await sweepSignIn(test.app.parts.database, new Date());
    expect(await count()).toBe(before);
    await sql`update api_tokens set ends_at = now()`.execute(system());
    expect((await read(token)).status).toBe(401);
    await sweepSignIn(test.app.parts.database, new Date());
    expect(await count()).toBe(0);
  });
});
