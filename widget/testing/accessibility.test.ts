import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, onlyVisitor, openPanel, type Scene, setScene, write } from "./browser.ts";

describe("for everybody", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene();
  });
  afterAll(() => scene.end());
  afterEach(() => scene.clear());

  async function busyPage(options: Parameters<Scene["open"]>[0]): Promise<Page> {
    const { server } = scene;
    const page = await scene.open(options);
    const log = await openPanel(page);
    await write(page, "Hello, see https://shop.example");
    await log.getByText("Sent", { exact: true }).waitFor();
    const visitor = onlyVisitor(server);
    const attachments = [server.addFile("plan.pdf", "application/pdf", Buffer.alloc(2048), false)];
    const replyToId = visitor.thread[0]?.id ?? null;
    server.agentSays(visitor, "Here: https://shop.example/plan", { attachments, replyToId });
    server.trouble.refusePosts = { code: "invalid_input", status: 400, count: 1 };
    await write(page, "Refused");
    await log.getByText("Not sent").waitFor();
    return page;
  }

  for (const color of ["#2b5fd9", "#ffd400", "#ffffff", "#000000", "#e8467c"]) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`axe finds nothing in the open messenger in ${color}, ${colorScheme}`, async () => {
        scene.server.config = { color };
        const page = await busyPage({ colorScheme, reducedMotion: "reduce" });
        expect(await findBarriers(page)).toEqual([]);
      });
    }
  }

  it("axe finds nothing on a phone, where it is modal and fills the screen", async () => {
    const page = await busyPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    // It comes up with a movement of its own; what counts is where it comes to rest.
    await expect.poll(() => page.getByRole("dialog").boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await page.getByRole("dialog").evaluate((dialog) => dialog.matches(":modal"))).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("keyboard: opening goes to the field, Esc closes and goes back, the page stays reachable", async () => {
    const page = await scene.open();
    await page.getByRole("button", { name: "Open chat" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("typed at once");
    expect(await page.getByRole("textbox").inputValue()).toBe("typed at once");
    const field = page.getByRole("textbox");
    expect(
      await field.evaluate((area) => area.parentElement && getComputedStyle(area.parentElement).outlineStyle),
    ).toBe("solid");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.getByRole("button", { name: "Buy" }).click();
    expect(await page.getByRole("dialog").count()).toBe(1);
  });

  it("at 400 % of 1280 × 1024 everything can be reached and nothing is cut off", async () => {
    const page = await busyPage({ viewport: { width: 320, height: 256 } });
    for (const name of ["Close chat", "Attach a file", "Send"]) {
      const box = await page.getByRole("button", { name }).first().boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= 320 && box.y >= 0 && box.y + box.height <= 256).toBe(true);
    }
    expect(await page.getByRole("log").evaluate((list) => list.clientHeight)).toBeGreaterThan(60);
    expect(await page.getByRole("log").evaluate((list) => list.scrollWidth <= list.clientWidth)).toBe(true);
  });

  it("moves nothing for those who asked for that", async () => {
    const page = await scene.open({ reducedMotion: "reduce" });
    await openPanel(page);
    expect(await page.getByRole("dialog").evaluate((dialog) => dialog.getAnimations().length)).toBe(0);
  });
});
