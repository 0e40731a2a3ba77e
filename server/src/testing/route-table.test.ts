import type { ConversationId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../http/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { makeOneOfEach } from "./one-of-each.ts";
import { fillRoute, isApi, keysOf, leastQuery, subjectOf, validBody } from "./route-samples.ts";
import { startTestApp, type TestApp, type TestPerson } from "./test-app.ts";

let test: TestApp;
let routes: readonly Route[];
/** Somebody of the same organization without any channel, and somebody of another organization with everything. */
let agent: TestPerson;
let stranger: TestPerson;
let supervisor: TestPerson;
let ids: Record<string, string>;

beforeAll(async () => {
  test = await startTestApp();
  routes = test.app.web?.routes ?? [];
  const channelId = await test.apiChannel(test.organizationId);
  supervisor = await test.person(test.organizationId, "agent", { [channelId]: "supervisor" });
  agent = await test.person(test.organizationId, "agent");
  const elsewhere = await test.organization();
  stranger = await test.person(elsewhere, "admin", { [await test.apiChannel(elsewhere)]: "supervisor" });
  ids = await makeOneOfEach(test, test.organizationId, channelId, supervisor);
});
afterAll(async () => await test.stop());

const address = (route: Route, of: Record<string, string>) =>
  `${fillRoute(route, of)}?${new URLSearchParams(leastQuery(route))}`;

describe("the table of routes", () => {
  it("S37 every route says who may call it, how often, and how large it may be", () => {
    expect(routes.length).toBeGreaterThan(70);
    for (const route of routes) {
      expect(route.summary, route.url).not.toBe("");
      expect(["anyone", "signed_in", "admin", "api"], route.url).toContain(route.access);
      expect(route.scope !== undefined, route.url).toBe(route.access === "api");
      expect(route.bodyLimit, route.url).toBeGreaterThan(0);
      if (route.method === "GET") expect(route.body === undefined || route.body === "raw", route.url).toBe(true);
    }
    const keys = routes.map((route) => `${route.method} ${route.root}${route.url}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("S9 whoever is not signed in gets 401 on every route that needs it", async () => {
    for (const route of routes.filter((candidate) => candidate.access !== "anyone" && !candidate.root)) {
      const answer = await test.call(route.method, fillRoute(route, ids), route.method === "GET" ? {} : { body: {} });
      expect(answer.status, `${route.method} ${route.url}`).toBe(401);
    }
  });

  it("S9 W11 an Agent gets 403 on every route of an Admin", async () => {
    for (const route of routes.filter((candidate) => candidate.access === "admin")) {
      const answer = await test.call(route.method, fillRoute(route, ids), {
        as: supervisor,
        ...(route.method === "GET" ? {} : { body: {} }),
      });
      expect(answer.status, `${route.method} ${route.url}`).toBe(403);
    }
  });

  it("S9 I22 what belongs to another organization, or to nobody, looks the same: 404, and nothing of it is said", async () => {
    const bySignedIn = routes.filter(
      ({ access, url, ...route }) =>
        isApi({ access, url, ...route }) && url.includes(":id") && ["signed_in", "admin"].includes(access),
    );
    expect(bySignedIn.length).toBeGreaterThan(90);
    for (const route of bySignedIn) {
      const label = `${route.method} ${route.url}`;
      const body = route.method === "GET" ? {} : { body: validBody(route) };
      if (typeof route.body === "object" && route.method !== "GET")
        expect(route.body.safeParse(body.body).success, `say in validBody what ${label} takes`).toBe(true);
      expect(Object.keys(ids), label).toContain(subjectOf(route));
      const foreign = await test.call(route.method, address(route, ids), { as: stranger, ...body });
      const none = await test.call(route.method, address(route, {}), { as: stranger, ...body });
      expect(foreign.status, `${label} ${JSON.stringify(foreign.body)}`).toBe(404);
      expect([foreign.status, foreign.body], label).toEqual([none.status, none.body]);
      expect(JSON.stringify(foreign.body)).not.toContain("CANARY");
    }
  });

  it("I22 a colleague without the channel finds no conversation, message, contact or file of it", async () => {
    for (const path of [
      `/conversations/${ids.conversations}`,
      `/conversations/${ids.conversations}/entries?before=${Buffer.from(`${ids.conversations} 9`).toString("base64url")}`,
      `/conversations/${ids.conversations}/cross-channel`,
      `/conversations/${ids.conversations}/cross-channel/entries`,
      `/contacts/${ids.contacts}`,
      `/contacts/${ids.contacts}/notes`,
      `/contacts/${ids.contacts}/changes`,
      `/files/${ids.files}`,
    ]) {
      expect((await test.call("GET", `/api/v1${path}`, { as: agent })).status, path).toBe(404);
    }
    expect((await test.call("GET", "/api/v1/conversations?status=new", { as: agent })).body).toMatchObject({
      items: [],
    });
    expect((await test.call("GET", "/api/v1/conversations?status=new", { as: supervisor })).body).toMatchObject({
      items: [{ id: ids.conversations as ConversationId }],
    });
  });

  it("S12 keys that a body does not have are refused", async () => {
    for (const route of routes.filter(
      (candidate) => isApi(candidate) && candidate.access !== "anyone" && keysOf(candidate.body).length > 0,
    )) {
      const answer = await test.call(route.method, fillRoute(route, ids), {
        as: test.admin,
        body: { ...(validBody(route) as object), organization_id: uuidV7(), password_hash: "x" },
      });
      expect(answer.status, `${route.method} ${route.url}`).toBeGreaterThanOrEqual(400);
    }
  });

  it("S25 no change of state from another site, nor with a cookie but no origin", async () => {
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) {
      const answer = await test.call("PUT", "/api/v1/me/presence", {
        as: supervisor,
        body: { presence: "available" },
        headers,
      });
      expect(answer, JSON.stringify(headers)).toMatchObject({
        status: 403,
        body: { error: { code: "origin_refused" } },
      });
    }
  });

  it("S5 S50 every answer carries the headers: pages, JSON, errors, missing files", async () => {
    for (const path of [
      "/",
      "/inbox",
      "/api/v1/session",
      "/api/v1/nothing",
      "/healthz",
      "/nothing.js",
      "/api/v1/openapi.json",
      "/files/x",
    ]) {
      const { headers } = await test.call("GET", path);
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("content-security-policy"), path).toMatch(/frame-ancestors 'none'/);
      expect(headers.get("content-security-policy"), path).not.toMatch(/script-src[^;]*unsafe/);
      expect(headers.get("cache-control"), path).toBeTruthy();
      expect(headers.get("referrer-policy"), path).toBe("same-origin");
    }
  });

  it("F-20 a body too large, too deep or not JSON is refused before it is read on", async () => {
    const big = await test.call("POST", "/api/v1/teams", {
      as: test.admin,
      raw: `{"name":"${"x".repeat(400_000)}"}`,
      headers: { "content-type": "application/json" },
    });
    expect(big.status).toBe(413);
    const deep = await test.call("POST", "/api/v1/teams", {
      as: test.admin,
      raw: `${"[".repeat(60_000)}${"]".repeat(60_000)}`,
      headers: { "content-type": "application/json" },
    });
    expect(deep.status).toBe(400);
    for (const raw of ["{", "\u0000", '{"__proto__":{"admin":true}}', '{"name":"a","constructor":{"prototype":1}}']) {
      expect(
        (
          await test.call("POST", "/api/v1/teams", {
            as: test.admin,
            raw,
            headers: { "content-type": "application/json" },
          })
        ).status,
      ).toBe(400);
    }
    const nul = await test.call("POST", "/api/v1/teams", {
      as: test.admin,
      body: { name: "nul \u0000 and \ud800 halves" },
    });
    expect(nul).toMatchObject({ status: 201, body: { name: "nul \ufffd and \ufffd halves" } });
    expect((await test.call("GET", "/api/v1/problems?after=%00", { as: test.admin })).status).toBe(400);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
