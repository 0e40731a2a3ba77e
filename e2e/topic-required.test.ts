import { tagView, topicView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

describe("a topic required to resolve", () => {
  let house: InboxHouse;
  let guichet: InboxHouse["guichet"];
  let shop: InboxHouse["shop"];
  let ada: InboxHouse["ada"];
  let admin: InboxHouse["admin"];
  let page: InboxHouse["page"];
  let queue: InboxHouse["queue"];
  let thread: InboxHouse["thread"];
  let open: InboxHouse["open"];
  let topic: InboxHouse["topic"];
  let tab: InboxHouse["tab"];

  beforeAll(async () => {
    house = await startInboxHouse("/settings/topic-required");
    ({ guichet, shop, ada, admin, page, queue, thread, open, topic, tab } = house);
    for (const [name, description] of [
      ["Delivery", "Where is it, when does it come"],
      ["Invoices", "Bills and receipts"],
    ] as const)
      await ada.call(topicView, "POST", "/topics", { name, description });
    await ada.call(tagView, "POST", "/tags", { name: "Complaint" });
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("R15 W67 an Admin requires a topic on a channel", async () => {
    const settings = admin.page;
    await settings.goto(`${guichet.base}/settings/topic-required`);
    await settings.getByRole("switch", { name: "Topic required on Shop" }).check({ force: true });
    await settings.getByText("Saved", { exact: false }).first().waitFor();
    await look(settings, "topic-required");
  });

  it("W67 resolving without a topic asks for one and goes on; Escape stays; from the queue too, and by send and resolve", async () => {
    await open("Bruno");
    await page.keyboard.press("e");
    const question = page.getByRole("dialog", { name: /^Resolve the conversation with/ });
    await question.waitFor();
    await expect.poll(() => question.getByRole("combobox", { name: "Topic" }).evaluate(hasFocus)).toBe(true);
    expect(await question.getByRole("radio").count()).toBe(0);
    await look(page, "topic-question");
    await page.keyboard.press("Escape");
    await expect.poll(() => question.count()).toBe(0);
    await expect.poll(() => tab("New")).toBe("New3");
    await page.keyboard.press("e");
    await question.waitFor();
    await page.keyboard.type("inv");
    await page.keyboard.press("Enter");
    await expect.poll(() => tab("New")).toBe("New2");
    await page.getByText("Bruno: resolved").waitFor();
    await open("Clara");
    await thread.getByRole("textbox", { name: "Reply" }).fill("All done, dear Clara");
    await page.keyboard.press("Control+Shift+Enter");
    await question.waitFor();
    await page.keyboard.type("deliv");
    await page.keyboard.press("Enter");
    await expect.poll(() => tab("New")).toBe("New1");
    await expect.poll(() => shop.received.map((sent) => sent.text)).toEqual(["All done, dear Clara"]);
    // With a topic nothing is asked.
    await open("Anna");
    await page.keyboard.press("t");
    await page.getByRole("combobox", { name: "Search topics" }).waitFor();
    await page.keyboard.type("deliv");
    await page.keyboard.press("Enter");
    await topic("Delivery").waitFor();
    // The server has it: what others do may come in between.
    await thread.getByText("The topic “Delivery” was added to the conversation", { exact: false }).first().waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("combobox", { name: "Search topics" }).count()).toBe(0);
    await page.keyboard.press("e");
    await expect.poll(() => tab("New")).toBe("New0");
    await queue.getByRole("link", { name: /^Resolved/ }).click();
    await open("Bruno");
    await thread
      .getByText("The topic “Invoices” was added to the conversation by Bea Lind", { exact: false })
      .waitFor();
    await topic("Invoices").waitFor();
  });

  it("W103 a contact who comes back: the earlier conversation shows its topic", async () => {
    await shop.write("Bruno", "It is me again");
    await queue.getByRole("link", { name: /^New/ }).click();
    await open("Bruno");
    const past = page.getByRole("complementary").getByRole("link", { name: /Hello from Bruno/ });
    await past.getByText("Invoices").waitFor();
    await look(page, "history-topics", WIDE);
  });

  it("W102 W107 deleting tells the uses first; a deleted topic stays where it is, a deleted tag vanishes; both can be restored", async () => {
    const settings = admin.page;
    await settings.goto(`${guichet.base}/settings/topics`);
    await settings.getByRole("button", { name: "Delete Invoices" }).click();
    await settings.getByText("Now on no open conversation", { exact: false }).waitFor();
    await settings.getByText("1 resolved one", { exact: false }).waitFor();
    await look(settings, "delete-topic", WIDE);
    await settings.getByRole("button", { name: "Delete the topic" }).click();
    await settings.getByText("Invoices is deleted.").waitFor();
    await open("Bruno");
    await page.keyboard.press("t");
    await page.getByRole("option", { name: /Delivery/ }).waitFor();
    await expect.poll(() => page.getByRole("option", { name: /Invoices/ }).count()).toBe(0);
    await page.keyboard.press("Escape");
    await queue.getByRole("link", { name: /^Resolved/ }).click();
    await open("Bruno");
    await topic("Invoices").waitFor();
    await settings.getByText("Deleted (1)").click();
    await look(settings, "deleted-topics", WIDE);
    await settings.getByRole("button", { name: "Restore Invoices" }).click();
    await settings.getByText("Invoices is restored.").waitFor();
    await open("Anna");
    const message = thread.getByRole("article", { name: "Message from Anna" });
    await page.keyboard.press("l");
    await page.getByRole("option", { name: "Complaint" }).click();
    await page.keyboard.press("Escape");
    await message.getByText("Complaint").waitFor();
    await settings.goto(`${guichet.base}/settings/tags`);
    await settings.getByRole("button", { name: "Delete Complaint" }).click();
    await settings.getByRole("button", { name: "Delete the tag" }).click();
    await expect.poll(() => message.getByText("Complaint").count()).toBe(0);
    await settings.getByRole("button", { name: /^Undo/ }).click();
    await message.getByText("Complaint").waitFor();
    await settings.goto(`${guichet.base}/settings/audit-log`);
    for (const words of ["Topic added", "Topic deleted", "Topic restored", "Tag deleted", "Channel changed"])
      await settings.getByText(words).first().waitFor();
  });
});

function hasFocus(element: Element): boolean {
  return element === document.activeElement;
}
