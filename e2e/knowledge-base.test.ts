import { knowledgeCollectionView, knowledgeItemView } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, openWindow, type Window } from "./testing/browser.ts";
import type { Person } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { EVERYWHERE, openShop } from "./testing/open-shop.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("the knowledge base", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let ada: Person;
  let admin: Window;
  let bea: Window;
  let page: Page;
  let thread: Locator;
  let reply: Locator;
  let finder: Locator;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    const house = await openShop(guichet);
    ({ ada, shop } = house);
    admin = await openAs(browser, guichet.base, ada, "/settings/knowledge");
    bea = await openAs(browser, guichet.base, house.agent, "/inbox/new");
    page = bea.page;
    thread = page.getByRole("region", { name: /^Conversation with/ });
    reply = thread.getByRole("textbox", { name: "Reply" });
    finder = thread.getByRole("listbox", { name: "Knowledge base" });
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  const options = (): Promise<string[]> => finder.getByRole("option").locator("bdi:first-child").allTextContents();

  it("W130 W131 W132 an Admin makes a collection and says in which channels and to which teams it shows", async () => {
    const { page: screen } = admin;
    await screen.getByText("There is nothing to answer with yet").waitFor();
    await look(screen, "knowledge-empty");
    await screen.getByRole("link", { name: "Add a collection" }).first().click();
    await screen.getByRole("textbox", { name: "Name" }).fill("Delivery");
    await screen.getByRole("region", { name: "Apply to channels" }).waitFor();
    await screen.getByRole("combobox", { name: "Add a channel" }).click();
    await screen.getByRole("option", { name: /^Shop/ }).click();
    const teams = screen.getByRole("region", { name: "Apply to teams" });
    await teams.getByRole("radio", { name: "Chosen teams" }).check();
    await teams.getByText("No team: nobody sees it.").waitFor();
    await look(screen, "knowledge-new-collection");
    await teams.getByRole("radio", { name: "Everybody" }).check();
    await screen.getByRole("button", { name: "Add a collection" }).click();
    const row = screen.getByRole("row").filter({ hasText: "Delivery" });
    await row.getByText("1 channel").waitFor();
    await row.getByText("Everybody").waitFor();
  });

  it("W130 W135 an Admin writes a response with placeholders, a file and short links, and sees what agents will see", async () => {
    const { page: screen } = admin;
    await screen.getByRole("button", { name: "Add new" }).click();
    await screen.getByRole("menuitem", { name: "Response" }).click();
    await screen.getByRole("textbox", { name: "Title" }).fill("Parcel is late");
    const text = screen.getByRole("textbox", { name: "Text" });
    await text.fill("Hello {{contact.frist_name}}, ");
    await screen.getByText("There is no placeholder called “contact.frist_name”.").waitFor();
    await text.fill("Hello ");
    await text.press("End");
    await screen.getByRole("button", { name: "Insert a placeholder" }).click();
    await screen.getByRole("menuitem", { name: "First name of the contact" }).click();
    await expect.poll(() => text.inputValue()).toBe("Hello {{contact.first_name|there}}");
    await text.pressSequentially(
      ", order {{attribute.Order number}} is late. See https://lumen.example/late. {{agent.first_name}}",
    );
    const preview = screen.getByRole("region", { name: "Preview" });
    await expect.poll(() => preview.textContent()).toContain("Hello Kai, order ⟦Order number⟧ is late.");
    await screen
      .getByTestId("knowledge-file")
      .setInputFiles({ name: "label.txt", mimeType: "text/plain", buffer: Buffer.from("label") });
    await screen.getByRole("link", { name: "label.txt" }).waitFor();
    await screen.getByRole("switch", { name: "Shorten links" }).check();
    await look(screen, "knowledge-new-response");
    await screen.getByRole("button", { name: "Add a response" }).click();
    await screen.getByText("never opened").waitFor();
    await screen.getByText("Never inserted").waitFor();
    await look(screen, "knowledge-response");
  });

  it("W130 an Admin writes an article, publishes it, and its page opens for everybody", async () => {
    const { page: screen } = admin;
    await screen.getByRole("link", { name: "Knowledge base" }).first().click();
    await screen.getByRole("button", { name: "Add new" }).click();
    await screen.getByRole("menuitem", { name: "Article" }).click();
    await screen.getByRole("textbox", { name: "Title" }).fill("Caring for brass");
    await screen
      .getByRole("textbox", { name: "Text" })
      .fill(
        "# Dust\n\nA **dry** cloth. [Our shop](https://lumen.example/) has them.\n\n- no water\n- no polish\n\n> Brass forgives a lot.",
      );
    await screen.getByRole("switch", { name: "Published" }).check();
    await look(screen, "knowledge-new-article", WIDE);
    await screen.getByRole("button", { name: "Add an article" }).click();
    const address = await screen.getByRole("link", { name: "Open the page" }).getAttribute("href");
    const reader = await openWindow(browser);
    await reader.page.goto(address ?? "");
    await reader.page.getByRole("heading", { level: 1, name: "Caring for brass" }).waitFor();
    await reader.page.getByRole("heading", { level: 2, name: "Dust" }).waitFor();
    expect(await reader.page.getByRole("link", { name: "Our shop" }).getAttribute("rel")).toContain("nofollow");
    await look(reader.page, "article-page");
    await reader.page.goto(`${guichet.base}/articles/unknown/unknown`);
    await reader.page.getByRole("heading", { name: "This page is not here" }).waitFor();
    await look(reader.page, "article-missing");
    expect(await reader.context.cookies()).toEqual([]);
    expect(reader.complaints).toEqual([]);
  });

  it("W133 W135 a slash in the reply opens the finder; arrows choose, Enter inserts, and a gap waits to be filled", async () => {
    await page
      .getByRole("link", { name: /Kai Wong/ })
      .first()
      .click();
    await reply.click();
    await reply.pressSequentially("Good news. /");
    await expect.poll(options).toEqual(["Caring for brass", "Parcel is late"]);
    await look(page, "finder", WIDE);
    await page.keyboard.press("ArrowDown");
    await thread.getByRole("region", { name: "What will be inserted" }).getByText("Hello Kai, order").waitFor();
    await page.keyboard.type("late");
    await expect.poll(options).toEqual(["Parcel is late"]);
    await page.keyboard.press("Enter");
    await expect
      .poll(() => reply.inputValue())
      .toMatch(/^Good news\. Hello Kai, order ⟦Order number⟧ is late\. See http\S+\/l\/[\w-]{16}\. Bea$/);
    await thread.getByRole("button", { name: "Remove label.txt" }).waitFor();
    await thread.getByText("To fill in before sending:").waitFor();
    await look(page, "gap", WIDE);
    expect(await thread.getByRole("button", { name: "Send and pending" }).isDisabled()).toBe(true);
    await page.keyboard.press("Control+Enter");
    await page.keyboard.type("L-4711");
    await expect.poll(() => reply.inputValue()).toContain("order L-4711 is late.");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => shop.received.length).toBe(1);
    expect(shop.received[0]).toMatchObject({
      contact: "Kai Wong",
      text: expect.stringContaining("order L-4711 is late"),
    });
    await thread.getByText("label.txt").waitFor();
  });

  it("W134 who follows the short link gets there, and the Admin sees that it was opened", async () => {
    const [link = ""] = /http\S+\/l\/[\w-]{16}/.exec(shop.received[0]?.text ?? "") ?? [];
    const followed = await fetch(link, { redirect: "manual" });
    expect(followed.headers.get("location")).toBe("https://lumen.example/late");
    const { page: screen } = admin;
    await screen.goto(`${guichet.base}/settings/knowledge`);
    await screen.getByRole("searchbox", { name: "Search titles and texts" }).fill("parcel");
    await screen.getByRole("link", { name: /Parcel is late/ }).click();
    await screen.getByText("opened once").waitFor();
    await screen.getByText(/^Inserted once/).waitFor();
  });

  it("W133 Escape leaves what was typed and the same slash does not open again; button, key and palette open it too", async () => {
    await page.getByRole("link", { name: /Anna/ }).first().click();
    await reply.click();
    await reply.pressSequentially("/brass");
    await finder.waitFor();
    await page.keyboard.press("Escape");
    await finder.waitFor({ state: "detached" });
    expect(await reply.inputValue()).toBe("/brass");
    await page.keyboard.type("x");
    expect(await finder.count()).toBe(0);
    await reply.fill("See:");
    await thread.getByRole("button", { name: "Insert from the knowledge base" }).click();
    await finder.waitFor();
    expect(await reply.inputValue()).toBe("See: /");
    await page.keyboard.press("Escape");
    await expect.poll(() => reply.inputValue()).toBe("See: ");
    await reply.fill("");
    await page.keyboard.press("Escape");
    await page.keyboard.press(";");
    await finder.waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("insert from the know");
    await page.keyboard.press("Enter");
    await finder.waitFor();
    await page.keyboard.type("brass");
    await expect.poll(options).toEqual(["Caring for brass"]);
    await page.keyboard.press("Tab");
    await expect.poll(() => reply.inputValue()).toMatch(/^Caring for brass: http\S+\/articles\//);
    await reply.fill("");
  });

  it("W133 a slash in a sentence, a date or an address opens nothing, and Enter still breaks the line", async () => {
    await reply.click();
    await reply.pressSequentially("24/12 and/or https://lumen.example/a / b");
    expect(await finder.count()).toBe(0);
    await page.keyboard.press("Enter");
    expect(await reply.inputValue()).toBe("24/12 and/or https://lumen.example/a / b\n");
    await reply.fill("");
  });

  it("W133 the tab beside the conversation searches and inserts where the caret is", async () => {
    await reply.fill("Before  after");
    await reply.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(7, 7));
    await page.getByRole("tab", { name: "Knowledge base" }).click();
    const tab = page.getByRole("tabpanel");
    await tab.getByRole("searchbox", { name: "Search the knowledge base" }).fill("BRÀSS");
    await tab.getByRole("button", { name: /Caring for brass/ }).click();
    await look(page, "knowledge-tab", [1440]);
    await tab.getByRole("button", { name: "Insert Caring for brass" }).click();
    await expect.poll(() => reply.inputValue()).toMatch(/^Before Caring for brass: http\S+ after$/);
    await reply.fill("");
  });

  it("W133 a response that is deleted while one chooses it: one is told, and what was typed stays", async () => {
    const shelf = await ada.call(knowledgeCollectionView, "POST", "/knowledge-collections", {
      ...EVERYWHERE,
      name: "Quick",
    });
    const body = { kind: "response", collectionId: shelf.id, title: "Soon gone", text: "x" };
    const item = await ada.call(knowledgeItemView, "POST", "/knowledge-items", body);
    await reply.click();
    await reply.pressSequentially("/soon");
    await expect.poll(options).toEqual(["Soon gone"]);
    await ada.call(z.undefined(), "DELETE", `/knowledge-items/${item.id}`);
    await page.keyboard.press("Enter");
    await page.getByText("This does not exist, or you may not see it.").waitFor();
    expect(await reply.inputValue()).toBe("/soon");
    await reply.fill("");
  });

  it("W130 what is deleted comes back by Undo, and from the page of deleted things", async () => {
    const { page: screen } = admin;
    await screen.goto(`${guichet.base}/settings/knowledge`);
    await screen.getByRole("link", { name: /Caring for brass/ }).click();
    await screen.getByRole("button", { name: "Delete", exact: true }).click();
    await screen.getByText("“Caring for brass” is deleted.").waitFor();
    await screen.getByRole("button", { name: /^Undo/ }).click();
    await screen.getByRole("link", { name: /Caring for brass/ }).waitFor();
    await screen.getByRole("link", { name: "Deleted", exact: true }).click();
    await look(screen, "knowledge-deleted");
    await screen.getByRole("button", { name: "Restore Soon gone" }).click();
    await screen.getByText("Nothing is deleted").waitFor();
  });

  it("W130 deleting a collection asks what becomes of its items", async () => {
    const { page: screen } = admin;
    await screen.getByRole("link", { name: "Collections", exact: true }).click();
    await look(screen, "knowledge-collections", WIDE);
    await screen.getByRole("link", { name: "Quick" }).click();
    await screen.getByRole("button", { name: "Delete the collection" }).click();
    await screen.getByRole("radio", { name: "Move them to another collection" }).check();
    await look(screen, "knowledge-delete-collection", WIDE);
    await screen.getByRole("dialog").getByRole("button", { name: "Delete the collection" }).click();
    await screen.getByRole("row").filter({ hasText: "Delivery" }).getByText("3 items").waitFor();
    await screen.getByRole("button", { name: /^Undo/ }).click();
    await screen.getByRole("row").filter({ hasText: "Quick" }).getByText("1 item").waitFor();
  });

  it("W170 every change stands in the audit log with its words", async () => {
    const { page: screen } = admin;
    await screen.goto(`${guichet.base}/settings/audit-log`);
    for (const words of ["Collection restored", "Article restored", "Response added", "Article deleted"])
      await screen.getByText(words).first().waitFor();
  });

  it("S02 the same in French", async () => {
    await ada.call(z.unknown(), "PATCH", "/me", { locale: "fr" });
    const french = await openAs(browser, guichet.base, ada, "/settings/knowledge");
    await french.page.getByRole("heading", { name: "Base de connaissances" }).waitFor();
    await french.page.getByText("Parcel is late").waitFor();
    await look(french.page, "knowledge-list-fr");
    await french.page.getByRole("link", { name: /Parcel is late/ }).click();
    await french.page.getByRole("switch", { name: "Raccourcir les liens" }).waitFor();
    await look(french.page, "knowledge-response-fr", WIDE);
    await french.page.goto(`${guichet.base}/inbox/pending`);
    await french.page
      .getByRole("link", { name: /Kai Wong/ })
      .first()
      .click();
    const field = french.page.getByRole("textbox", { name: "Répondre" });
    await field.click();
    await field.pressSequentially("/parcel");
    await french.page.getByRole("option", { name: /Parcel is late/ }).waitFor();
    await look(french.page, "finder-fr", WIDE);
    await french.page.setViewportSize({ width: 390, height: 844 });
    await field.click();
    await field.press("End");
    await field.pressSequentially(" /parcel");
    await french.page.getByRole("option", { name: /Parcel is late/ }).waitFor();
    await french.page.screenshot({ path: new URL("screenshots/finder-fr-390-light.png", import.meta.url).pathname });
    await french.context.close();
  });
});
