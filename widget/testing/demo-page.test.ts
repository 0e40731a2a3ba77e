import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderDemoPage } from "../demo-page/render-demo-page.ts";
import { findBarriers, openPanel, openShadowTrees, type Scene, setScene, write } from "./browser.ts";

describe("the demo page", () => {
  let scene: Scene;
  let shop: Server;
  let address: string;
  beforeAll(async () => {
    scene = await setScene();
    shop = createServer((request, response) => {
      const locale = request.url?.includes("locale=fr") ? "fr" : "en";
      const { origin, channelId } = scene.server;
      const csp = `default-src 'none'; style-src 'nonce-n1'; script-src 'nonce-n1'; connect-src ${origin} ${origin.replace("http", "ws")}`;
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": csp });
      response.end(renderDemoPage({ channelId, host: origin, nonce: "n1", locale }));
    });
    await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
    const at = shop.address();
    address = `http://localhost:${typeof at === "object" ? at?.port : 0}/messenger-demo/x`;
  });
  afterAll(async () => {
    shop.closeAllConnections();
    shop.close();
    await scene.end();
  });

  for (const locale of ["en", "fr"] as const) {
    it(`W159 W160 is a small shop with a messenger, in ${locale}, and loads nothing from elsewhere`, async () => {
      const context = await scene.browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
      await context.addInitScript(openShadowTrees);
      const page = await context.newPage();
      const [asked, complaints]: [string[], string[]] = [[], []];
      page.on("request", (request) => asked.push(new URL(request.url()).host));
      page.on("console", (message) => complaints.push(message.text()));
      await page.goto(`${address}?locale=${locale}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      const log = await openPanel(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /lamp/i }).first().click();
      await write(page, "Aube ?");
      await log.getByText(/^(Sent|Envoyé)$/).waitFor();
      expect(await page.title()).toBe("Aube – Atelier Lumen");
      await expect.poll(() => scene.server.updates.at(-1)?.page?.url).toContain("#aube");
      expect(await findBarriers(page, "html")).toEqual([]);
      expect(new Set(asked).size).toBe(2);
      expect(complaints).toEqual([]);
      await scene.clear();
    });
  }

  it("S1 what it is given stays text", () => {
    const evil = `"><script>alert(1)</script>`;
    const html = renderDemoPage({ channelId: evil, host: evil, nonce: evil, locale: "en" });
    expect(html).not.toContain("<script>alert");
  });
});
