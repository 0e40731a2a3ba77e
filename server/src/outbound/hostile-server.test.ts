import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalServer, startHttp, startTcp } from "./local-server.test-kit.ts";
import { createOutbound } from "./outbound.ts";

const outbound = createOutbound({ allowPrivateHosts: ["127.0.0.1"], connectTimeoutMs: 2_000 });
const mebibyte = 1024 * 1024;
const bomb = gzipSync(Buffer.alloc(100 * mebibyte));

/** What the server does at each path; the paths are the modes of F-10. */
const modes: Record<string, (response: ServerResponse) => void> = {
  "/429": (response) => response.writeHead(429, { "retry-after": "7" }).end("slow down"),
  "/429-bare": (response) => response.writeHead(429).end(),
  "/500": (response) => response.writeHead(500).end("oops"),
  "/502-html": (response) => response.writeHead(502, { "content-type": "text/html" }).end("<html>bad gateway</html>"),
  "/garbage": (response) => response.end(Buffer.from([0xff, 0xfe, 0x00, 0x80])),
  "/empty": (response) => response.end(),
  "/204-gzip": (response) => response.writeHead(204, { "content-encoding": "gzip" }).end(),
  "/0-gzip": (response) => response.writeHead(200, { "content-encoding": "gzip", "content-length": 0 }).end(),
  "/302": (response) => response.writeHead(302, { location: "/500" }).end(),
  "/latin1": (response) =>
    response.setHeader("content-type", "text/plain; charset=iso-8859-1").end(Buffer.from([0xe9])),
  "/charset": (response) => response.setHeader("content-type", 'text/plain; charset="no-such"').end("é"),
  "/gzip": (response) => response.setHeader("content-encoding", "gzip").end(gzipSync("packed")),
  "/deflate": (response) => response.setHeader("content-encoding", "deflate").end(deflateSync("packed")),
  "/br": (response) => response.setHeader("content-encoding", "BR").end(brotliCompressSync("packed")),
  "/not-gzip": (response) => response.setHeader("content-encoding", "gzip").end("this is not packed"),
  "/gzip-cut": (response) => response.setHeader("content-encoding", "gzip").end(gzipSync("packed").subarray(0, 12)),
  "/gzip-twice": (response) => response.setHeader("content-encoding", "gzip, gzip").end(gzipSync(gzipSync("packed"))),
  "/bomb": (response) => response.setHeader("content-encoding", "gzip").end(bomb),
  "/declared-100-MB": (response) => response.writeHead(200, { "content-length": 100 * mebibyte }).write("x"),
  "/100-MB": (response) => writeForEver(response, 100),
  "/endless": (response) => writeForEver(response, Number.POSITIVE_INFINITY),
  "/cut": (response) => response.writeHead(200, { "content-length": 100 }).write("x", () => response.destroy()),
  "/cut-chunked": (response) => response.write("x", () => response.destroy()),
  "/no-answer": (response) => response.destroy(),
  "/hang": () => undefined,
  "/hang-after-headers": (response) => response.flushHeaders(),
  "/one-byte-a-second": (response) => drip(response),
  "/echo-host": (response) => response.end(response.req.headers.host),
};

function writeForEver(response: ServerResponse, mebibytes: number): void {
  const chunk = Buffer.alloc(mebibyte);
  let left = mebibytes;
  const go = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(chunk)) return void response.once("drain", go);
    }
    response.end();
  };
  go();
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write("x"), 50);
  response.on("close", () => clearInterval(timer));
}

let server: LocalServer;
beforeAll(async () => {
  server = await startHttp((request, response) => {
    request.resume();
    modes[request.url ?? ""]?.(response);
  });
});
afterAll(async () => {
  await outbound.close();
  await server.stop();
});

const at = (path: string) => `http://127.0.0.1:${server.port}${path}`;

