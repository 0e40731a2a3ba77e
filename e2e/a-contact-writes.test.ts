import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openAs, openWindow, type Window } from "./testing/browser.ts";
import { addMessenger, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("a contact writes and an agent answers", () => {
  let guichet: Guichet;
  let browser: Browser;
  let visitor: Window;
  let agent: Window;
  let said: Locator;
  let thread: Locator;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    const ada = await setUp(guichet);
    const channelId = await addMessenger(ada, "Website");
    agent = await openAs(browser, guichet.base, ada, "/inbox/new");
    visitor = await openWindow(browser);
    await visitor.page.goto(`${guichet.base}/messenger-demo/${channelId}`);
    said = visitor.page.getByRole("log");
    thread = agent.page.getByRole("region", { name: /^Conversation with/ });
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    await guichet?.stop();
  });

  it("W159 what a visitor writes is on the agent's screen without a reload", async () => {
    await agent.page.getByText("Nobody is waiting").waitFor();
    await visitor.page.getByRole("button", { name: "Open chat" }).click();
    await write(visitor.page, "Is the brass lamp in stock?");
    const row = agent.page.getByRole("link", { name: /Is the brass lamp in stock\?/ });
    await row.waitFor();
    await agent.page.getByRole("navigation", { name: "Queue" }).getByTitle("1 conversation").first().waitFor();
    await row.click();
    await thread
      .getByRole("article", { name: /^Message from/ })
      .getByText("Is the brass lamp in stock?")
      .waitFor();
  });

  it("W161 typing is seen on both sides", async () => {
    await visitor.page.getByRole("textbox").pressSequentially("And", { delay: 30 });
    await agent.page.getByText(/is writing…$/).waitFor();
    await visitor.page.getByRole("textbox").fill("");
    await agent.page.getByRole("textbox", { name: "Reply" }).pressSequentially("Ye", { delay: 30 });
    await visitor.page.getByText("Ada Admin is typing…").waitFor();
    await agent.page.getByRole("textbox", { name: "Reply" }).fill("");
  });

  it("W68 the answer reaches the visitor, and both see that it was read", async () => {
    await agent.page.getByRole("textbox", { name: "Reply" }).fill("Yes, two are left.");
    await send(agent.page, "Send");
    await said.getByText("Yes, two are left.").waitFor();
    const mine = thread.getByRole("article", { name: "Reply by Ada Admin" }).filter({ hasText: "Yes, two are left." });
    await mine.getByText("Read", { exact: true }).waitFor();
    await said.getByText("Seen", { exact: true }).waitFor();
  });

  it("I16 each message says how it came here, or what became of it", async () => {
    const mine = thread.getByRole("article", { name: "Reply by Ada Admin" }).filter({ hasText: "Yes, two are left." });
    await mine.getByRole("button", { name: "Read" }).click();
    const dialog = agent.page.getByRole("dialog", { name: "What became of this message" });
    await dialog.getByText("Sent to Web messenger").waitFor();
    const steps = async () => (await dialog.getByRole("listitem").allInnerTexts()).map((text) => text.split("\n")[0]);
    // Whoever reads at once may tell nothing of the arrival.
    const told = (await steps()).filter((step) => step !== "Delivered");
    expect(told).toEqual(["Written by Ada Admin", "Sent to Web messenger", "Read"]);
    await look(agent.page, "life-line-out", WIDE);
    await agent.page.keyboard.press("Escape");
    const theirs = thread.getByRole("article", { name: /^Message from/ }).first();
    await theirs.hover();
    await theirs.getByRole("button", { name: /^How the message from .+ came here$/ }).click();
    await agent.page
      .getByRole("dialog", { name: "How this message came here" })
      .getByText("In the Shared Inbox")
      .waitFor();
    await look(agent.page, "life-line-in", WIDE);
    await agent.page.keyboard.press("Escape");
  });

  it("W02 the conversation and the messenger can be read by everybody, light and dark, wide and narrow", async () => {
    await look(agent.page, "conversation");
    await look(visitor.page, "messenger");
  });

  it("W90 files go both ways", async () => {
    await visitor.page
      .locator("guichet-messenger input[type=file]")
      .setInputFiles({ name: "broken.txt", mimeType: "text/plain", buffer: Buffer.from("The shade is cracked.") });
    await visitor.page.getByText("1 kB").waitFor();
    await write(visitor.page, "See here");
    const file = thread.getByRole("link", { name: /broken\.txt/ });
    expect(await download(agent.page, file)).toBe("The shade is cracked.");
    await agent.page.getByTestId("attach").setInputFiles({
      name: "label.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("Send it back free of charge."),
    });
    await agent.page.getByRole("textbox", { name: "Reply" }).fill("Use this label");
    await send(agent.page, "Send");
    expect(await download(visitor.page, said.getByRole("button", { name: /label\.txt/ }))).toBe(
      "Send it back free of charge.",
    );
  });

  it("I13 a power cut loses nothing and doubles nothing on either screen", async () => {
    await guichet.killHard();
    await write(visitor.page, "Are you still there?");
    await agent.page.getByRole("textbox", { name: "Reply" }).fill("One moment please.");
    await send(agent.page, "Send");
    await guichet.startAgain();
    await thread.getByText("Are you still there?", { exact: true }).waitFor();
    await said.getByText("One moment please.").waitFor();
    await expect.poll(() => said.getByText("Sending…").count()).toBe(0);
    for (const text of ["Are you still there?", "One moment please.", "Yes, two are left.", "Use this label"]) {
      expect(await said.getByText(text, { exact: true }).count(), `${text} at the visitor's`).toBe(1);
      expect(await thread.getByText(text, { exact: true }).count(), `${text} at the agent's`).toBe(1);
    }
    await Promise.all([agent.page.reload(), visitor.page.reload()]);
    await thread.getByText("One moment please.").waitFor();
    expect(await thread.getByRole("article").count()).toBe(6);
    await said.getByText("One moment please.").waitFor();
    expect(await said.getByText("Are you still there?", { exact: true }).count()).toBe(1);
  });

  it("W56 a message after Resolved opens a new conversation", async () => {
    await thread.getByRole("button", { name: "Resolve", exact: true }).click();
    await agent.page.getByText("Nobody is waiting").waitFor();
    await write(visitor.page, "One more question");
    await agent.page.getByRole("link", { name: /One more question/ }).click();
    await thread.getByText(/^This conversation, since/).waitFor();
    await thread.getByText("Use this label").waitFor();
  });

  it("neither browser complained", () => {
    expect([...agent.complaints, ...visitor.complaints]).toEqual([]);
  });
});

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
}

async function send(page: Page, how: "Send" | "Send and pending" | "Send and resolve"): Promise<void> {
  await page.getByRole("button", { name: "More ways to send" }).click();
  await page
    .getByRole("menuitem")
    .filter({ has: page.getByText(how, { exact: true }) })
    .click();
}

async function download(page: Page, button: Locator): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
