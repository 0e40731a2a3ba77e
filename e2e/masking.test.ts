import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAs, type Window } from "./testing/browser.ts";
import { addAgent } from "./testing/house.ts";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

describe("masking", () => {
  let house: InboxHouse;
  let sue: Window;
  let page: InboxHouse["page"];
  let thread: InboxHouse["thread"];

  beforeAll(async () => {
    house = await startInboxHouse("/settings");
    const role = { [house.shop.channelId]: "supervisor" as const };
    const person = await addAgent(house.guichet, house.ada, { firstName: "Sue", lastName: "Lind", channels: role });
    sue = await openAs(house.browser, house.guichet.base, person, "/inbox/new");
    ({ page, thread } = house);
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W129 S02 an Admin switches masking on in Settings, Privacy and security, and tries a pattern before it is saved", async () => {
    const settings = house.admin.page;
    await settings.getByRole("link", { name: "PII handling" }).first().click();
    await settings.getByRole("heading", { name: "PII handling", level: 1 }).waitFor();
    await settings.getByRole("switch", { name: "Mask numbers automatically" }).check({ force: true });
    await settings.getByRole("button", { name: "Add a pattern" }).click();
    await settings.getByRole("textbox", { name: "Name" }).fill("Customer number");
    await settings.getByRole("textbox", { name: "Pattern" }).fill("KD");
    await settings.getByText("At least one digit", { exact: false }).waitFor();
    await settings.getByRole("textbox", { name: "Pattern" }).fill("KD-######");
    const sample = settings.getByRole("textbox", { name: "A sample text" });
    await sample.fill("Card 4111-1111-1111-1111, customer KD-123456, order 4111111111111112");
    await settings.getByText("Card XXXX-XXXX-XXXX-1111, customer ██-██████, order 4111111111111112").waitFor();
    await look(settings, "pii-handling");
    await settings.getByRole("button", { name: "Save" }).click();
    await settings.getByText("Saved", { exact: false }).first().waitFor();
    await settings.reload();
    await expect.poll(() => settings.getByRole("textbox", { name: "Pattern" }).inputValue()).toBe("KD-######");
  });

  it("W129 what a contact writes from now on is masked in the queue and in the conversation, and nowhere else to be had", async () => {
    await house.shop.write("Anna", "My card is 4111 1111 1111 1111 and I am KD-123456", { subject: "078-05-1120" });
    await house.row("Anna").getByText("My card is XXXX XXXX XXXX 1111 and I am ██-██████", { exact: false }).waitFor();
    await house.open("Anna");
    const message = thread.getByRole("article", { name: "Message from Anna" }).last();
    await message.getByText("My card is XXXX XXXX XXXX 1111 and I am ██-██████").waitFor();
    expect([...(await traces(page, "4111 1111")), ...(await traces(page, "KD-123456"))]).toEqual([]);
    await look(page, "masked-automatically", WIDE);
  });

  it("W128 a Supervisor masks a message after a question; everybody sees asterisks at once, the one who answers it too", async () => {
    await house.shop.write("Bruno", "my password is Rosebud");
    await house.open("Bruno");
    const answered = thread.getByRole("article", { name: "Message from Bruno" }).last();
    await answered.hover();
    expect(await answered.getByRole("button", { name: /^Mask/ }).count()).toBe(0);
    await answered.getByRole("button", { name: /^Reply to/ }).click();
    await page.keyboard.type("Please do not send passwords");
    await page.getByText("my password is Rosebud").nth(1).waitFor();
    const other = sue.page;
    await other.getByRole("region", { name: "Shared Inbox" }).getByRole("link", { name: /Bruno/ }).click();
    const message = other.getByRole("article", { name: "Message from Bruno" }).last();
    await message.hover();
    await message.getByRole("button", { name: "Mask this message of Bruno" }).click();
    await other.getByText("cannot be brought back", { exact: false }).waitFor();
    await look(other, "mask-question", WIDE);
    await other.getByRole("dialog").getByRole("button", { name: "Mask this message" }).click();
    const stars = "*".repeat("my password is Rosebud".length);
    await message.getByText(stars).waitFor();
    await other.getByText(/The content of a message was masked by Sue Lind - On .* at /).waitFor();
    await answered.getByText(stars).waitFor();
    await house.row("Bruno").getByText(stars).waitFor();
    await expect.poll(() => traces(page, "Rosebud")).toEqual([]);
    expect(await page.getByRole("textbox", { name: /reply/i }).inputValue()).toBe("Please do not send passwords");
    await page.keyboard.press("Control+Enter");
    await thread.getByRole("article", { name: "Reply by Bea Lind" }).getByText(stars).waitFor();
    await look(page, "masked-by-hand");
  });

  it("W128 from the palette, and not at all while it is switched off; a reload brings nothing back", async () => {
    const other = sue.page;
    await house.shop.write("Clara", "Xanadu, my secret");
    await other.getByRole("region", { name: "Shared Inbox" }).getByRole("link", { name: /Clara/ }).click();
    await other.getByRole("article", { name: "Message from Clara" }).last().getByText("Xanadu, my secret").waitFor();
    await other.keyboard.press("Control+k");
    await other.keyboard.type("mask this");
    await other.keyboard.press("Enter");
    await other.getByRole("dialog", { name: "Mask this message?" }).waitFor();
    await other.keyboard.press("Escape");
    const settings = house.admin.page;
    await settings.getByRole("switch", { name: "Supervisors can mask messages" }).uncheck({ force: true });
    await settings.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => other.getByRole("button", { name: "Mask this message of Clara" }).count()).toBe(0);
    await page.reload();
    await thread.waitFor();
    expect(await traces(page, "Rosebud")).toEqual([]);
    for (const window of [house.admin, house.bea, sue]) expect(window.complaints).toEqual([]);
  });
});

/** Where in the page, or in what this browser keeps, a word is still to be found. */
async function traces(page: Page, word: string): Promise<string[]> {
  return await page.evaluate((sought) => {
    const elements = [...document.querySelectorAll("body *")].filter(
      (one) => one.children.length === 0 && one.outerHTML.includes(sought),
    );
    const kept = Object.entries(localStorage).filter(([, value]) => String(value).includes(sought));
    return [...elements.map((one) => one.outerHTML.slice(0, 200)), ...kept.map(([name]) => name)];
  }, word);
}
