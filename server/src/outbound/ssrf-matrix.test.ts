import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalServer, startCanary } from "./local-server.test-kit.ts";
import { createOutbound } from "./outbound.ts";

let canary: LocalServer;
const names = new Map<string, string[]>();
const outbound = createOutbound({
  connectTimeoutMs: 2_000,
  resolve: async (host) => {
    const answers = names.get(host.replace(/\.$/, ""));
    if (answers === undefined) throw new Error("ENOTFOUND");
    return answers;
  },
});
const bySystem = createOutbound({ connectTimeoutMs: 2_000 });

beforeAll(async () => {
  canary = await startCanary();
});
afterAll(async () => {
  await Promise.all([outbound.close(), bySystem.close(), canary.stop()]);
});

/** Addresses nobody outside may reach; the loopback ones have the canary behind them. */
const forbidden = [
  // loopback
  "127.0.0.1",
  "127.0.0.2",
  "127.1.2.3",
  "127.255.255.254",
  "::1",
  // this host, private, shared, link-local, metadata
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.1",
  "10.255.255.255",
  "172.16.0.1",
  "172.31.255.254",
  "192.168.0.1",
  "192.168.255.254",
  "100.64.0.1",
  "100.127.255.254",
  "100.100.100.200",
  "169.254.0.1",
  "169.254.169.254",
  "169.254.170.2",
  "168.63.129.16",
  // special use
  "192.0.0.1",
  "192.0.0.192",
  "192.0.2.1",
  "192.88.99.1",
  "198.18.0.1",
  "198.19.255.254",
  "198.51.100.1",
  "203.0.113.1",
  "192.31.196.1",
  "192.52.193.1",
  "192.175.48.1",
  "224.0.0.1",
  "239.255.255.250",
  "240.0.0.1",
  "255.255.255.255",
  // IPv6: unspecified, link-local, unique local, site-local, multicast, discard, documentation
  "::",
  "fe80::1",
  "febf::1",
  "fc00::1",
  "fd00::1",
  "fd00:ec2::254",
  "fd20:ce::254",
  "fec0::1",
  "ff02::1",
  "ff0e::1",
  "100::1",
  "2001:db8::1",
  "3fff::1",
  "2001:2::1",
  "2001:10::1",
  "2001:20::1",
  "5f00::1",
  "4000::1",
  "1::1",
  // IPv6 that carries an IPv4 address: compatible, mapped, translated, NAT64, 6to4, Teredo
  "::127.0.0.1",
  "::7f00:1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:10.0.0.1",
  "::ffff:169.254.169.254",
  "::ffff:0:127.0.0.1",
  "64:ff9b::127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b::a9fe:a9fe",
  "64:ff9b:1::7f00:1",
  "2002:7f00:1::",
  "2002:7f00:0001::1",
  "2002:a9fe:a9fe::1",
  "2001:0:7f00:1::",
  "2001::1",
  "2001:0:0:0:0:0:80ff:fffe",
] as const;

/** Other ways of writing a loopback address, which the address parser or the system's resolver understands. */
const spellings = [
  "2130706433",
  "0x7f000001",
  "0x7F.0x0.0x0.0x1",
  "017700000001",
  "0177.0.0.1",
  "0177.0.0.01",
  "127.1",
  "127.0.1",
  "0x7f.1",
  "127.0.0.1.",
  "127.1.",
  "１２７.０.０.１",
  "①②⑦.⓪.⓪.①",
  "127。0。0。1",
  "127．0．0．1",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "%6cocalhost",
  "%31%32%37.0.0.1",
  "ｌｏｃａｌｈｏｓｔ",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[0000:0000:0000:0000:0000:ffff:7f00:0001]",
  "[::127.0.0.1]",
  "0",
  "0.0.0.0",
  "[::]",
];

const inUrl = (address: string) => (address.includes(":") ? `[${address}]` : address);

test.each(forbidden)("S6 the address %s is refused over http and https", async (address) => {
  for (const scheme of ["http", "https"]) {
    const answer = await outbound.fetch(`${scheme}://${inUrl(address)}:${canary.port}/`);
    expect(answer).toMatchObject({ ok: false, reason: "refused_address", sentBytes: false });
  }
  expect(canary.connections()).toBe(0);
});

test.each(forbidden)("S6 a public name that leads to %s is refused", async (address) => {
  names.set("public.example", [address]);
  const answer = await outbound.fetch(`http://public.example:${canary.port}/`);
  expect(answer).toMatchObject({ ok: false, reason: "refused_address", sentBytes: false });
  expect(canary.connections()).toBe(0);
});

