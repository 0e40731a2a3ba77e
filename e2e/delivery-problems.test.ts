import { type ConversationId, listConversationsAnswer, problemList, sendMessageAnswer } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { type Person, setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

/** Refused before anything is asked for, for good. */
const NOWHERE = "http://10.255.255.1/lamp.png";

describe("what did not go through", () => {
  let guichet: Guichet;
  let browser: Browser;
  let ada: Person;
  let shop: ApiContacts;
  let window: Window;
  let page: Page;
  const opened = (contact: string): Locator => page.getByRole("region", { name: `Conversation with ${contact}` });

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    window = await openAs(browser, guichet.base, ada, "/settings/delivery-problems");
    page = window.page;
    await page.getByText("Everything has gone through").waitFor();
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("I16 W96 a message that the other side refused is tried again from the page, and arrives", async () => {
    shop.answerWith(422);
    await reply(await begin("Anna"), "The lamp is on its way");
    await untilListed("outbound_failed");
    await page.reload();
    await page.getByText("The platform refused it, or all attempts are used up.").waitFor();
    await look(page, "delivery-problems");
    shop.answerWith(200);
    await page.getByRole("button", { name: "Retry", exact: true }).click();
    await page.getByText("It is tried again.").waitFor();
    await page.getByText("Everything has gone through").waitFor();
    await expect.poll(() => shop.received.map(({ text }) => text)).toContain("The lamp is on its way");
  });

  it("I16 I8 a file that could not be fetched is discarded with a note, and its place in the thread says so", async () => {
    const id = await begin("Berta", { files: [{ url: NOWHERE, name: "lamp.png" }] });
    await untilListed("attachment_failed");
    await page.reload();
    await page.getByRole("button", { name: "Discard", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Discard this?" });
    await dialog.getByLabel("Why").fill("She sent it by mail.");
    await dialog.getByRole("button", { name: "Discard", exact: true }).click();
    await page.getByText("Everything has gone through").waitFor();
    await page.goto(`${guichet.base}/inbox/new/${id}`);
    await opened("Berta").getByText("Could not be fetched, and was given up").waitFor();
    await look(page, "attachment-given-up");
  });

  it("I8 whoever may reply gives a file up in the thread, by keyboard", async () => {
    const id = await begin("Clara", { files: [{ url: NOWHERE, name: "bulb.png" }] });
    await untilListed("attachment_failed");
    await page.goto(`${guichet.base}/inbox/new/${id}`);
    await opened("Clara").getByRole("button", { name: "Try again: bulb.png" }).waitFor();
    await look(page, "attachment-failed");
    await opened("Clara").getByRole("button", { name: "Discard: bulb.png" }).press("Enter");
    await opened("Clara").getByText("Could not be fetched, and was given up").waitFor();
    expect((await ada.call(problemList, "GET", "/problems")).totals).toEqual([]);
  });

  it("W96 I16 a reply that waits for long is given up in the thread, and never sent", async () => {
    shop.answerWith(503);
    const id = await begin("Dora");
    await reply(id, "Never mind the lamp");
    // Two minutes later, as this browser has it.
    await page.clock.setFixedTime(Date.now() + 120_000);
    await page.goto(`${guichet.base}/inbox/new/${id}`);
    await opened("Dora").getByText("It waits to be sent.").waitFor();
    await look(page, "reply-waits");
    await opened("Dora").getByRole("button", { name: "Discard", exact: true }).click();
    await opened("Dora").getByText("It waits to be sent.").waitFor({ state: "detached" });
    await opened("Dora").getByText("Discarded", { exact: true }).waitFor();
    shop.answerWith(200);
    await reply(id, "It is here");
    await expect.poll(() => shop.received.map(({ text }) => text)).toContain("It is here");
    expect(shop.received.map(({ text }) => text)).not.toContain("Never mind the lamp");
  });

  it("the browser did not complain", () => {
    expect(window.complaints).toEqual([]);
  });

  /** A contact writes; answers the conversation of that. */
  async function begin(contact: string, more: Record<string, unknown> = {}): Promise<ConversationId> {
    await shop.write(contact, `Hello from ${contact}`, more);
    const find = async () =>
      (await ada.call(listConversationsAnswer, "GET", "/conversations?status=new")).items.find(
        (row) => row.contact.name === contact,
      )?.id;
    await expect.poll(find).toBeDefined();
    return (await find()) as ConversationId;
  }

  async function reply(id: ConversationId, text: string): Promise<void> {
    const body = { id: crypto.randomUUID(), kind: "reply", text, afterwards: "stay" };
    await ada.call(sendMessageAnswer, "POST", `/conversations/${id}/messages`, body);
  }

  async function untilListed(kind: string): Promise<void> {
    const kinds = async () => (await ada.call(problemList, "GET", "/problems")).totals.map((one) => one.kind);
    await expect.poll(kinds, { timeout: 30_000 }).toContain(kind);
  }
});
