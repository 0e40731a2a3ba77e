import { listContactsAnswer } from "@guichet/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("contacts", () => {
  let guichet: Guichet;
  let browser: Browser;
  let ada: Person;
  let shop: ApiContacts;
  let admin: Window;
  let bea: Window;
  let page: Page;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    await shop.write("Anna", "Hello from Anna");
    await shop.write("Ben", "Hello from Ben");
    await shop.write("Zoë Ärmel", "Hello from Zoë");
    const agent = await addAgent(guichet, ada, {
      firstName: "Bea",
      lastName: "Lind",
      channels: { [shop.channelId]: "contributor" },
    });
    admin = await openAs(browser, guichet.base, ada, "/settings/contact-attributes");
    bea = await openAs(browser, guichet.base, agent, "/inbox/new");
    page = admin.page;
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("W111 W112 W113 an Admin adds attributes, finds one by its name, and puts them in order", async () => {
    await page.getByText("No contact attribute yet").waitFor();
    await look(page, "attributes-empty");
    await page.getByRole("button", { name: "Add the usual ones" }).click();
    await page.getByRole("button", { name: "Customer number", exact: true }).waitFor();
    await page.getByRole("button", { name: "Add attribute" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Level");
    await dialog.getByRole("combobox", { name: "Kind" }).click();
    await page.getByRole("option", { name: "Choice" }).click();
    await dialog.getByLabel("Options").fill("Gold\nSilver");
    await dialog.getByLabel("Used for look-up").check();
    await look(page, "attribute-dialog", WIDE);
    await dialog.getByRole("button", { name: "Add attribute" }).click();
    await dialog.waitFor({ state: "detached" });
    const rows = page.getByRole("row");
    await expect.poll(() => rows.count()).toBe(7);
    await page.getByRole("button", { name: "Move Level up" }).click();
    await expect.poll(() => rows.nth(5).textContent()).toContain("Level");
    const grip = rows.nth(5).getByTitle("Drag Level to another place");
    await grip.dragTo(rows.nth(1));
    await expect.poll(() => rows.nth(1).textContent()).toContain("Level");
    await rows.nth(1).getByTitle("Drag Level to another place").dragTo(rows.nth(5));
    await expect.poll(() => rows.nth(5).textContent()).toContain("Level");
    await look(page, "attributes");
    await page.getByRole("searchbox", { name: "Search attributes by name" }).fill("numb");
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole("searchbox", { name: "Search attributes by name" }).fill("");
    await page.reload();
    await expect.poll(() => rows.nth(5).textContent()).toContain("Level");
  });

  it("W110 an agent fills in values with the keyboard, is told what is wrong, and takes a change back", async () => {
    await bea.page.getByRole("link", { name: /Hello from Anna/ }).click();
    await bea.page.getByRole("button", { name: "Add E-mail address" }).click();
    const field = bea.page.getByRole("textbox", { name: "E-mail address" });
    await field.fill("anna@nowhere");
    await field.press("Enter");
    await bea.page.getByText("This is not an e-mail address.").waitFor();
    await look(bea.page, "contact-value-wrong", [1440]);
    await field.fill("anna@lumen.example");
    await field.press("Enter");
    await bea.page.getByRole("link", { name: "anna@lumen.example" }).waitFor();
    await expect
      .poll(() => bea.page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
      .toBe("Edit E-mail address: anna@lumen.example");
    await bea.page.getByRole("button", { name: "Add Level" }).click();
    await bea.page.getByRole("combobox", { name: "Level" }).selectOption("Gold");
    await bea.page.getByRole("button", { name: "Edit Level: Gold" }).waitFor();
    await bea.page.getByText("Level changed.").waitFor();
    await bea.page.getByRole("button", { name: /^Undo/ }).last().click();
    await bea.page.getByRole("button", { name: "Add Level" }).waitFor();
    const { items } = await ada.call(listContactsAnswer, "GET", "/contacts?search=anna");
    expect(items).toHaveLength(1);
  });

  it("I12 of two who change one value the second is told what stands there now", async () => {
    const second = await openAs(browser, guichet.base, ada, "/inbox/new");
    await second.page.getByRole("link", { name: /Hello from Anna/ }).click();
    await second.page.getByRole("button", { name: "Add City" }).click();
    await bea.page.getByRole("button", { name: "Add City" }).click();
    await bea.page.getByRole("textbox", { name: "City" }).fill("Lyon");
    await second.page.getByRole("textbox", { name: "City" }).fill("Paris");
    // The screen shows it at once; the second comes after the server has it.
    const saved = bea.page.waitForResponse((response) => /\/attributes\//.test(response.url()));
    await bea.page.getByRole("textbox", { name: "City" }).press("Enter");
    expect((await saved).status()).toBe(200);
    await second.page.getByRole("textbox", { name: "City" }).press("Enter");
    await second.page.getByText("It says now: Lyon").waitFor();
    await second.page.getByRole("button", { name: "Edit City: Lyon" }).waitFor();
    await second.context.close();
  });

  it("W109 W114 notes are written, edited and brought back; a mark by hand shows in the queue at once", async () => {
    await bea.page.getByRole("button", { name: "Add note" }).click();
    await bea.page.getByRole("textbox", { name: "Note" }).fill("Calls back on Mondays");
    await bea.page.getByRole("textbox", { name: "Note" }).press("Control+Enter");
    await bea.page.getByText("Calls back on Mondays").waitFor();
    await bea.page.getByRole("button", { name: /^Delete the note/ }).click();
    await bea.page.getByText("Calls back on Mondays").waitFor({ state: "detached" });
    await bea.page.getByText("Note deleted.").waitFor();
    await bea.page.getByRole("button", { name: /^Undo/ }).last().click();
    await bea.page.getByText("Calls back on Mondays").waitFor();
    await bea.page.getByRole("button", { name: "Mark as VIP" }).click();
    await bea.page.getByRole("link", { name: /Anna/ }).getByRole("img", { name: "VIP" }).waitFor();
    await bea.page.getByRole("button", { name: "Rename Anna" }).click();
    await bea.page.getByRole("textbox", { name: "Name of the contact" }).fill("Anna Berg");
    await bea.page.keyboard.press("Enter");
    await bea.page.getByRole("link", { name: /Anna Berg/ }).waitFor();
    await bea.page.getByRole("button", { name: "Changes", exact: true }).click();
    await bea.page.getByRole("dialog").getByText("Lyon").waitFor();
    await look(bea.page, "contact-changes", [1440]);
    await bea.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await look(bea.page, "contact-pane", [1440]);
  });

  it("W115 W171 W45 a group is written with the keyboard, previewed, and filters the queue", async () => {
    await page.goto(`${guichet.base}/settings/contact-groups`);
    await page.getByText("No contact group yet").waitFor();
    await page.getByRole("link", { name: "Add contact group" }).first().click();
    await page.getByRole("textbox", { name: "Name" }).fill("Rhône");
    await page.getByRole("combobox", { name: "Attribute of condition 1" }).click();
    await page.getByRole("combobox", { name: "Attribute of condition 1" }).fill("City");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "Operator of condition 1" }).click();
    await page.getByRole("option", { name: "is any of" }).click();
    const values = page.getByRole("combobox", { name: "Values of condition 1" });
    await values.fill("LYON");
    await values.press("Enter");
    await values.fill("Valence");
    await values.press("Enter");
    await page.getByText("1 contact", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Add group of conditions" }).click();
    await page.getByRole("button", { name: "Save contact group" }).click();
    await page.getByText("Enter a value.").waitFor();
    await look(page, "group-editor");
    await page.getByRole("button", { name: "Remove the group of conditions" }).click();
    await page.getByRole("checkbox", { name: "Members are VIP" }).check();
    await page.getByRole("button", { name: "Save contact group" }).click();
    await page.getByRole("row", { name: /Rhône/ }).waitFor();
    await expect.poll(() => page.getByRole("row", { name: /Rhône/ }).textContent()).toContain("1");
    await look(page, "groups");
    await bea.page.getByLabel("Contact groups").getByText("Rhône").waitFor();
    await bea.page.getByRole("button", { name: "Filters", exact: true }).click();
    await bea.page.getByRole("checkbox", { name: "Rhône" }).check();
    await expect.poll(() => bea.page.locator("[data-row]").count()).toBe(1);
    await look(bea.page, "queue-of-group", WIDE);
    await bea.page.getByRole("checkbox", { name: "Rhône" }).uncheck();
    await bea.page.keyboard.press("Escape");
    await expect.poll(() => bea.page.locator("[data-row]").count()).toBe(3);
  });

  it("W136 W137 the page of contacts finds people by words, and opens a contact with conversations", async () => {
    await bea.page.getByRole("link", { name: "All contacts" }).click();
    await bea.page.getByRole("link", { name: /Zoë Ärmel/ }).waitFor();
    await look(bea.page, "contacts");
    await bea.page.getByRole("searchbox").fill("zoe");
    await expect.poll(() => bea.page.getByRole("list", { name: "Contacts" }).getByRole("link").count()).toBe(1);
    await bea.page.getByRole("searchbox").fill("lyon");
    await bea.page.getByRole("link", { name: /Anna Berg/ }).click();
    await bea.page.getByRole("heading", { name: "Anna Berg" }).waitFor();
    await look(bea.page, "contact-alone");
    await bea.page.getByRole("link", { name: /Hello from Anna/ }).click();
    await bea.page.waitForURL(/\/inbox\/new\//);
    expect(bea.complaints).toEqual([]);
    expect(admin.complaints).toEqual([]);
  });

  it("W117 W118 the Admin chooses what contacts are matched by, and when values are erased", async () => {
    await page.goto(`${guichet.base}/settings/contact-attributes`);
    await page.getByRole("combobox", { name: "Attribute used for matching" }).click();
    await page.getByRole("option", { name: "E-mail address" }).click();
    await page.getByText("Contacts are matched by E-mail address.").waitFor();
    await page.getByRole("img", { name: "Attribute used for matching" }).waitFor();
    await page.goto(`${guichet.base}/settings/auto-clear`);
    await page.getByRole("combobox", { name: "Erase all attribute values of a contact" }).click();
    await page.getByRole("option", { name: "After 30 days" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Set" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await look(page, "auto-clear");
    await page.reload();
    await expect
      .poll(() => page.getByRole("combobox", { name: "Erase all attribute values of a contact" }).inputValue())
      .toBe("After 30 days");
  });
});
