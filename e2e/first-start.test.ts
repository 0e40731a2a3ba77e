import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openWindow, type Window } from "./testing/browser.ts";
import { PASSWORD } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("the first start", () => {
  let guichet: Guichet;
  let browser: Browser;
  let first: Window;
  let page: Page;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    first = await openWindow(browser);
    page = first.page;
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    await guichet?.stop();
  });

  it("W22 without the printed link nobody can set Guichet up", async () => {
    await page.goto(`${guichet.base}/set-up`);
    await page.getByRole("heading", { name: "One thing is missing: the one-time link" }).waitFor();
    await page.getByLabel("One-time code").fill("guessed-by-somebody");
    await page.getByRole("button", { name: "Continue" }).click();
    await fillSetUp(page);
    await page.getByRole("alert").getByText("This link is no longer valid.", { exact: false }).waitFor();
  });

  it("W22 the printed link makes the organization and its first Admin, who is signed in", async () => {
    await page.goto("about:blank");
    await page.goto(guichet.setUpLink);
    await page.getByRole("heading", { name: "Set up Guichet" }).waitFor();
    await look(page, "set-up");
    await fillSetUp(page);
    await page.getByRole("link", { name: "My profile" }).waitFor();
    await page.getByText("You have no channel yet").waitFor();
    expect(page.url()).not.toContain("#");
    await look(page, "no-channel-yet");
  });

  it("W159 the first channel shows its snippet and its secret once", async () => {
    await page.getByRole("link", { name: "Go to Channels" }).click();
    await page.getByRole("link", { name: "Add channel" }).first().click();
    await look(page, "choose-platform");
    await page.getByRole("button", { name: /Web messenger/ }).click();
    await page.getByLabel("Display name").fill("Website");
    await page.getByLabel("Allowed websites").fill("https://www.lumen.example");
    await look(page, "add-messenger");
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByRole("heading", { name: "Website is there" }).waitFor();
    const snippet = page.getByText("<script", { exact: false });
    expect(await snippet.textContent()).toContain(`${guichet.base}/widget.js`);
    const secret = (await page.locator("code").last().textContent()) ?? "";
    expect(secret.length).toBeGreaterThan(30);
    await look(page, "channel-added");
    await page.getByRole("link", { name: "Go to the channel" }).click();
    await page.getByRole("heading", { name: "Website", exact: true }).waitFor();
    await page.getByText("Put this into your pages").waitFor();
    expect(await page.getByText(secret).count()).toBe(0);
    await look(page, "channel");
  });

  it("W40 the channel stands in the Shared Inbox without signing in again", async () => {
    await page.getByRole("link", { name: "New" }).first().click();
    await page.getByRole("button", { name: /Channels 1\/1/ }).waitFor();
    await page.getByText("Nobody is waiting").waitFor();
    await look(page, "empty-inbox");
  });

  it("W22 the link works once", async () => {
    const { page: other } = await openWindow(browser);
    await other.goto(guichet.setUpLink);
    await other.getByRole("heading", { name: "Guichet is already set up" }).waitFor();
  });

  it("the browser did not complain", () => {
    expect(first.complaints).toEqual([]);
  });
});

async function fillSetUp(page: Page): Promise<void> {
  await page.getByLabel("Organization").fill("Atelier Lumen");
  await page.getByLabel("First name").fill("Ada");
  await page.getByLabel("Last name").fill("Admin");
  await page.getByLabel("E-mail address").fill("ada@lumen.example");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Set up" }).click();
}
