import { organizationView, resolutionReasonView, topicView } from "@guichet/contract";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { addAgent, type Person } from "./testing/house.ts";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";

describe("a topic and a reason, asked for at once", () => {
  let house: InboxHouse;
  let page: InboxHouse["page"];
  let open: InboxHouse["open"];
  let thread: InboxHouse["thread"];
  let dan: Person;
  const ids = new Map<string, string>();
  const dialog = (contact: string): Locator =>
    page.getByRole("dialog", { name: `Resolve the conversation with ${contact}` });
  const topicOf = (contact: string): Locator => dialog(contact).getByRole("combobox", { name: "Topic" });
  const resolve = (contact: string): Locator => dialog(contact).getByRole("button", { name: "Resolve" });

  beforeAll(async () => {
    house = await startInboxHouse("/settings/queue");
    ({ page, open, thread } = house);
    const { ada, shop } = house;
    for (const name of ["Delivery", "Invoices", "Returns"])
      ids.set(name, (await ada.call(topicView, "POST", "/topics", { name })).id);
    await ada.call(resolutionReasonView, "POST", "/resolution-reasons", { name: "No answer needed" });
    await ada.call(organizationView, "PATCH", "/organization", { topicRequired: true, undoSendSeconds: 0 });
    const reasonAsked = { private: true, public: false };
    await ada.call(z.unknown(), "PATCH", `/channels/${shop.channelId}`, { reasonAsked });
    const channels = { [shop.channelId]: "contributor" as const };
    dan = await addAgent(house.guichet, ada, { firstName: "Dan", lastName: "Lind", channels });
    for (const contact of ["Dora", "Emil", "Fanny"]) await shop.write(contact, `Hello from ${contact}`);
    await page.reload();
    await house.row("Fanny").waitFor();
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W66 W67 one dialog asks for both: one types, Enter goes on to the reason, Ctrl+Enter resolves", async () => {
    await open("Anna");
    await page.keyboard.press("e");
    await expect.poll(() => topicOf("Anna").evaluate(hasFocus)).toBe(true);
    expect(await resolve("Anna").isDisabled()).toBe(true);
    await look(page, "asked-before-resolve");
    // Ctrl+Enter resolves nothing that is incomplete, and chooses nothing one has not searched for.
    await page.keyboard.press("Control+Enter");
    expect(await dialog("Anna").getByRole("option", { checked: true }).count()).toBe(0);
    await page.keyboard.type("inv");
    await page.keyboard.press("Enter");
    await expect.poll(() => dialog("Anna").getByRole("option", { name: "Invoices", checked: true }).count()).toBe(1);
    await expect.poll(() => dialog("Anna").getByRole("radio").first().evaluate(hasFocus)).toBe(true);
    await page.keyboard.press("Space");
    await expect.poll(() => resolve("Anna").isEnabled()).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.type("Sent again");
    await look(page, "asked-before-resolve-given");
    await page.keyboard.press("Control+Enter");
    await dialog("Anna").waitFor({ state: "detached" });
    await expect.poll(() => house.tab("Resolved")).toContain("Resolved");
    await house.row("Anna").waitFor({ state: "detached" });
    await house.queue.getByRole("link", { name: /^Resolved/ }).click();
    await open("Anna");
    await thread.getByText(/marked the conversation as Resolved \(No answer needed/).waitFor();
    await house.topic("Invoices").waitFor();
    await house.queue.getByRole("link", { name: /^New/ }).click();
  });

  it("W66 W67 Escape gives all back: the conversation stays open, the reply stays in its box", async () => {
    await open("Bruno");
    const reply = thread.getByRole("textbox", { name: "Reply" });
    await reply.fill("All done, dear Bruno");
    await page.keyboard.press("Control+Shift+Enter");
    await topicOf("Bruno").waitFor();
    await page.keyboard.type("ret");
    await page.keyboard.press("Tab");
    await expect.poll(() => dialog("Bruno").getByRole("option", { name: "Returns", checked: true }).count()).toBe(1);
    await page.keyboard.press("Escape");
    await dialog("Bruno").waitFor({ state: "detached" });
    await expect.poll(() => reply.evaluate(hasFocus)).toBe(true);
    expect(await reply.inputValue()).toBe("All done, dear Bruno");
    await house.row("Bruno").waitFor();
    expect(house.shop.received).toEqual([]);
  });

  it("W66 W67 send and resolve asks for both as well, then the reply leaves", async () => {
    await page.keyboard.press("Control+Shift+Enter");
    await topicOf("Bruno").waitFor();
    await page.keyboard.type("deliv");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect.poll(() => house.shop.received.map((sent) => sent.text)).toEqual(["All done, dear Bruno"]);
    await house.row("Bruno").waitFor({ state: "detached" });
  });

  it("W66 W67 the palette and the menu of the send button ask the same, and only for what is missing", async () => {
    await open("Clara");
    await page.keyboard.press("t");
    await page.getByRole("combobox", { name: "Search topics" }).waitFor();
    await page.keyboard.type("deliv");
    await page.keyboard.press("Enter");
    await thread.getByText("The topic “Delivery” was added to the conversation", { exact: false }).first().waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("combobox", { name: "Search topics" }).count()).toBe(0);
    await thread.getByRole("textbox", { name: "Reply" }).fill("Thank you, Clara");
    await thread.getByRole("button", { name: "More ways to send" }).click();
    await page.getByRole("menuitem", { name: /Send and resolve/ }).click();
    await dialog("Clara").getByRole("radio").first().waitFor();
    expect(await topicOf("Clara").count()).toBe(0);
    await page.keyboard.press("Escape");
    await dialog("Clara").waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").first().waitFor();
    await page.keyboard.type("Resolve");
    await page
      .getByRole("option", { name: /^Resolve/ })
      .first()
      .click();
    await dialog("Clara").getByRole("radio", { name: "No answer needed" }).check();
    await resolve("Clara").click();
    await house.row("Clara").waitFor({ state: "detached" });
  });

  it("W66 W67 a topic that is deleted meanwhile is told; the reason that was chosen stays", async () => {
    const { ada } = house;
    await open("Dora");
    await page.keyboard.press("e");
    await topicOf("Dora").waitFor();
    await page.keyboard.type("ret");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Space");
    await ada.call(z.unknown(), "DELETE", `/topics/${ids.get("Returns")}`);
    await dialog("Dora").getByText("“Returns” was deleted meanwhile", { exact: false }).waitFor();
    await expect.poll(() => resolve("Dora").isDisabled()).toBe(true);
    expect(await dialog("Dora").getByRole("radio").first().isChecked()).toBe(true);
    await look(page, "asked-topic-deleted");
    // In the same moment as Resolve: the server refuses, and it is asked again with what was chosen.
    await page.route("**/topics", (route) =>
      route.request().method() === "PATCH"
        ? route.fulfill({ status: 409, body: '{"error":{"code":"label_deleted"}}' })
        : route.continue(),
    );
    await topicOf("Dora").fill("deliv");
    await page.keyboard.press("Control+Enter");
    await dialog("Dora").getByText("It has been deleted in Settings meanwhile", { exact: false }).waitFor();
    await house.row("Dora").waitFor();
    expect(await dialog("Dora").getByRole("option", { name: "Delivery", checked: true }).count()).toBe(1);
    expect(await dialog("Dora").getByRole("radio").first().isChecked()).toBe(true);
    expect(await page.getByText("Dora: resolved").count()).toBe(0);
    await page.unroute("**/topics");
    await resolve("Dora").click();
    await house.row("Dora").waitFor({ state: "detached" });
  });

  it("W66 W67 somebody else resolves it meanwhile: it is told, and what was chosen stays until one closes it", async () => {
    const { ada } = house;
    await open("Emil");
    const id = /[0-9a-f-]{36}/.exec(page.url())?.[0];
    await page.keyboard.press("e");
    await topicOf("Emil").waitFor();
    await page.keyboard.type("deliv");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Space");
    const { items } = await ada.call(z.object({ items: z.array(resolutionReasonView) }), "GET", "/resolution-reasons");
    await dan.call(z.unknown(), "PATCH", `/conversations/${id}/topics`, { add: [ids.get("Invoices")], remove: [] });
    await dan.call(z.unknown(), "POST", `/conversations/${id}/open`, { steal: true });
    const resolution = { reasonId: items[0]?.id, comment: "" };
    await dan.call(z.unknown(), "PUT", `/conversations/${id}/status`, { status: "resolved", resolution });
    await dialog("Emil").getByText("Somebody else has resolved this conversation", { exact: false }).waitFor();
    expect(await resolve("Emil").isDisabled()).toBe(true);
    expect(await dialog("Emil").getByRole("option", { name: "Delivery", checked: true }).count()).toBe(1);
    expect(await dialog("Emil").getByRole("radio").first().isChecked()).toBe(true);
    await page.keyboard.press("Escape");
    await dialog("Emil").waitFor({ state: "detached" });
  });

  it("W62 W66 W67 Resolved with a boomerang asks in its own dialog", async () => {
    await house.queue.getByRole("link", { name: /^New/ }).click();
    await open("Fanny");
    await page.keyboard.press("h");
    await page.getByRole("dialog").getByText("Resolved", { exact: true }).click();
    const back = page.getByRole("dialog", { name: "Resolved, and back by itself" });
    await back.getByRole("option", { name: "Delivery" }).click();
    await back.getByRole("radio", { name: "No answer needed" }).check();
    await look(page, "asked-boomerang");
    await back.getByRole("button", { name: /^In 1 hour/ }).click();
    await page.getByText("Fanny: comes back in 60 minutes").waitFor();
    await house.row("Fanny").waitFor({ state: "detached" });
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("W66 W67 in French, at the width of a phone", async () => {
    await house.shop.write("Gilles", "Hello from Gilles");
    await page.goto(`${house.guichet.base}/profile`);
    await page.getByRole("combobox", { name: "Language" }).click();
    await page.getByRole("option", { name: "Français" }).click();
    await page.getByRole("link", { name: "Mon profil" }).waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${house.guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Gilles/ }).click();
    const conversation = page.getByRole("region", { name: "Conversation avec Gilles" });
    await conversation.getByRole("button", { name: "Résoudre", exact: true }).click();
    const asked = page.getByRole("dialog", { name: "Résoudre la conversation avec Gilles" });
    await asked.getByRole("group", { name: "Sujet" }).waitFor();
    await asked.getByRole("option", { name: "Delivery" }).click();
    await asked.getByRole("radio", { name: "No answer needed" }).check();
    await look(page, "asked-before-resolve-fr", [390]);
    await asked.getByRole("button", { name: "Résoudre" }).click();
    await page.getByText("Gilles : résolue", { exact: false }).waitFor();
  });

  it("the browsers did not complain", () => {
    expect([house.bea, house.carl, house.admin].flatMap((window) => window.complaints)).toEqual([]);
  });
});

function hasFocus(element: Element): boolean {
  return element === document.activeElement;
}
