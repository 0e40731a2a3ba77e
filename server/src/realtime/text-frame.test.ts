import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { textFrame } from "./text-frame.ts";

const http = createServer();
const door = new WebSocketServer({ server: http, perMessageDeflate: false });
let browser: WebSocket;
let write: (frame: Buffer) => void;
beforeAll(async () => {
  await once(http.listen(0, "127.0.0.1"), "listening");
  const raw = once(http, "upgrade").then(([, socket]) => socket);
  browser = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/`);
  const socket = await raw;
  write = (frame) => socket.write(frame);
  await once(browser, "open");
});
afterAll(() => {
  browser.terminate();
  door.close();
  http.close();
});

async function heard(text: string): Promise<string> {
  const next = once(browser, "message");
  write(textFrame(text));
  const [data, isBinary] = await next;
  expect(isBinary).toBe(false);
  return String(data);
}

it.each([0, 1, 125, 126, 127, 65_535, 65_536, 70_000])(
  "a frame of %i bytes comes out as it was written",
  async (bytes) => {
    const text = "é".repeat(bytes >> 1) + "x".repeat(bytes & 1);
    expect(await heard(text)).toBe(text);
  },
);

it("whatever is written comes out, in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 300 }), async (text) => {
      expect(await heard(text)).toBe(text);
    }),
    { numRuns: 300 },
  );
});
