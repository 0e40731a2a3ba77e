import type { ConversationId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../http/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { makeOneOfEach } from "./one-of-each.ts";
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

const isApi = (route: Route) => !route.root && !route.hidden;

function fill(route: Route, own: boolean): string {
  const subject = route.url.split("/")[1] ?? "";
  const idOf = (name: string) => (own ? (ids[name === "id" ? subject : name] ?? ids[subject]) : undefined) ?? uuidV7();
  return `/api/v1${route.url.replaceAll(/:(\w+)/g, (_, name: string) => idOf(name))}`;
}

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
      const answer = await test.call(route.method, fill(route, true), route.method === "GET" ? {} : { body: {} });
      expect(answer.status, `${route.method} ${route.url}`).toBe(401);
    }
  });

  it("S9 W11 an Agent gets 403 on every route of an Admin", async () => {
    for (const route of routes.filter((candidate) => candidate.access === "admin")) {
      const answer = await test.call(route.method, fill(route, true), {
        as: supervisor,
        ...(route.method === "GET" ? {} : { body: {} }),
      });
      expect(answer.status, `${route.method} ${route.url}`).toBe(403);
    }
  });

  it("S9 I22 what belongs to another organization, or to nobody, looks the same: 404, and nothing of it is said", async () => {
    for (const route of routes.filter(
      (candidate) => isApi(candidate) && candidate.url.includes(":id") && candidate.access !== "anyone",
    )) {
      const foreign = await test.call(route.method, fill(route, true), {
        as: stranger,
        ...(route.method === "GET" ? {} : { body: validBody(route) }),
      });
      const none = await test.call(route.method, fill(route, false), {
        as: stranger,
        ...(route.method === "GET" ? {} : { body: validBody(route) }),
      });
      expect(foreign.status, `${route.method} ${route.url}`).toBeGreaterThanOrEqual(400);
      expect(foreign.status, `${route.method} ${route.url}`).toBeLessThan(500);
      expect([foreign.status, foreign.body], `${route.method} ${route.url}`).toEqual([none.status, none.body]);
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

  it("S27 wrong types in every body and query give 4xx with the field, never 5xx", async () => {
    const swaps: unknown[] = [null, [], {}, true, 1e308, "", "x".repeat(5000), { $gt: "" }];
    for (const route of routes.filter(
      (candidate) =>
        isApi(candidate) && candidate.access !== "anyone" && candidate.body !== undefined && candidate.body !== "raw",
    )) {
      for (const swap of swaps) {
        for (const body of [swap, Object.fromEntries(Object.keys(shapeOf(route)).map((key) => [key, swap]))]) {
          const answer = await test.call(route.method, fill(route, true), { as: test.admin, body });
          expect(answer.status, `${route.method} ${route.url} ${JSON.stringify(body).slice(0, 80)}`).toBeLessThan(500);
        }
      }
    }
  }, 120_000);

  it("S12 keys that a body does not have are refused", async () => {
    for (const route of routes.filter(
      (candidate) => isApi(candidate) && candidate.access !== "anyone" && Object.keys(shapeOf(candidate)).length > 0,
    )) {
      const answer = await test.call(route.method, fill(route, true), {
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

function shapeOf(route: Route): Record<string, unknown> {
  const body = route.body;
  return typeof body === "object" && "shape" in body ? (body.shape as Record<string, unknown>) : {};
}

/** A body that passes the schema where one is easy to say; an empty one else. */
function validBody(route: Route): unknown {
  const known: Record<string, unknown> = {
    "PUT /conversations/:id/status": { status: "pending" },
    "PUT /conversations/:id/assignee": { userId: null },
    "PUT /conversations/:id/read": { seq: 1 },
    "PUT /conversations/:id/virtual-agent": { virtualAgentId: uuidV7() },
    "PUT /auto-responders/:id/channels/:channelId": { access: true },
    "PATCH /auto-responders/:id": { version: 1, name: "x" },
    "POST /conversations/:id/open": {},
    "POST /conversations/:id/messages": { id: uuidV7(), kind: "comment", text: "x" },
    "PUT /conversations/:id/draft": { text: "x", kind: "reply", replyToId: null, attachmentIds: [] },
    "PUT /conversations/:id/boomerang": { inMinutes: 15, note: "" },
    "PATCH /resolution-reasons/:id": { name: "x" },
    "POST /conversations/:id/insertions": { itemId: uuidV7() },
    "PATCH /knowledge-collections/:id": { name: "x" },
    "DELETE /knowledge-collections/:id": { moveItemsTo: null },
    "PATCH /knowledge-items/:id": { title: "x" },
    "PATCH /teams/:id": { name: "x" },
    "PATCH /topics/:id": { name: "x" },
    "PATCH /tags/:id": { description: "x" },
    "PATCH /conversations/:id/topics": { add: [uuidV7()] },
    "POST /messages/:id/masking": {},
    "POST /messages/:id/private-reply": { id: uuidV7(), text: "x" },
    "PATCH /messages/:id/tags": { remove: [uuidV7()] },
    "PUT /teams/:id/members": { members: [] },
    "PUT /teams/:id/channels": { channelIds: [] },
    "PATCH /users/:id": { firstName: "x" },
    "PUT /users/:id/access": { accessMode: "channels", channels: [] },
    "PATCH /channels/:id": { name: "x" },
    "PUT /channels/:id/access": { users: [], teamIds: [] },
    "PUT /channels/:id/templates": { templates: [] },
    "DELETE /channels/:id": { name: "Shop" },
    "POST /bulk-actions/:id/undo": { id: uuidV7() },
    "POST /problems/:id/discard": { note: "x" },
    "PATCH /contacts/:id": { name: "x", version: 1 },
    "PUT /contacts/:id/attributes/:attributeId": { value: "x", version: 0 },
    "POST /contacts/:id/notes": { id: uuidV7(), text: "x" },
    "PUT /contacts/:id/notes/:noteId": { text: "x", version: 1 },
    "PATCH /contact-attributes/:id": { shown: true },
    "PATCH /queue-views/:id": { name: "x" },
    "PATCH /contact-groups/:id": { name: "x" },
    "PATCH /api-keys/:id": { name: "x" },
  };
  return known[`${route.method} ${route.url}`] ?? {};
}
