import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { onlyVisitor, openPanel, type Scene, setScene, write } from "./browser.ts";

describe("talking", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene();
  });
  afterAll(() => scene.end());
  afterEach(() => scene.clear());

  it("W159 an anonymous visitor writes, the agent answers, and who never opens it has no session", async () => {
    const { server } = scene;
    const page = await scene.open();
    await page.getByRole("button", { name: "Open chat" }).waitFor();
    expect(server.sessions).toEqual([]);
    const log = await openPanel(page);
    await log.getByText("Hello! How can we help you?").waitFor();
    await write(page, "Is the lamp in stock?\nIn brass?");
    await log.getByText("Sent", { exact: true }).waitFor();
    server.agentSays(onlyVisitor(server), "Yes: https://shop.example/brass. <b>Two</b> left");
    const link = log.getByRole("link", { name: "https://shop.example/brass" });
    expect(await link.getAttribute("rel")).toContain("noopener");
    expect(await link.getAttribute("target")).toBe("_blank");
    await log.getByText("<b>Two</b> left").waitFor();
    expect(await log.locator("b").count()).toBe(0);
  });

  it("W161 typing and reading are seen on both sides", async () => {
    const { server } = scene;
    const page = await scene.open();
    const log = await openPanel(page);
    await expect.poll(() => server.openLines).toBe(1);
    await page.getByRole("textbox").pressSequentially("Hello");
    await expect.poll(() => server.commands).toContainEqual({ type: "typing", on: true });
    await page.keyboard.press("Enter");
    await expect.poll(() => server.commands).toContainEqual({ type: "typing", on: false });
    await log.getByText("Sent", { exact: true }).waitFor();
    const visitor = onlyVisitor(server);
    server.tell(visitor, { type: "typing", on: true, name: "Lena" });
    await page.getByText("Lena is typing…").waitFor();
    const answer = server.agentSays(visitor, "Good morning");
    await page.getByText("Lena is typing…").waitFor({ state: "detached" });
    await expect.poll(() => server.commands).toContainEqual({ type: "read", upTo: answer.orderKey });
    server.tell(visitor, { type: "agent_read", upTo: answer.orderKey });
    await log.getByText("Seen", { exact: true }).waitFor();
  });

  it("W159 counts what waits while it is closed, on every page of the site, until it is read", async () => {
    const { server } = scene;
    const page = await scene.open();
    await openPanel(page);
    await write(page, "Hello");
    await page.getByText("Sent", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    server.agentSays(onlyVisitor(server), "One");
    server.agentSays(onlyVisitor(server), "Two");
    await page.getByRole("button", { name: "Open chat. New messages: 2" }).waitFor();
    expect(await page.getByRole("status").filter({ hasText: "Lena Duval: Two" }).count()).toBe(1);
    const other = await scene.openIn(page.context(), "/other");
    await other.getByRole("button", { name: "Open chat. New messages: 2" }).click();
    await other.getByRole("log").getByText("Two").waitFor();
    await page.getByRole("button", { name: "Open chat", exact: true }).waitFor();
  });

  it("shows the newest page, loads older messages above it, and says when something new is below", async () => {
    const { server } = scene;
    const page = await scene.open();
    const log = await openPanel(page);
    await write(page, "First of all");
    await log.getByText("Sent", { exact: true }).waitFor();
    const visitor = onlyVisitor(server);
    for (let number = 1; number <= 45; number++) {
      server.put(visitor, {
        from: "agent",
        authorName: "Lena",
        text: `Message number ${number}`,
        at: daysAgo(50 - number),
      });
    }
    await page.reload();
    await log.getByText("Message number 45").waitFor();
    expect(await log.getByText("Message number 25").count()).toBe(0);
    await log.evaluate((list) => list.scrollTo(0, 0));
    const anchor = log.getByText("Message number 26");
    const before = await restingPlace(anchor);
    await log.getByRole("button", { name: "Earlier messages" }).click();
    await log.getByText("Message number 6", { exact: true }).waitFor();
    expect(Math.abs((await restingPlace(anchor)) - before)).toBeLessThan(3);
    server.agentSays(visitor, "Something new");
    await page.getByRole("button", { name: "New messages: 1" }).click();
    await expect.poll(() => server.commands.filter(({ type }) => type === "read").length).toBeGreaterThan(0);
    await log.getByText("Today", { exact: true }).waitFor();
    await log.getByRole("button", { name: "Earlier messages" }).click();
    await log.getByText("First of all").waitFor();
    await log.getByRole("button", { name: "Earlier messages" }).waitFor({ state: "hidden" });
    await log.getByText("Hello! How can we help you?").waitFor();
  });

  it("W86 shows what an answer answers", async () => {
    const { server } = scene;
    const page = await scene.open();
    const log = await openPanel(page);
    await write(page, "Do you ship to Lyon?");
    await log.getByText("Sent", { exact: true }).waitFor();
    const visitor = onlyVisitor(server);
    server.agentSays(visitor, "We do", { replyToId: visitor.thread[0]?.id ?? null });
    await log.locator("blockquote").getByText("Do you ship to Lyon?").waitFor();
  });

  it("makes a new line with Shift and Enter, and does not send what is too long", async () => {
    const { server } = scene;
    server.config = { maxTextCharacters: 20 };
    const page = await scene.open();
    await openPanel(page);
    const field = page.getByRole("textbox");
    await field.fill("123456789 123456789 12");
    await page.getByText("Characters too many: 2").waitFor();
    expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    await page.keyboard.press("Enter");
    await field.fill("one");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two");
    await page.getByRole("button", { name: "Send" }).click();
    await expect.poll(() => server.posts.map(({ text }) => text)).toEqual(["one\ntwo"]);
    expect(await field.inputValue()).toBe("");
  });

  it("W161 what the server refuses is shown as not sent, and can be tried again or deleted", async () => {
    const { server } = scene;
    const page = await scene.open();
    const log = await openPanel(page);
    server.trouble.refusePosts = { code: "attachment_not_accepted", status: 422, count: 2 };
    await write(page, "One");
    await log.getByText("Not sent").waitFor();
    await write(page, "Two");
    await expect.poll(() => log.getByText("Not sent").count()).toBe(2);
    await log.getByRole("button", { name: "Delete" }).last().click();
    await log.getByRole("button", { name: "Try again" }).click();
    await log.getByText("Sent", { exact: true }).waitFor();
    expect(server.posts.map(({ text }) => text)).toEqual(["One"]);
    expect(await log.getByText("Two").count()).toBe(0);
  });
});

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}

/** Where it stands once it stands still: two looks in a row that agree. CSS pixels from the top of the window. */
async function restingPlace(one: Locator): Promise<number> {
  let last = Number.NaN;
  await expect
    .poll(async () => {
      const before = last;
      last = (await one.boundingBox())?.y ?? Number.NaN;
      return last === before;
    })
    .toBe(true);
  return last;
}
