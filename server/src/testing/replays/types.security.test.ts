import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { call, contactWrites, expectNothing, type House, openHouse } from "./house.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => await house?.app.stop());

describe("S27 operators in the place of values", () => {
  const operators = [
    { $ne: null },
    { $gt: "" },
    { $regex: ".*" },
    { $where: "1" },
    { $in: [] },
    [{ $ne: null }],
    ["x"],
  ];

  it("P103 P113 nobody gets in by an operator before signing in", async () => {
    const channel = await call(house, house.app.admin, "POST", "/channels", { platform: "messenger", name: "Chat" });
    const { id } = (channel.body as { channel: { id: string } }).channel;
    for (const operator of operators) {
      const bodies: [string, string, unknown][] = [
        ["POST", "/api/v1/session", { email: operator, password: operator }],
        ["POST", "/api/v1/session", { email: "a@example.org", password: operator }],
        ["POST", "/api/v1/session", { email: "a@example.org", password: "x", code: operator }],
        ["POST", "/api/v1/setup", { token: operator }],
        ["POST", "/api/v1/password-resets", { email: operator }],
        ["PUT", `/api/v1/invitations/${encodeURIComponent(JSON.stringify(operator))}`, { password: "Correct-Horse-9" }],
        ["PUT", "/api/v1/password-resets/x", { password: operator }],
        ["POST", `/messenger/${id}/sessions`, { token: operator }],
        ["POST", `/messenger/${id}/sessions`, { jwt: operator }],
      ];
      for (const [method, path, body] of bodies) {
        const answer = await house.app.call(method, path, { body });
        expect([400, 404], `${path} ${JSON.stringify(operator)}`).toContain(answer.status);
        expect(answer.headers.get("set-cookie")).toBeNull();
      }
      const text = encodeURIComponent(JSON.stringify(operator));
      for (const headers of [{ cookie: `guichet=${text}` }, { cookie: `guichet[$ne]=x` }, { cookie: "guichet=j:{}" }])
        expect((await house.app.call("GET", "/api/v1/bootstrap", { headers })).status).toBe(401);
      const bearer = { authorization: `Bearer ${JSON.stringify(operator)}` };
      expect((await house.app.call("GET", `/messenger/${id}/messages`, { headers: bearer })).status).toBe(401);
    }
    expect((await house.app.call("POST", `/messenger/${id}/sessions`, { body: {} })).status).toBe(200);
  });

  it("P104 no operator passes for an id or widens what one sees", async () => {
    for (const operator of operators) {
      const text = encodeURIComponent(JSON.stringify(operator));
      for (const path of [`/conversations/${text}`, `/contacts/${text}`, `/files/${text}`, "/conversations/[$ne]"])
        expect([400, 404], path).toContain((await call(house, house.outsider, "GET", path)).status);
      const own = `/conversations/${house.own.conversation}`;
      for (const [method, path, body] of [
        ["POST", `${own}/messages`, { id: operator, kind: "comment", text: "x" }],
        ["POST", `${own}/messages`, { id: uuidV7(), kind: "comment", text: "x", replyToId: operator }],
        ["PUT", `${own}/assignee`, { userId: operator }],
        ["PUT", `${own}/status`, { status: operator }],
      ] as const)
        expect((await call(house, house.outsider, method, path, body)).status, JSON.stringify(body)).toBe(400);
    }
    const odd = ["status[$ne]=x", "status=new&status=pending", "status=new&channels[$ne]=x", "status=new&channels[]=x"];
    for (const query of [
      ...odd,
      "status=new&assignedTo[$gt]=",
      "status=new&after[$regex]=.",
      "status=new&limit[$gt]=0",
    ]) {
      const answer = await call(house, house.outsider, "GET", `/conversations?${query}`);
      expect([200, 400], query).toContain(answer.status);
      expectNothing(house, answer, query);
    }
    expect((await call(house, house.outsider, "GET", `/conversations/${house.own.conversation}`)).status).toBe(200);
  });

  it("S37 P32 a name from the caller never chooses what is done", async () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "then", "prototype"]) {
      for (const [method, path, body] of [
        ["GET", `/problems?kind=${name}`],
        ["POST", `/problems/${name}:${uuidV7()}/retry`],
        ["POST", "/problems/retry-all", { kind: name }],
        ["POST", "/channels", { platform: name, name: "x" }],
        ["PUT", `/conversations/${house.own.conversation}/status`, { status: name }],
        ["GET", `/conversations?status=${name}`],
        ["GET", `/conversations?status=new&sort=${name}`],
        ["POST", `/conversations/${house.own.conversation}/${name}`, {}],
        ["PATCH", "/me", { locale: name }],
      ] as const) {
        const answer = await call(house, house.app.admin, method, path, body);
        expect([400, 403, 404], `${method} ${path}`).toContain(answer.status);
      }
      for (const path of [`/webhooks/${name}/${uuidV7()}`, `/messenger/${name}/config`, `/webhooks/api/${name}`])
        expect([400, 404], path).toContain((await house.app.call("POST", path, { raw: "{}" })).status);
    }
    expect((await call(house, house.app.admin, "GET", "/problems?kind=inbound_dead")).status).toBe(200);
  });
});

