import type { IncomingMessage } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type LocalServer, startCanary, startHttp } from "./local-server.test-kit.ts";
import { createOutbound, type Outbound } from "./outbound.ts";

type Seen = { path: string; method: string; headers: IncomingMessage["headers"]; body: string };

let first: LocalServer;
let second: LocalServer;
let canary: LocalServer;
let seen: Seen[] = [];
let locations: Record<string, string> = {};
let status = 302;
let outbound: Outbound;

/** Redirects where the test says so, and remembers what arrived. */
async function play(request: IncomingMessage, answer: (location: string | undefined) => void) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const path = request.url ?? "";
  seen.push({ path, method: request.method ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() });
  answer(locations[path]);
}

function startRedirecting() {
  return startHttp((request, response) => {
    void play(request, (location) => {
      if (location === undefined) response.end("arrived");
      else response.writeHead(status, { location }).end("moved");
    });
  });
}

beforeAll(async () => {
  [first, second, canary] = await Promise.all([startRedirecting(), startRedirecting(), startCanary()]);
  outbound = createOutbound({ allowPrivateHosts: [`127.0.0.1:${first.port}`, `127.0.0.1:${second.port}`] });
});
beforeEach(() => {
  seen = [];
  locations = {};
  status = 302;
});
afterAll(async () => {
  await outbound.close();
  await Promise.all([first.stop(), second.stop(), canary.stop()]);
});

const at = (server: LocalServer, path: string) => `http://127.0.0.1:${server.port}${path}`;
const secrets = {
  authorization: "Bearer canary",
  cookie: "sid=canary",
  "x-api-key": "canary",
  "x-hub-signature": "canary",
};

test("S6 no redirect is followed unless asked for", async () => {
  locations = { "/a": at(first, "/b") };
  expect(await outbound.fetch(at(first, "/a"))).toMatchObject({ ok: true, status: 302 });
  expect(seen).toHaveLength(1);
});

test("redirects are followed as far as allowed", async () => {
  locations = { "/a": "/b", "/b": "c", "/c": at(second, "/d") };
  expect(await outbound.fetch(at(first, "/a"), { follow: 3 })).toMatchObject({
    ok: true,
    status: 200,
    url: at(second, "/d"),
  });
  const tooMany = { ok: false, reason: "too_many_redirects", sentBytes: true };
  expect(await outbound.fetch(at(first, "/a"), { follow: 2 })).toMatchObject(tooMany);
});

test("a redirect in a circle ends", async () => {
  locations = { "/a": "/b", "/b": "/a" };
  expect(await outbound.fetch(at(first, "/a"), { follow: 5 })).toMatchObject({
    ok: false,
    reason: "too_many_redirects",
  });
  expect(seen).toHaveLength(6);
});

const badTargets = (port: number) => [
  `http://127.0.0.2:${port}/`,
  `http://localhost:${port}/`,
  `http://[::1]:${port}/`,
  `http://[::ffff:127.0.0.1]:${port}/`,
  `http://0x7f000002:${port}/`,
  `//127.0.0.2:${port}/`,
  `https://127.0.0.2:${port}/`,
  `http://user:pass@127.0.0.1:${port}/`,
  "http://169.254.169.254/latest/meta-data/",
  "http://10.0.0.1/",
  "file:///etc/passwd",
  "gopher://127.0.0.1/",
];

test.each([0, 1, 2])("S6 a redirect into the network is refused at hop %i", async (hop) => {
  for (const bad of badTargets(canary.port)) {
    locations = { "/0": "/1", "/1": "/2", "/2": "/3", [`/${hop}`]: bad };
    const answer = await outbound.fetch(at(first, "/0"), { follow: 10 });
    expect(answer).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^refused_(address|url)$/),
      sentBytes: true,
    });
  }
  expect(canary.connections()).toBe(0);
});

test("S6 credentials stay behind when the origin changes, and do not come back", async () => {
  locations = { "/a": "/b", "/b": at(second, "/c"), "/c": at(first, "/d") };
  await outbound.fetch(at(first, "/a"), { follow: 5, headers: { ...secrets, accept: "image/*" } });
  expect(seen.map(({ path, headers }) => [path, JSON.stringify(headers).includes("canary")])).toEqual([
    ["/a", true],
    ["/b", true],
    ["/c", false],
    ["/d", false],
  ]);
  expect(seen.every(({ headers }) => headers.accept === "image/*")).toBe(true);
});

test("S6 a body never goes along to another origin", async () => {
  status = 307;
  locations = { "/a": at(second, "/b") };
  const answer = await outbound.fetch(at(first, "/a"), { method: "POST", body: "secret", follow: 5 });
  expect(answer).toMatchObject({ ok: false, reason: "refused_url", sentBytes: true });
  expect(seen).toHaveLength(1);
});

test.each([
  [301, "GET", ""],
  [302, "GET", ""],
  [303, "GET", ""],
  [307, "POST", "text"],
  [308, "POST", "text"],
])("a POST answered with %i goes on as %s on the same origin", async (code, method, body) => {
  status = code;
  locations = { "/a": "/b" };
  await outbound.fetch(at(first, "/a"), {
    method: "POST",
    body: "text",
    headers: { "content-type": "text/plain" },
    follow: 1,
  });
  expect(seen[1]).toMatchObject({ method, body });
  expect(seen[1]?.headers["content-type"]).toBe(body === "" ? undefined : "text/plain");
});

test.each([
  ["304", 304, "/b"],
  ["300", 300, "/b"],
  ["a location that is empty", 302, ""],
])("%s with a location is an answer or an end, never an error of ours", async (_title, code, location) => {
  status = code;
  locations = { "/a": location };
  const answer = await outbound.fetch(at(first, "/a"), { follow: 2 });
  expect(answer).toMatchObject(code === 302 ? { ok: false, reason: "too_many_redirects" } : { ok: true, status: code });
});
