import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOutbound } from "./outbound.ts";

const certificate = readFileSync(new URL("fixtures/test-certificate.pem", import.meta.url), "utf8");
const key = readFileSync(new URL("fixtures/test-key.pem", import.meta.url), "utf8");
const names: unknown[] = [];
const server = createServer({ key, cert: certificate }, (request, response) => response.end(request.headers.host));
server.on("secureConnection", (socket) => names.push(socket.servername));
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  port = address.port;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function buildOutbound(certificateAuthorities?: string[]) {
  return createOutbound({
    allowPrivateHosts: ["127.0.0.1:*"],
    resolve: async () => ["127.0.0.1"],
    certificateAuthorities,
  });
}

test("S6 the checked address is used, and the name stays for TLS and Host", async () => {
  const outbound = buildOutbound([certificate]);
  const answer = await outbound.fetch(`https://test.example:${port}/`);
  expect(answer.ok && answer.text()).toBe(`test.example:${port}`);
  expect(names.at(-1)).toBe("test.example");
  const connected = await outbound.connectTcp({ host: "TEST.example.", port, tls: true });
  expect(connected).toMatchObject({ ok: true, servername: "test.example" });
  expect(names.at(-1)).toBe("test.example");
  if (connected.ok) connected.socket.destroy();
  await outbound.close();
});

test("a bare address is compared with the address in the certificate", async () => {
  const outbound = buildOutbound([certificate]);
  expect(await outbound.fetch(`https://127.0.0.1:${port}/`)).toMatchObject({ ok: true, status: 200 });
  expect(names.at(-1)).toBe(false);
  await outbound.close();
});

test.each([
  ["a certificate nobody vouches for", "test.example", undefined],
  ["a certificate for another name", "other.example", [certificate]],
])("F-10 %s is a TLS failure before anything was sent", async (_title, host, authorities) => {
  const outbound = buildOutbound(authorities);
  const refused = { ok: false, reason: "tls", sentBytes: false };
  expect(await outbound.fetch(`https://${host}:${port}/`)).toMatchObject(refused);
  expect(await outbound.connectTcp({ host, port, tls: true })).toMatchObject(refused);
  await outbound.close();
});
