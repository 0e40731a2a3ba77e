import { automationView, organizationView, resolutionReasonView, tagView, topicView } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

const NEVER = { type: "condition", field: "message", operator: "any_of", values: ["never said at all"] };

describe("automations", () => {
  let house: InboxHouse;
  let settings: Page;
  let page: Page;
  let shop: InboxHouse["shop"];
  let ada: InboxHouse["ada"];
  const rows = (): Locator => settings.getByRole("list", { name: "Automations" }).getByRole("listitem");
  const names = async (): Promise<string[]> =>
    await settings.getByRole("list", { name: "Automations" }).getByRole("link").allTextContents();

  beforeAll(async () => {
    house = await startInboxHouse("/settings");
    ({ page, shop, ada } = house);
    settings = house.admin.page;
    for (const name of ["Refunds", "Delivery"]) await ada.call(topicView, "POST", "/topics", { name });
    await ada.call(tagView, "POST", "/tags", { name: "Unhappy" });
    await ada.call(resolutionReasonView, "POST", "/resolution-reasons", { name: "Only thanks" });
    const reasonsAsked = { bulk: false, autoResolve: true, automation: true };
    await ada.call(organizationView, "PATCH", "/organization", { reasonsAsked });
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("R03 R22 R27 R29 R30 an Admin finds the page in Settings and builds one with the keyboard, errors at their fields", async () => {
    const navigation = settings.getByRole("navigation", { name: "Settings" });
    await navigation.getByRole("link", { name: "Automations" }).click();
    await settings.getByText("There are no automations yet").waitFor();
    await look(settings, "automations-empty", WIDE);
    await settings.keyboard.press("Control+k");
    await settings.keyboard.type("add automation");
    await settings.keyboard.press("Enter");
    await settings.getByRole("heading", { name: "New automation" }).waitFor();
    const name = settings.getByRole("textbox", { name: "Name" });
    await name.focus();
    await settings.keyboard.press("Enter");
    await settings.getByText("Enter at least one phrase.").waitFor();
    await settings.getByText("Choose one.", { exact: true }).waitFor();
    await settings.getByText("Look at the fields marked above.").waitFor();
    await settings.keyboard.type("Money back");
    await settings.getByRole("textbox", { name: "Phrases of condition 1" }).focus();
    await settings.keyboard.type("refund, money back");
    // From the field over its own button to what adds another condition.
    await settings.getByRole("button", { name: "And…" }).focus();
    await settings.keyboard.press("Enter");
    await expect.poll(() => focused(settings)).toBe("Phrases of condition 2");
    await settings.keyboard.type("no refund");
    await choose("Operator of condition 2", "Does not contain all of");
    await settings.getByRole("button", { name: "Or…" }).focus();
    await settings.keyboard.press("Enter");
    await choose("Operator of condition 3", "Has a word count of");
    await settings.getByRole("textbox", { name: "Number of words of condition 3" }).fill("many");
    await settings.getByText("Enter a whole number.").waitFor();
    await settings.getByRole("textbox", { name: "Number of words of condition 3" }).fill("99");
    await settings
      .getByText(
        "Reads as: if message (contains any of “refund”, “money back” and does not contain all of “no refund”) or has a word count of 99",
      )
      .waitFor();
    await choose("Topic of action 1", "Refunds");
    await settings.getByRole("button", { name: "Add action" }).click();
    await choose("Tag of action 2", "Unhappy");
    const tried = settings.getByRole("textbox", { name: "A message to try" });
    await tried.fill("I want my MONEY  back");
    await settings.getByText("This would happen:").waitFor();
    expect(await settings.getByRole("status").filter({ hasText: "This would happen" }).textContent()).toContain(
      "Apply topic Refunds",
    );
    await look(settings, "automation-editor");
    await tried.fill("There is no refund here");
    await settings.getByText("Nothing would happen.").waitFor();
    await name.focus();
    await settings.keyboard.press("Enter");
    await settings.getByRole("link", { name: "Money back" }).waitFor();
  });

  it("R30 R33 R36 seed S38 a contact writes: the topic, the tag and the line of the audit trail appear by themselves", async () => {
    await shop.write("Dora", "Where is my refund?");
    await house.open("Dora");
    await house.topic("Refunds").waitFor();
    const { thread } = house;
    await thread.getByRole("article", { name: "Message from Dora" }).getByText("Unhappy").waitFor();
    await thread
      .getByText("The topic “Refunds” was added to the conversation by the automation “Money back”", { exact: false })
      .waitFor();
    await look(page, "automation-acted", WIDE);
    await shop.write("Emil", "Not a winner");
    await house.open("Emil");
    expect(await house.topic("Refunds").count()).toBe(0);
  });

  it("R31 R32 T11 seed S38 one that resolves asks for its reason; the first message is resolved with it, and a later one is not", async () => {
    await settings.getByRole("link", { name: "Add automation" }).click();
    await settings.getByRole("textbox", { name: "Name" }).fill("Thanks");
    await choose("Operator of condition 1", "Begins with any of");
    await settings.getByRole("textbox", { name: "Phrases of condition 1" }).fill("thanks, thank you");
    await choose("Action 1", "Resolve conversation");
    await settings.getByRole("button", { name: "Save automation" }).click();
    await settings.getByText("Choose a reason: automations are asked for one.").waitFor();
    await choose("Resolution reason of action 1", "Only thanks");
    await settings.getByRole("checkbox", { name: /first message/ }).uncheck();
    await settings.getByRole("textbox", { name: "A message to try" }).fill("Thanks!");
    await settings.getByText("only its first message resolves", { exact: false }).waitFor();
    await settings.getByRole("button", { name: "Save automation" }).click();
    await settings.getByRole("link", { name: "Thanks" }).waitFor();
    await shop.write("Fatou", "Thank you!");
    await house.queue.getByRole("link", { name: /^Resolved/ }).click();
    await house.open("Fatou");
    await house.thread
      .getByText(/^The automation “Thanks” marked the conversation as Resolved \(Only thanks\)/)
      .waitFor();
    await house.queue.getByRole("link", { name: /^New/ }).click();
    await shop.write("Anna", "Thanks, and one more thing");
    await house.open("Anna");
    await house.thread.getByText("Thanks, and one more thing").waitFor();
    await house.row("Anna").waitFor();
  });

  it("R35 the order is changed with the arrows and with the pointer, and stays", async () => {
    await ada.call(automationView, "POST", "/automations", {
      ...{ name: "Everything", enabled: false, allChannels: true, channelIds: [] },
      rule: { type: "any", nodes: [{ type: "all", nodes: [NEVER] }] },
      actions: [{ type: "topic", topicId: await topicId("Delivery") }],
    });
    await settings.reload();
    await expect.poll(names).toEqual(["Money back", "Thanks", "Everything"]);
    await settings.getByRole("button", { name: /^Move Everything:/ }).focus();
    await settings.keyboard.press("ArrowUp");
    await settings.keyboard.press("ArrowUp");
    await expect.poll(names).toEqual(["Everything", "Money back", "Thanks"]);
    await settings.getByText("Everything now runs as number 1 of 3.").waitFor({ state: "attached" });
    await settings.getByRole("button", { name: /^Move Thanks:/ }).dragTo(rows().first());
    await expect.poll(names).toEqual(["Thanks", "Everything", "Money back"]);
    await settings.getByRole("button", { name: "Move Thanks down" }).click();
    await expect.poll(names).toEqual(["Everything", "Thanks", "Money back"]);
    await settings.waitForLoadState("networkidle");
    await settings.reload();
    await expect.poll(names).toEqual(["Everything", "Thanks", "Money back"]);
    await look(settings, "automations");
  });

  it("R22 one is switched, copied and deleted, and the deletion is taken back", async () => {
    await settings.getByRole("switch", { name: "Thanks is on" }).press("Space");
    await settings.getByRole("button", { name: "Duplicate Money back" }).click();
    await settings.getByText("Money back (2) is added, switched off.").waitFor();
    await expect.poll(names).toEqual(["Everything", "Thanks", "Money back", "Money back (2)"]);
    await settings.getByRole("button", { name: "Delete Money back (2)" }).click();
    await expect.poll(names).toEqual(["Everything", "Thanks", "Money back"]);
    await settings.getByRole("button", { name: /^Undo/ }).click();
    await expect.poll(names).toEqual(["Everything", "Thanks", "Money back", "Money back (2)"]);
    await settings.getByRole("searchbox", { name: "Search automations" }).fill("word count");
    await expect.poll(names).toEqual(["Money back", "Money back (2)"]);
    await settings.getByRole("searchbox", { name: "Search automations" }).fill("");
    await shop.write("Goran", "Thanks!");
    await house.row("Goran").waitFor();
  });

  it("R22 leaving with unsaved changes is asked, and of two who save the second sees what changed", async () => {
    await settings.getByRole("link", { name: "Money back", exact: true }).click();
    const phrases = settings.getByRole("textbox", { name: "Phrases of condition 1" });
    await expect.poll(() => phrases.inputValue()).toBe("refund, money back");
    await phrases.fill("refund");
    await settings.getByRole("link", { name: "Automations" }).first().click();
    await settings.getByRole("button", { name: "Stay" }).click();
    expect(await phrases.inputValue()).toBe("refund");
    const id = new URL(settings.url()).pathname.split("/").at(-1);
    const another = (given: object) => ada.call(automationView, "PATCH", `/automations/${id}`, given);
    await another({ name: "Money back, by another" });
    await settings.getByRole("button", { name: "Save automation" }).click();
    await settings.getByText("Name: was Money back, is now Money back, by another").waitFor();
    await look(settings, "automation-meanwhile", WIDE);
    // Theirs: what was typed is given up.
    await settings.getByRole("button", { name: "Show theirs, and give mine up" }).click();
    await expect.poll(() => phrases.inputValue()).toBe("refund, money back");
    expect(await settings.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Money back, by another");
    // Mine: what they wrote is seen, and written over.
    const name = settings.getByRole("textbox", { name: "Name" });
    await name.fill("Mine");
    await another({ name: "Theirs once more", enabled: false });
    await settings.getByRole("button", { name: "Save automation" }).click();
    await settings.getByText("Name: was Money back, by another, is now Theirs once more").waitFor();
    await settings.getByText("Switched on: was Yes, is now No").waitFor();
    expect(await name.inputValue()).toBe("Mine");
    await name.fill("Money back, by another");
    await settings.getByRole("button", { name: "Save mine instead" }).click();
    await settings.getByRole("link", { name: "Money back, by another" }).waitFor();
    expect(await another({})).toMatchObject({ name: "Money back, by another", enabled: true });
  });

  it("W102 before a topic is deleted the automations that name it are told; then the list shows what dropped out", async () => {
    await settings.goto(`${house.guichet.base}/settings/topics`);
    await settings.getByRole("button", { name: "Delete Refunds" }).click();
    const dialog = settings.getByRole("dialog", { name: "Delete Refunds?" });
    await dialog.getByText("2 automations name it, which then drop it:").waitFor();
    await dialog.getByText("Money back, by another").waitFor();
    await look(settings, "automation-uses", WIDE);
    await dialog.getByRole("button", { name: "Delete the topic" }).click();
    await dialog.waitFor({ state: "detached" });
    await settings.goto(`${house.guichet.base}/settings/automations`);
    await settings.getByText("A topic of it was deleted.").first().waitFor();
    await settings.getByText("Apply topic Refunds (deleted)", { exact: false }).first().waitFor();
    await look(settings, "automations-gone");
    await shop.write("Hana", "refund");
    await house.open("Hana");
    await house.thread.getByRole("article", { name: "Message from Hana" }).getByText("Unhappy").waitFor();
    expect(await house.topic("Refunds").count()).toBe(0);
  });

  it("W170 the log of settings says in words what was done", async () => {
    await settings.goto(`${house.guichet.base}/settings/audit-log`);
    for (const words of ["Automation added", "Automation changed", "Automation deleted", "Automation restored"])
      await settings.getByText(words).first().waitFor();
    await settings.getByText("Order of automations changed").first().waitFor();
    const line = settings.getByRole("listitem").filter({ hasText: "Automation added" }).last();
    await line.getByRole("button", { name: "Show the change" }).click();
    await line.getByText("any_of refund, money back, and not_all_of no refund, or word_count 99").waitFor();
    await line.getByText("Unhappy", { exact: false }).waitFor();
    await look(settings, "automation-in-the-log", WIDE);
  });

  it("S02 the same in French, whole on a phone", async () => {
    await ada.call(z.unknown(), "PATCH", "/me", { locale: "fr" });
    await settings.goto(`${house.guichet.base}/settings/automations`);
    await settings.getByRole("heading", { name: "Automatisations" }).waitFor();
    await settings.getByText("Si le message contient l’un de", { exact: false }).first().waitFor();
    await look(settings, "automations-french");
    await settings.getByRole("link", { name: "Thanks" }).click();
    await settings.getByText("Enregistrer l’automatisation").waitFor();
    await settings.getByRole("textbox", { name: "Un message pour essayer" }).fill("Thanks à vous");
    await settings.getByText("Voici ce qui se passerait", { exact: false }).waitFor();
    await look(settings, "automation-editor-french");
  });

  it("the browsers did not complain", () => {
    expect([...house.admin.complaints, ...house.bea.complaints]).toEqual([]);
  });

  async function choose(field: string, option: string): Promise<void> {
    await settings.getByRole("combobox", { name: field, exact: true }).click();
    await settings.getByRole("option", { name: option, exact: true }).click();
  }

  async function topicId(name: string): Promise<string> {
    const { items } = await ada.call(z.object({ items: z.array(topicView) }), "GET", "/topics");
    return items.find((one) => one.name === name)?.id ?? "";
  }
});

/** The label of what has the focus. */
async function focused(page: Page): Promise<string | null> {
  return await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);
}
