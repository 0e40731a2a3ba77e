import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { channelCreated, channelTest } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { type LocalServer, startCanary } from "../../outbound/local-server.test-kit.ts";
import { call, contactWrites, type House, openHouse } from "./house.ts";

/** A server that the operator has allowed, and that leads on to one that is not. */
type Relay = { readonly url: string; readonly seen: string[]; location: string | undefined; stop(): void };

let canary: LocalServer;
let relay: Relay;
let house: House;
beforeAll(async () => {
  canary = await startCanary();
  relay = await startRelay();
  house = await openHouse({ ALLOW_PRIVATE_HOSTS: new URL(relay.url).host });
});
afterAll(async () => {
  await house?.app.stop();
  relay?.stop();
  await canary?.stop();
});

async function startRelay(): Promise<Relay> {
  const seen: string[] = [];
  const answer = (request: IncomingMessage) => {
    seen.push(`${request.method} ${request.url}`);
    return made.location === undefined
      ? { status: 200, headers: {} }
      : { status: 307, headers: { location: made.location } };
  };
  const server = createServer((request, response) => {
    const { status, headers } = answer(request);
    request.resume().on("end", () => response.writeHead(status, headers).end("{}"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const made: Relay = {
    ...{ url: `http://127.0.0.1:${port}`, seen, location: undefined },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return made;
}

async function channelTo(outboundUrl: string): Promise<{ id: string; endpoint: string; secret: string } | undefined> {
  const body = { platform: "api", name: `To ${outboundUrl}`.slice(0, 200), settings: { outboundUrl } };
  const made = await call(house, house.app.admin, "POST", "/channels", body);
  if (made.status !== 201) return undefined;
  const { channel, secrets } = channelCreated.parse(made.body);
  const access = { users: [{ userId: house.insider.id, role: "supervisor" }], teamIds: [] };
  await call(house, house.app.admin, "PUT", `/channels/${channel.id}/access`, access);
  return {
    ...{ id: channel.id, secret: Object.values(secrets)[0] ?? "" },
    endpoint: new URL(channel.webhookUrl ?? "").pathname,
  };
}

const testOf = async (id: string) =>
  channelTest.parse((await call(house, house.app.admin, "POST", `/channels/${id}/test`)).body);

/** A contact writes with a file, an agent answers: everything that the server then calls by itself. */
async function talk(channel: { id: string; endpoint: string; secret: string }, files: object[]) {
  const said = { id: uuidV7(), text: "hello", contact: { id: "c" }, files };
  await contactWrites(house.app, { ...channel, id: channel.id as never }, said);
  const query = `/conversations?status=new&channels=${channel.id}`;
  const conversation = await vi.waitFor(async () => {
    const list = await call(house, house.insider, "GET", query);
    const [row] = (list.body as { items: { id: string }[] }).items;
    if (row === undefined) throw new Error("The message has not arrived.");
    return row.id;
  }, 30_000);
  const reply = { id: uuidV7(), kind: "reply", text: "answer" };
  const sent = await call(house, house.insider, "POST", `/conversations/${conversation}/messages`, reply);
  expect(sent.status, JSON.stringify(sent.body)).toBe(201);
  const look = async () => {
    const seen = await call(house, house.insider, "GET", `/conversations/${conversation}`);
    const { entries } = seen.body as { entries: Entry[] };
    const states = entries.flatMap(({ attachments = [] }) => attachments.map((file) => file.state));
    return { state: entries.find(({ id }) => id === reply.id)?.delivery?.state, stored: states.includes("stored") };
  };
  // It is sent or has failed, or it waits for another try, as with a name that is not found.
  await vi.waitFor(async () => expect(["sent", "failed"]).toContain((await look()).state), 2500).catch(() => undefined);
  return await look();
}

type Entry = {
  readonly id: string;
  readonly delivery?: { readonly state: string };
  readonly attachments?: readonly { readonly state: string }[];
};

/** How one's own machine and its neighbours can be written. */
const inside = () =>
  [
    ...["127.0.0.1", "localhost", "LOCALHOST.", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "0.0.0.0"],
    ...["[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]", "127.0.0.1.", "①②⑦.⓪.⓪.①"],
  ].map((host) => `http://${host}:${canary.port}/hook`);

describe("S6 addresses that others choose", () => {
  it("P29 P38 P125 no channel reaches the machine itself: not when it is tried, not when it sends, not for a file", async () => {
    let tried = 0;
    for (const url of [
      ...inside(),
      "http://169.254.169.254/latest/meta-data/",
      "http://10.0.0.1/",
      "http://192.168.1.1/",
    ]) {
      const channel = await channelTo(url);
      if (channel === undefined) continue;
      tried += 1;
      expect((await testOf(channel.id)).ok, url).toBe(false);
      const { state, stored } = await talk(channel, [{ url, name: "a.txt" }]);
      expect([state, stored], url).toEqual([expect.stringMatching(/^(failed|queued)$/), false]);
    }
    expect(tried).toBeGreaterThan(8);
    expect(canary.connections()).toBe(0);
  }, 180_000);

  it("P125 P29 what is no web address is refused on saving", async () => {
    for (const url of [
      "file:///etc/passwd",
      "gopher://127.0.0.1:6379/_",
      "javascript:alert(1)",
      "127.0.0.1",
      "ftp://x/",
    ])
      expect(await channelTo(url), url).toBeUndefined();
  });

  it("P35 P77 a redirect into the network is not followed, wherever the first address led", async () => {
    const channel = await channelTo(`${relay.url}/hook`);
    if (channel === undefined) throw new Error("There is no channel.");
    for (const target of [
      ...inside().slice(0, 4),
      "//127.0.0.1/",
      "http://169.254.169.254/",
      `${relay.url}@127.0.0.1/`,
    ]) {
      relay.location = target;
      await testOf(channel.id);
      await talk(channel, [{ url: `${relay.url}/file`, name: "a.txt" }]);
    }
    expect(canary.connections()).toBe(0);
    expect(relay.seen).toContain("POST /hook");
    relay.location = undefined;
    const before = relay.seen.length;
    const honest = await channelTo(`${relay.url}/honest`);
    if (honest === undefined) throw new Error("There is no channel.");
    expect((await testOf(honest.id)).ok).toBe(true);
    expect(await talk(honest, [])).toMatchObject({ state: "sent" });
    expect(relay.seen.length).toBeGreaterThan(before);
  }, 180_000);
});

describe("S7 mail servers", () => {
  const settingsOf = (host: string, port: number) => {
    const login = { host, port, security: "none", user: "x", password: "x" };
    return { address: `box-${uuidV7()}@example.org`, imap: login, smtp: login };
  };

  test.each(["127.0.0.1", "localhost", "::1", "127.1", "169.254.169.254", "10.0.0.1"])(
    "P78 the button that tries a mailbox tells nothing of %s, open or closed",
    async (host) => {
      const closed = await startCanary();
      await closed.stop();
      const answers = [];
      for (const port of [canary.port, closed.port, 993, 22]) {
        const body = { platform: "email", name: "Box", settings: settingsOf(host, port) };
        const made = await call(house, house.app.admin, "POST", "/channels", body);
        if (made.status === 400) continue;
        const { ok, checks } = await testOf(channelCreated.parse(made.body).channel.id);
        expect(ok).toBe(false);
        answers.push(JSON.stringify(checks));
      }
      expect(answers.length).toBeGreaterThan(0);
      expect(new Set(answers).size, answers.join("\n")).toBe(1);
      expect(canary.connections()).toBe(0);
    },
  );

  it("P78 the canary hears who does reach it", async () => {
    const { connect } = await import("node:net");
    await new Promise((resolve) =>
      connect(canary.port, "127.0.0.1")
        .on("close", resolve)
        .on("error", () => undefined),
    );
    expect(canary.connections()).toBe(1);
  });
});