test.each([
  ["/429", 429, "slow down"],
  ["/429-bare", 429, ""],
  ["/500", 500, "oops"],
  ["/502-html", 502, "<html>bad gateway</html>"],
  ["/empty", 200, ""],
  ["/204-gzip", 204, ""],
  ["/0-gzip", 200, ""],
  ["/302", 302, ""],
  ["/garbage", 200, "\uFFFD\uFFFD\0\uFFFD"],
  ["/latin1", 200, "é"],
  ["/charset", 200, "é"],
  ["/gzip", 200, "packed"],
  ["/deflate", 200, "packed"],
  ["/br", 200, "packed"],
])("F-10 %s is an answer with status %i", async (path, status, text) => {
  const answer = await outbound.fetch(at(path));
  expect(answer).toMatchObject({ ok: true, status });
  expect(answer.ok && answer.text()).toBe(text);
});

test("I9 the waiting time of a 429 can be read", async () => {
  const answer = await outbound.fetch(at("/429"));
  expect(answer.ok && answer.headers.get("retry-after")).toBe("7");
});

test.each([
  ["/not-gzip", "unreadable"],
  ["/gzip-cut", "unreadable"],
  ["/gzip-twice", "unreadable"],
  ["/bomb", "too_large"],
  ["/declared-100-MB", "too_large"],
  ["/100-MB", "too_large"],
  ["/endless", "too_large"],
  ["/cut", "connection"],
  ["/cut-chunked", "connection"],
  ["/no-answer", "connection"],
])("F-10 %s fails as %s, and the request did leave", async (path, reason) => {
  expect(await outbound.fetch(at(path), { maxBytes: mebibyte })).toMatchObject({ ok: false, reason, sentBytes: true });
});

