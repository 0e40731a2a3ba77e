import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { onlyVisitor, openPanel, type Scene, setScene, write } from "./browser.ts";

const RED_DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==",
  "base64",
);

describe("files", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene();
  });
  afterAll(() => scene.end());
  afterEach(() => scene.clear());

  it("W161 sends chosen, pasted and dropped files with a message, and pictures are drawn", async () => {
    const { server } = scene;
    const page = await scene.open();
    const log = await openPanel(page);
    await page.locator("input[type=file]").setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: RED_DOT });
    await hand(page, "paste", "pasted.txt");
    await hand(page, "drop", "dropped.txt");
    await expect.poll(() => page.getByRole("button", { name: "Send" }).isEnabled()).toBe(true);
    await page.getByRole("button", { name: "Remove pasted.txt" }).click();
    await write(page, "Look");
    await log.getByText("Sent", { exact: true }).waitFor();
    const names = onlyVisitor(server).thread[0]?.attachments.map(({ name }) => name);
    expect(names).toEqual(["dot.png", "dropped.txt"]);
    const picture = log.getByRole("button", { name: "dot.png" });
    await expect.poll(() => picture.locator("canvas").evaluate(isDrawn)).toBe(true);
    await picture.click();
    expect((await picture.boundingBox())?.width).toBe(page.viewportSize()?.width);
    await picture.click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      log.getByRole("button", { name: "dropped.txt" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("dropped.txt");
  });

  it("W161 says which file is too large and which is not taken", async () => {
    const { server } = scene;
    server.config = { maxFileBytes: 2_000_000 };
    const page = await scene.open();
    await openPanel(page);
    const input = page.locator("input[type=file]");
    await input.setInputFiles({ name: "film.mov", mimeType: "video/quicktime", buffer: Buffer.alloc(2_000_001) });
    await page.getByText("film.mov is too large: at most 2 MB.").waitFor();
    await input.setInputFiles({ name: "game.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") });
    await page.getByText("game.exe cannot be sent.").waitFor();
    expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
  });

  it("S15 a file is fetched with the visitor's proof and never shown by a bare address", async () => {
    const { server } = scene;
    const page = await scene.open();
    const asked: (string | undefined)[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/files/")) asked.push(request.headers().authorization);
    });
    const log = await openPanel(page);
    await write(page, "Hi");
    await log.getByText("Sent", { exact: true }).waitFor();
    const view = server.addFile("plan.png", "image/png", RED_DOT, true);
    const evil = server.addFile("evil.svg", "image/svg+xml", Buffer.from("<svg onload='alert(1)'/>"), true);
    const gone = { ...server.addFile("late.pdf", "application/pdf", RED_DOT, false), state: "failed" as const };
    server.agentSays(onlyVisitor(server), "The plan", { attachments: [view, evil, gone] });
    await expect.poll(() => log.locator("canvas").count()).toBe(1);
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]).toMatch(/^Bearer ./);
    expect(await log.getByRole("button", { name: "late.pdf" }).isDisabled()).toBe(true);
    expect(await page.evaluate(() => document.querySelectorAll("img, iframe").length)).toBe(0);
  });
});

/** Pastes or drops a text file, as a person would. */
async function hand(page: Page, type: "paste" | "drop", name: string): Promise<void> {
  await page.getByRole("textbox").evaluate(
    (field, [type, name]) => {
      const data = new DataTransfer();
      data.items.add(new File(["words"], name ?? "", { type: "text/plain" }));
      const how = { bubbles: true, cancelable: true };
      const event =
        type === "paste"
          ? new ClipboardEvent("paste", { ...how, clipboardData: data })
          : new DragEvent("drop", { ...how, dataTransfer: data });
      field.dispatchEvent(event);
    },
    [type, name],
  );
}

function isDrawn(canvas: Element): boolean {
  const context = canvas instanceof HTMLCanvasElement && canvas.getContext("2d");
  return context ? [...context.getImageData(0, 0, canvas.width, canvas.height).data].some(Boolean) : false;
}
