import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openMessengerWorld, type World } from "../messenger.test-kit.ts";

const folder = mkdtempSync(join(tmpdir(), "guichet-widget-"));
const widgetScript = join(folder, "widget.js");
let world: World;
beforeAll(async () => {
  world = await openMessengerWorld({ widgetScript });
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) => world.app.inject({ method: "GET", url, headers });

test("W159 every site may load the script, zipped, and again without its bytes until it is built anew", async () => {
  expect((await get("/widget.js")).statusCode).toBe(404);
  writeFileSync(widgetScript, "let guichet = 1;\n");
  const plain = await get("/widget.js", { origin: "https://shop.example" });
  expect([plain.statusCode, plain.body]).toEqual([200, "let guichet = 1;\n"]);
  expect(plain.headers).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "cross-origin-resource-policy": "cross-origin",
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=300",
    vary: "accept-encoding",
  });
  const zipped = await get("/widget.js", { "accept-encoding": "br, gzip" });
  expect(zipped.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(zipped.rawPayload).toString()).toBe("let guichet = 1;\n");
  const etag = String(plain.headers.etag);
  const again = await get("/widget.js", { "if-none-match": `W/${etag}` });
  expect([again.statusCode, again.body]).toEqual([304, ""]);
  writeFileSync(widgetScript, "let guichet = 22;\n");
  const anew = await get("/widget.js", { "if-none-match": etag });
  expect([anew.statusCode, anew.body]).toEqual([200, "let guichet = 22;\n"]);
});

test("W159 the demo page of a channel runs our own scripts alone; there is none for other channels", async () => {
  const shop = await world.addChannel({ allowedOrigins: ["https://shop.example"] });
  const page = await get(`/messenger-demo/${shop.id}`);
  expect([page.statusCode, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  const nonce = /nonce="(?<nonce>[^"]+)"/.exec(page.body)?.groups?.nonce;
  expect(page.headers["content-security-policy"]).toContain(`script-src 'self' 'nonce-${nonce}'`);
  expect((await get(`/messenger-demo/${shop.id}`)).body).not.toContain(String(nonce));
  expect(page.body).toContain('lang="en"');
  expect((await get(`/messenger-demo/${shop.id}?locale=fr`)).body).toContain('lang="fr"');
  expect((await get(`/messenger-demo/${shop.id}?locale=%22%3E`)).body).toContain('lang="en"');
  for (const id of [crypto.randomUUID(), "x", "%3Cscript%3E"]) {
    expect((await get(`/messenger-demo/${id}`)).statusCode).toBe(404);
  }
});
