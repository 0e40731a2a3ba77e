import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalServer, startCanary, startHttp, startTcp } from "./local-server.test-kit.ts";
import { createOutbound } from "./outbound.ts";

let honest: LocalServer;
let mail: LocalServer;
let canary: LocalServer;
beforeAll(async () => {
  honest = await startHttp((request, response) => response.setHeader("connection", "close").end(request.headers.host));
  mail = await startTcp((socket) => socket.end("* OK hello\r\n"));
  canary = await startCanary();
});
afterAll(async () => {
  await Promise.all([honest.stop(), mail.stop(), canary.stop()]);
});

/** A name server whose nth answer is the nth of the list; the last stays. */
function answering(...answers: string[][]) {
  let asked = 0;
  const resolve = async () => answers[Math.min(asked++, answers.length - 1)] ?? [];
  return { resolve, asked: () => asked };
}

test("S6 the name is looked up once, and the address that was checked is the one connected to", async () => {
  const dns = answering(["127.0.0.1"], ["127.0.0.2"]);
  const outbound = createOutbound({ allowPrivateHosts: ["127.0.0.1"], resolve: dns.resolve });
  const first = await outbound.fetch(`http://rebind.example:${honest.port}/`);
  expect(first.ok && first.text()).toBe(`rebind.example:${honest.port}`);
  expect(dns.asked()).toBe(1);
  const second = await outbound.fetch(`http://rebind.example:${honest.port}/`);
  expect(second).toMatchObject({ ok: false, reason: "refused_address", sentBytes: false });
  expect(dns.asked()).toBe(2);
  await outbound.close();
});

test("S6 an answer that changes at any moment never reaches the canary", async () => {
  const dns = answering(["127.0.0.1", "127.0.0.2"], ["127.0.0.2"], ["127.0.0.1", "::1"], ["::ffff:127.0.0.1"]);
  const outbound = createOutbound({ allowPrivateHosts: ["127.0.0.1:1"], resolve: dns.resolve });
  for (let turn = 0; turn < 8; turn += 1) {
    const answer = await outbound.fetch(`http://rebind.example:${canary.port}/`);
    expect(answer).toMatchObject({ ok: false, reason: "refused_address" });
  }
  expect(canary.connections()).toBe(0);
  await outbound.close();
});

test("S7 a mail connection goes to the checked address and keeps the name for TLS", async () => {
  const dns = answering(["127.0.0.1"]);
  const outbound = createOutbound({ allowPrivateHosts: [`127.0.0.1:${mail.port}`], resolve: dns.resolve });
  const connected = await outbound.connectTcp({ host: "Mail.Example.", port: mail.port });
  expect(connected).toMatchObject({ ok: true, servername: "mail.example" });
  if (connected.ok) {
    const greeting = await new Promise((resolve) => connected.socket.once("data", (data) => resolve(String(data))));
    expect(greeting).toBe("* OK hello\r\n");
    connected.socket.destroy();
  }
  const checked = await outbound.checkHost({ host: "mail.example", port: mail.port });
  expect(checked).toEqual({ ok: true, address: "127.0.0.1", addresses: ["127.0.0.1"], servername: "mail.example" });
  await outbound.close();
});

test("a dead address among several is passed over", async () => {
  const dns = answering(["127.0.0.3", "127.0.0.1"]);
  const outbound = createOutbound({ allowPrivateHosts: ["127.0.0.0/8:*"], resolve: dns.resolve });
  const answer = await outbound.fetch(`http://several.example:${honest.port}/`);
  expect(answer.ok && answer.text()).toBe(`several.example:${honest.port}`);
  const connected = await outbound.connectTcp({ host: "several.example", port: mail.port });
  expect(connected.ok && connected.socket.remoteAddress).toBe("127.0.0.1");
  if (connected.ok) connected.socket.destroy();
  await outbound.close();
});

test("the operator's own relay is not judged, everybody else's is", async () => {
  const outbound = createOutbound();
  const target = { host: "127.0.0.1", port: mail.port };
  expect(await outbound.connectTcp(target)).toMatchObject({ ok: false, reason: "refused_address" });
  const own = await outbound.connectTcp({ ...target, operatorChose: true });
  expect(own).toMatchObject({ ok: true, servername: undefined });
  if (own.ok) own.socket.destroy();
  await outbound.close();
});

test("F-10 a name server that never answers ends with the time limit", async () => {
  const outbound = createOutbound({ connectTimeoutMs: 100, resolve: () => new Promise(() => undefined) });
  const refused = { ok: false, reason: "timeout", sentBytes: false };
  expect(await outbound.fetch("http://silent.example/")).toMatchObject(refused);
  expect(await outbound.connectTcp({ host: "silent.example", port: 993 })).toMatchObject(refused);
  await outbound.close();
});

test("F-10 a name that does not exist is said to be not found", async () => {
  const outbound = createOutbound({ resolve: () => Promise.reject(new Error("ENOTFOUND")) });
  const notFound = { ok: false, reason: "name_not_found", sentBytes: false };
  expect(await outbound.fetch("http://missing.example/")).toMatchObject(notFound);
  const silent = createOutbound({ resolve: async () => [] });
  expect(await silent.fetch("http://missing.example/")).toMatchObject(notFound);
  await Promise.all([outbound.close(), silent.close()]);
});
