import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { crc32, deflateSync } from "node:zlib";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

let house: InboxHouse;
let pictures: Server;
let at: string;
const asked: string[] = [];
photographFailures((): Browser => house.browser);

beforeAll(async () => {
  house = await startInboxHouse("/settings/channels");
  pictures = createServer((request, response) => {
    asked.push(request.headers["user-agent"] ?? "");
    const found = request.url === "/lamp.png";
    if (found) response.writeHead(200, { "content-type": "image/png" }).end(buildPicture(480, 320));
    else response.writeHead(404).end("gone");
  }).listen(0, "127.0.0.1");
  await once(pictures, "listening");
  const address = pictures.address();
  at = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});
afterAll(async () => {
  pictures?.close();
  await house?.stop();
});

const LONG = `A lamp for the long evenings, turned by hand in our workshop. ${"It holds for a lifetime. ".repeat(20)}`;
const under = (thread: string, post: object) => ({ visibility: "public", thread, post });
/** In the conversation: the contact's panel has a part of that name, too. */
const bar = (name: string): Locator =>
  house.page.getByRole("region", { name: /^Conversation (with|avec)/ }).getByRole("region", { name, exact: true });
const answered = () => house.thread.locator("[data-answered]");

describe("what a public comment stands under", () => {
  it("W87 an advertisement is embedded above the comments, marked, its text folded, with no dead link", async () => {
    const { page, shop, thread } = house;
    const ad = { text: LONG, image: `${at}/lamp.png`, dark: true };
    await shop.write("Priya", "Does it come in blue?", under("ad-1", ad));
    await house.open("Priya");
    await bar("Ad").getByText("A lamp for the long evenings", { exact: false }).waitFor();
    expect(await bar("Ad").getByRole("link").count()).toBe(0);
    const more = bar("Ad").getByRole("button", { name: "Show all of it" });
    expect(await more.getAttribute("aria-expanded")).toBe("false");
    await bar("Ad").getByRole("button", { name: "Enlarge lamp.png" }).waitFor({ timeout: 20_000 });
    await look(page, "post-ad");
    await more.press("Enter");
    await bar("Ad").getByRole("button", { name: "Fold" }).waitFor();
    await look(page, "post-ad-open", WIDE);
    await bar("Ad").getByRole("button", { name: "Fold" }).click();
    // Fetched by the server, shown from the server: the contact's platform never learns who looks.
    expect(asked).toHaveLength(1);
    const source = bar("Ad").locator("img").first();
    expect(await source.getAttribute("src")).toMatch(/^\/api\/v1\/files\//);
    expect(await thread.getByRole("article").getByRole("button", { name: "Enlarge lamp.png" }).count()).toBe(0);
  });

  it("W87 its picture is enlarged by Enter, closed by Escape, and the focus is back", async () => {
    const { page } = house;
    const picture = bar("Ad").getByRole("button", { name: "Enlarge lamp.png" });
    await picture.focus();
    await page.keyboard.press("Enter");
    const enlarged = page.getByRole("dialog", { name: "lamp.png" });
    await enlarged.waitFor();
    await look(page, "post-enlarged", WIDE);
    await page.keyboard.press("Escape");
    await enlarged.waitFor({ state: "detached" });
    expect(await picture.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("W86 W87 the comment that is being answered is yellow, with the post above it", async () => {
    const { page, thread, shop } = house;
    await thread.getByRole("button", { name: "Reply to this message of Priya" }).click();
    await answered().getByText("Does it come in blue?").waitFor();
    await look(page, "post-answered");
    await thread.getByRole("textbox", { name: "Reply", exact: true }).fill("It does");
    await thread.getByRole("button", { name: "Send and pending" }).click();
    await expect.poll(() => shop.received.map((one) => one.text), { timeout: 20_000 }).toEqual(["It does"]);
  });

  it("W87 a post that everybody sees has its link; what it says is text, whatever it looks like", async () => {
    const { page, shop } = house;
    const post = {
      text: "<img src=x onerror=alert(1)> **Open day**",
      url: "https://shop.example/posts/9",
      dark: false,
    };
    await shop.write("Quentin", "When?", under("post-9", post));
    await house.open("Quentin");
    const link = bar("Post").getByRole("link", { name: "Open the post" });
    expect(await link.getAttribute("href")).toBe("https://shop.example/posts/9");
    expect(await link.getAttribute("rel")).toContain("noopener");
    await bar("Post").getByText("<img src=x onerror=alert(1)> **Open day**").waitFor();
    await look(page, "post-link");
  });

  it("W87 a picture that cannot be fetched is a word in its place", async () => {
    const { page, shop } = house;
    await shop.write("Rosa", "Nice", under("ad-2", { text: "Our lamps", image: `${at}/gone.png`, dark: true }));
    await house.open("Rosa");
    await bar("Ad").getByText("The picture could not be fetched").waitFor();
    await look(page, "post-no-picture");
  });

  it("W87 in French and on a phone it is a Publicité", async () => {
    const { page } = house;
    await page.goto(`${house.guichet.base}/profile`);
    await page.getByRole("combobox", { name: "Language" }).click();
    await page.getByRole("option", { name: "Français" }).click();
    await page.getByRole("link", { name: "Mon profil" }).waitFor();
    await page.goto(`${house.guichet.base}/inbox/pending`);
    await page.getByRole("link", { name: /Priya/ }).click();
    await page.setViewportSize({ width: 390, height: 844 });
    await bar("Publicité").getByRole("button", { name: "Tout afficher" }).waitFor();
    await look(page, "post-french", [390]);
  });

  it("the browsers did not complain", () => {
    expect([...house.admin.complaints, ...house.bea.complaints]).toEqual([]);
  });
});

/** A PNG with a lamp's glow: from warm to dark. */
function buildPicture(width: number, height: number): Buffer {
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: width }, (_, x) => glow(x / width, y / height)).flat()]),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...parts]);
}

function glow(x: number, y: number): [number, number, number] {
  const near = Math.max(0, 1 - Math.hypot(x - 0.5, y - 0.45) * 1.7);
  return [40 + near * 215, 34 + near * 170, 40 + near * 70].map(Math.round) as [number, number, number];
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
