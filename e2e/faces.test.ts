import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawFace } from "../simulator/src/face.ts";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";

let house: InboxHouse;
let network: Server;
let at = "";
/** What was asked of the network's file server. */
const asked: string[] = [];
/** Where Bea's browser has been. */
const hosts = new Set<string>();
beforeAll(async () => {
  house = await startInboxHouse("/settings/queue");
  network = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/page.png") return void response.writeHead(200).end("<!doctype html><h1>Hello</h1>");
    if (request.url === "/gone.png") return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "image/png" }).end(drawFace(request.url ?? ""));
  }).listen(0, "127.0.0.1");
  await once(network, "listening");
  const address = network.address();
  at = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  house.page.on("request", (request) => hosts.add(new URL(request.url()).origin));
});
photographFailures(() => house.browser);
afterAll(async () => {
  network?.close();
  await house?.stop();
});

const withPicture = (name: string, picture: string) => ({ contact: { id: name, name, avatarUrl: `${at}${picture}` } });
const faceIn = (place: Locator): Locator => place.locator('img[src*="/photo?v="]').first();
const isShown = async (face: Locator): Promise<boolean> =>
  await face.evaluate(
    (image) =>
      image instanceof HTMLImageElement &&
      image.complete &&
      image.naturalWidth === 160 &&
      getComputedStyle(image).opacity === "1",
  );

describe("the pictures of contacts", () => {
  it("W110 come by themselves in the queue, and move nothing; what is no picture leaves the initials", async () => {
    const { shop, row, page } = house;
    await row("Anna").waitFor();
    const sizeOf = async () =>
      await row("Anna")
        .boundingBox()
        .then((box) => [box?.width, box?.height]);
    await shop.write("Anna", "Does it come in blue?");
    await row("Anna").getByText("Does it come in blue?").waitFor();
    const before = await sizeOf();
    await shop.write("Anna", "Does it come in blue?", withPicture("Anna", "/anna.png"));
    await shop.write("Bruno", "Hello again", withPicture("Bruno", "/page.png"));
    await shop.write("Clara", "Hello again", withPicture("Clara", "/gone.png"));
    await shop.write("Dora", "Where is my lamp?", withPicture("Dora", "/dora.png"));
    await shop.write("Emil", "It is broken.", withPicture("Emil", "/emil.png"));
    await faceIn(row("Anna")).waitFor();
    await faceIn(row("Emil")).waitFor();
    await expect.poll(() => isShown(faceIn(row("Anna")))).toBe(true);
    expect(await sizeOf()).toEqual(before);
    await expect.poll(() => asked.includes("/page.png") && asked.includes("/gone.png")).toBe(true);
    expect(await faceIn(row("Bruno")).count()).toBe(0);
    expect(await faceIn(row("Clara")).count()).toBe(0);
    // Beside the name it says nothing to whoever listens.
    expect(await row("Anna").getByRole("img", { name: /Anna/ }).count()).toBe(0);
    // The box to select it stands in the place of all of the face.
    await row("Anna").hover();
    const face = faceIn(row("Anna"));
    expect(await face.evaluate((image) => getComputedStyle(image).visibility)).toBe("hidden");
    await page.mouse.move(0, 0);
    await look(page, "faces-queue");
  });

  it("W110 stand at the head of the conversation and with the contact", async () => {
    const { page, thread, open, shop } = house;
    const panel = page.locator("#context");
    await shop.write("Fay", "Is there a smaller one?");
    await open("Fay");
    await panel.getByText("F", { exact: true }).waitFor();
    // Under the eyes of whoever has the conversation open.
    await shop.write("Fay", "Is there a smaller one?", withPicture("Fay", "/fay.png"));
    await expect.poll(() => isShown(faceIn(thread))).toBe(true);
    await expect.poll(() => isShown(faceIn(panel))).toBe(true);
    await look(page, "faces-conversation");
  });

  it("W136 stand in the list of contacts and in what is found", async () => {
    const { page, guichet } = house;
    await page.goto(`${guichet.base}/contacts`);
    const list = page.getByRole("main");
    await expect.poll(() => isShown(faceIn(list.getByRole("link", { name: /Anna/ })))).toBe(true);
    await look(page, "faces-contacts");
    await page.goto(`${guichet.base}/search?q=emil`);
    await expect.poll(() => isShown(faceIn(list.getByRole("link", { name: /Emil/ }).first()))).toBe(true);
    await look(page, "faces-search");
  });

  it("W110 where a picture does not come, the initials stay", async () => {
    const { page, guichet, row } = house;
    await page.route("**/photo?v=*", (route) => route.abort());
    await page.goto(`${guichet.base}/inbox/new`);
    await row("Emil").getByText("E", { exact: true }).waitFor();
    await expect.poll(() => faceIn(row("Emil")).count()).toBe(0);
    await page.unroute("**/photo?v=*");
  });

  it("S6 the browser has asked nobody but Guichet, and Guichet the network once for each", () => {
    expect([...hosts]).toEqual([new URL(house.guichet.base).origin]);
    expect(asked.toSorted()).toEqual(["/anna.png", "/dora.png", "/emil.png", "/fay.png", "/gone.png", "/page.png"]);
    expect(house.bea.complaints).toEqual([]);
  });
});