describe("S39 names with a meaning to JavaScript", () => {
  const around = (depth: number, inner: string): string => (depth === 0 ? inner : `{"a":${around(depth - 1, inner)}}`);

  it("P49 P50 change no prototype, in addresses and in bodies, at whatever depth", async () => {
    const clean = () => {
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      expect(([] as { polluted?: unknown }).polluted).toBeUndefined();
      expect(Object.keys(Object.prototype)).toEqual([]);
    };
    for (const query of [
      "__proto__[polluted]=1",
      "__proto__.polluted=1",
      "__proto__=1",
      "constructor[prototype][polluted]=1",
      "a[__proto__][polluted]=1",
      "a[constructor][prototype][polluted]=1",
      "%5F_proto__[polluted]=1",
    ]) {
      const answer = await call(house, house.outsider, "GET", `/conversations?status=new&${query}`);
      expect([200, 400], query).toContain(answer.status);
      await house.app.call("POST", `${house.own.endpoint}?${query}`, { raw: "{}" });
      clean();
    }
    const names = ['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'];
    const inside = [...names, '{"\\u005f_proto__":{"polluted":1}}', '[{"__proto__":[]}]'];
    for (const inner of inside)
      for (let depth = 0; depth < 8; depth += 1) {
        const raw = `{"preferences":${around(depth, inner)}}`;
        const headers = { "content-type": "application/json" };
        const answer = await house.app.call("PATCH", "/api/v1/me", { as: house.outsider, raw, headers });
        expect(answer.status, raw).toBe(400);
        clean();
      }
    const contact = { id: "odd", attributes: JSON.parse('{"__proto__":"polluted","constructor":"polluted"}') };
    await contactWrites(house.app, house.own, { id: "odd-1", text: "odd", contact });
    clean();
    const honest = { preferences: { words: "__proto__ and constructor", panes: { left: 1 } } };
    expect((await call(house, house.outsider, "PATCH", "/me", honest)).body).toMatchObject(honest);
  });
});

describe("S26 inputs never become SQL", () => {
  const hostile = [
    "' or '1'='1",
    "' or 1=1 --",
    "'; select pg_sleep(3); --",
    "1; drop table messages",
    "') union select password_hash from users --",
    "\\' or 1=1 --",
    "new') or (select pg_sleep(3)) is null --",
    "%' or '%'='",
    "$1",
    "or",
    "{}",
    "2026-01-01' or '1'='1",
    "1e9 or 1=1",
  ];

  it("P4 P5 no filter, sort, cursor or limit widens the list or takes time", async () => {
    for (const value of hostile) {
      const text = encodeURIComponent(value);
      const cursors = [
        text,
        Buffer.from(value).toString("base64url"),
        Buffer.from(`${value} ${house.hidden.conversation}`).toString("base64url"),
      ];
      const queries = [
        `status=${text}`,
        ...["channels", "assignedTo", "sort", "limit"].map((name) => `status=new&${name}=${text}`),
        `status=new&channels=${house.own.id},${text}`,
        `status=new&assignedTo=me,${text}`,
        ...cursors.map((cursor) => `status=new&after=${cursor}`),
      ];
      for (const path of [
        ...queries.map((query) => `/conversations?${query}`),
        ...cursors.map((cursor) => `/conversations/${house.own.conversation}/entries?before=${cursor}`),
        `/conversations/${text}`,
      ]) {
        const started = performance.now();
        const answer = await call(house, house.outsider, "GET", path);
        expect([200, 400, 404], path).toContain(answer.status);
        expect(performance.now() - started, path).toBeLessThan(2500);
        expectNothing(house, answer, path);
      }
      for (const path of [`/problems?after=${text}`, `/problems?kind=${text}`, `/settings-changes?after=${text}`])
        expect([200, 400], path).toContain((await call(house, house.app.admin, "GET", path)).status);
    }
  });

  it("P5 what looks like SQL is kept as the words it is", async () => {
    for (const value of hostile) {
      const attributes = { [value]: value, date: value, number: value };
      const contact = { id: `sql ${value}`, name: value, handle: value, attributes };
      await contactWrites(house.app, house.own, { id: `sql ${value}`, text: value, contact });
      const path = `/conversations/${house.own.conversation}/messages`;
      const answer = await call(house, house.outsider, "POST", path, { id: uuidV7(), kind: "comment", text: value });
      expect(answer.body).toMatchObject({ message: { text: value } });
    }
    const counted = await house.app.app.parts.database.system.selectFrom("messages").select("id").execute();
    expect(counted.length).toBeGreaterThan(hostile.length);
  });
});