test("F-10 an endless body and an unpacking bomb cost no memory", async () => {
  const before = process.memoryUsage.rss();
  for (const path of ["/endless", "/bomb", "/100-MB", "/bomb", "/endless"]) {
    await outbound.fetch(at(path), { maxBytes: 2 * mebibyte });
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(64 * mebibyte);
});

test.each([
  ["before the headers", "/hang", { headersTimeoutMs: 150 }],
  ["after the headers", "/hang-after-headers", { totalTimeoutMs: 150 }],
  ["a byte at a time", "/one-byte-a-second", { totalTimeoutMs: 250 }],
])("F-10 a peer that hangs %s is a timeout after bytes were sent", async (_title, path, limits) => {
  expect(await outbound.fetch(at(path), limits)).toMatchObject({ ok: false, reason: "timeout", sentBytes: true });
});

test("F-10 a peer that hangs delays nobody else, at its own address neither", async () => {
  const hanging = Array.from({ length: 40 }, () => outbound.fetch(at("/hang"), { headersTimeoutMs: 1_500 }));
  const started = performance.now();
  expect(await outbound.fetch(at("/500"))).toMatchObject({ ok: true, status: 500 });
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(new Set((await Promise.all(hanging)).map((answer) => answer.ok || answer.reason))).toEqual(
    new Set(["timeout"]),
  );
});

test("a caller can give up", async () => {
  const controller = new AbortController();
  const answer = outbound.fetch(at("/hang"), { signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  expect(await answer).toMatchObject({ ok: false, reason: "aborted", sentBytes: true });
  const early = await outbound.fetch(at("/hang"), { signal: AbortSignal.abort() });
  expect(early).toMatchObject({ ok: false, reason: "aborted", sentBytes: false });
});

test("a request that still waits for a connection is given up at once and never sent", async () => {
  let arrived = 0;
  const busy = await startHttp(() => {
    arrived += 1;
  });
  const url = `http://127.0.0.1:${busy.port}/`;
  const first = Array.from({ length: 64 }, () => outbound.fetch(url, { headersTimeoutMs: 800 }));
  const queued = await outbound.fetch(url, { headersTimeoutMs: 200 });
  expect(queued).toMatchObject({ ok: false, reason: "timeout", sentBytes: false });
  for (const answer of await Promise.all(first)) expect(answer).toMatchObject({ reason: "timeout", sentBytes: true });
  expect(arrived).toBe(64);
  await busy.stop();
});

test("a file is read piece by piece, and may be left unread", async () => {
  const opened = await outbound.open(at("/100-MB"), { maxBytes: 200 * mebibyte });
  let size = 0;
  if (opened.ok) for await (const chunk of opened.body) size += chunk.byteLength;
  expect(size).toBe(100 * mebibyte);
  const cut = await outbound.open(at("/endless"), { maxBytes: 10 * mebibyte });
  const read = async () => {
    if (cut.ok) for await (const chunk of cut.body) size += chunk.byteLength;
  };
  await expect(read()).rejects.toMatchObject({ name: "OutboundError", reason: "too_large" });
  const unread = await outbound.open(at("/endless"), { totalTimeoutMs: 100 });
  expect(unread).toMatchObject({ ok: true, status: 200 });
});

test.each([
  ["x-a", "b\r\nx-evil: 1"],
  ["x-a\r\n", "b"],
  ["x-a", "b\0"],
  ["host", "internal.example"],
])("S33 a request that smuggles a header is not sent: %j %j", async (name, value) => {
  const before = server.connections();
  const answer = await outbound.fetch(at("/empty"), { headers: { [name]: value } });
  expect(answer).toMatchObject({
    ok: false,
    reason: "invalid_request",
    sentBytes: false,
  });
  expect(server.connections()).toBe(before);
});

/** Servers that do not even speak HTTP. */
async function fetchFrom(onSocket: (socket: Socket) => void, scheme = "http") {
  const raw = await startTcp(onSocket);
  const answer = await outbound.fetch(`${scheme}://127.0.0.1:${raw.port}/`, { headersTimeoutMs: 500 });
  await raw.stop();
  return answer;
}

test("F-10 what is not HTTP is unreadable", async () => {
  expect(await fetchFrom((socket) => socket.end("SSH-2.0-OpenSSH_9\r\n\r\n"))).toMatchObject({
    ok: false,
    reason: "unreadable",
  });
});

test("F-10 endless headers are unreadable", async () => {
  const line = `x-${"a".repeat(1000)}: 1\r\n`;
  const answer = await fetchFrom((socket) => socket.write(`HTTP/1.1 200 OK\r\n${line.repeat(100)}`));
  expect(answer).toMatchObject({ ok: false, reason: "unreadable", sentBytes: true });
});

test("F-10 endless early answers are a timeout", async () => {
  const answer = await fetchFrom((socket) => {
    const timer = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\n\r\n"), 20);
    socket.on("close", () => clearInterval(timer));
  });
  expect(answer).toMatchObject({ ok: false, reason: "timeout", sentBytes: true });
});

test("F-10 a peer that cannot speak TLS is a TLS failure before anything was sent", async () => {
  const answer = await fetchFrom((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"), "https");
  expect(answer).toMatchObject({ ok: false, reason: "tls", sentBytes: false });
});

test("F-10 a peer that hangs in the TLS greeting is a timeout before anything was sent", async () => {
  const quick = createOutbound({ allowPrivateHosts: ["127.0.0.1"], connectTimeoutMs: 150 });
  const raw = await startTcp(() => undefined);
  const answer = await quick.fetch(`https://127.0.0.1:${raw.port}/`);
  expect(answer).toMatchObject({ ok: false, reason: "timeout", sentBytes: false });
  await Promise.all([quick.close(), raw.stop()]);
});

test("F-10 a closed port is a connection failure before anything was sent", async () => {
  const raw = await startTcp(() => undefined);
  await raw.stop();
  const answer = await outbound.fetch(`http://127.0.0.1:${raw.port}/`);
  expect(answer).toMatchObject({ ok: false, reason: "connection", sentBytes: false });
});
