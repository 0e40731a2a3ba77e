import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createStorage } from "../../testing/fake-storage.ts";
import { openStore, type Store } from "./store.ts";
import { openSession, readSession } from "./visitor.ts";

let server: Server;
let door: string;
let opened: number;
/** What happens while the server thinks. */
let meanwhile: () => void;
beforeAll(async () => {
  vi.stubGlobal("document", { title: "Shop" });
  vi.stubGlobal("location", { href: "https://shop.example/" });
  vi.stubGlobal("origin", "null");
  server = createServer((request, response) => {
    request.resume().on("end", () => {
      opened += 1;
      meanwhile();
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ token: `token-${opened}`, userId: null, expiresAt: new Date().toISOString() }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  door = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.close();
});
beforeEach(() => {
  opened = 0;
  meanwhile = () => undefined;
});

const anothers = JSON.stringify({ token: "first", userId: null, visitor: "the-first-tab" });
const storeOf = (): Store => openStore("c1", createStorage());

describe("two tabs that open at once", () => {
  it("are one visitor: what the other tab wrote a moment ago is waited for, and no second session is opened", async () => {
    const store = storeOf();
    setTimeout(() => store.set("session", anothers), 20);
    const session = await openSession(store, door, "c1", null);
    expect(session.visitor).toBe("the-first-tab");
    // Continued by its token, not opened anew.
    expect(opened).toBe(1);
    expect(readSession(store)?.visitor).toBe("the-first-tab");
  });

  it("are one visitor when the other's session shows only while ours is being opened: the first one stays", async () => {
    const store = storeOf();
    meanwhile = () => store.set("session", anothers);
    expect(await openSession(store, door, "c1", null)).toMatchObject({ token: "first", visitor: "the-first-tab" });
    expect(readSession(store)?.token).toBe("first");
  });

  it("S30 a person who signs in never gets the session that another tab opened for nobody", async () => {
    const store = storeOf();
    meanwhile = () => store.set("session", anothers);
    const session = await openSession(store, door, "c1", { userId: "ada", jwt: "x.y.z" });
    expect(session).toMatchObject({ token: "token-1" });
    expect(readSession(store)?.token).toBe("token-1");
  });
});