test.each(forbidden)("S7 the mail server %s is refused, written as it is and by name", async (address) => {
  names.set("mail.example", [address]);
  for (const host of [address, inUrl(address), "mail.example", "mail.example."]) {
    for (const port of [143, 465, 587, 993]) {
      const refused = { ok: false, reason: "refused_address", sentBytes: false };
      expect(await outbound.connectTcp({ host, port })).toMatchObject(refused);
      expect(await outbound.checkHost({ host, port, tls: true })).toMatchObject(refused);
    }
  }
});

test.each(spellings)("S6 the spelling %s of loopback is refused", async (host) => {
  const answer = await bySystem.fetch(`http://${host}:${canary.port}/`);
  expect(answer).toMatchObject({ ok: false, sentBytes: false });
  // Some systems know no `localhost.`, which is as good.
  const reasons = host === "localhost." ? /^(refused_address|name_not_found)$/ : /^refused_address$/;
  expect(answer.ok || answer.reason).toMatch(reasons);
  const tcp = await bySystem.connectTcp({ host, port: canary.port, tls: true, timeoutMs: 2_000 });
  expect(tcp).toMatchObject({ ok: false, sentBytes: false });
  expect(canary.connections()).toBe(0);
});

test.each([
  ["public first", ["93.184.215.14", "127.0.0.1"]],
  ["private first", ["127.0.0.1", "93.184.215.14"]],
  ["public A, private AAAA", ["93.184.215.14", "::1"]],
  ["private A, public AAAA", ["127.0.0.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"]],
  ["mapped among public", ["93.184.215.14", "::ffff:127.0.0.1"]],
  ["one of nine", [...Array.from({ length: 8 }, (_, n) => `93.184.215.${n + 1}`), "10.0.0.1"]],
  ["not an address", ["93.184.215.14", "localhost"]],
  ["an address with a zone", ["fe80::1%eth0"]],
])("S6 mixed answers are refused whole: %s", async (_title, answers) => {
  names.set("mixed.example", answers);
  const answer = await outbound.fetch(`http://mixed.example:${canary.port}/`);
  expect(answer).toMatchObject({ ok: false, reason: "refused_address", sentBytes: false });
  expect(canary.connections()).toBe(0);
});

test.each([
  "ftp://93.184.215.14/",
  "file:///etc/passwd",
  "gopher://127.0.0.1:6379/_",
  "data:text/plain,x",
  "javascript:alert(1)",
  "ws://93.184.215.14/",
  "http://user@127.0.0.1/",
  "http://user:secret@93.184.215.14/",
  "http://93.184.215.14@127.0.0.1/",
  "http://",
  "http:///",
  "//127.0.0.1/",
  "127.0.0.1",
  "",
  "http://[::1",
  "http://[fe80::1%25lo]/",
  "http://a b/",
  "http://x:99999/",
  "blob:http://x/1",
  "unix:/var/run/docker.sock",
])("S6 the address %j is no web address for us", async (url) => {
  expect(await outbound.fetch(url)).toMatchObject({ ok: false, reason: "refused_url", sentBytes: false });
  expect(canary.connections()).toBe(0);
});

test.each([1, 21, 22, 23, 25, 110, 143, 445, 587, 993, 1433, 2375, 3306, 5432, 6379, 6667, 9200, 11_211, 27_017])(
  "S6 port %i of a public host is refused over http",
  async (port) => {
    const answer = await outbound.fetch(`http://93.184.215.14:${port}/`);
    expect(answer).toMatchObject({ ok: false, reason: "refused_port", sentBytes: false });
  },
);

test.each([22, 80, 443, 3306, 5432, 6379, 8080])("S7 port %i of a public host is refused for mail", async (port) => {
  const answer = await outbound.connectTcp({ host: "93.184.215.14", port });
  expect(answer).toMatchObject({ ok: false, reason: "refused_port", sentBytes: false });
});

test.each(["", " ", "a b", "a\0b", "a\r\nb", "a/b", "a@b", `${"a".repeat(300)}.example`])(
  "S7 the mail host %j is no host",
  async (host) => {
    expect(await outbound.connectTcp({ host, port: 993 })).toMatchObject({ ok: false, sentBytes: false });
  },
);

test("S7 an open and a closed private port give the same answer", async () => {
  const closed = await startCanary();
  await closed.stop();
  const answers = [];
  for (const port of [canary.port, closed.port]) {
    answers.push(await outbound.fetch(`http://127.0.0.1:${port}/`), await outbound.connectTcp({ host: "::1", port }));
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(JSON.stringify(answers)).not.toMatch(/127\.0|::1|ECONN|\d{4,}/);
});

test("S6 the canary does notice a connection, over IPv4 and IPv6", async () => {
  expect(canary.connections()).toBe(0);
  for (const host of ["127.0.0.1", "127.1.2.3", "::1"]) {
    await new Promise((resolve) =>
      connect(canary.port, host)
        .on("error", () => undefined)
        .on("close", resolve),
    );
  }
  expect(canary.connections()).toBe(3);
});
