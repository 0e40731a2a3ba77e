import { topicView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

describe("topics and tags", () => {
  let house: InboxHouse;
  let guichet: InboxHouse["guichet"];
  let ada: InboxHouse["ada"];
  let admin: InboxHouse["admin"];
  let carl: InboxHouse["carl"];
  let page: InboxHouse["page"];
  let queue: InboxHouse["queue"];
  let thread: InboxHouse["thread"];
  let row: InboxHouse["row"];
  let open: InboxHouse["open"];
  let topic: InboxHouse["topic"];
  let rows: InboxHouse["rows"];
  let tab: InboxHouse["tab"];

  beforeAll(async () => {
    house = await startInboxHouse("/settings/topics");
    ({ guichet, ada, admin, carl, page, queue, thread, row, open, topic, rows, tab } = house);
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("R10 W102 an Admin adds topics with name and description, changes and finds them", async () => {
    const settings = admin.page;
    await settings.getByText("There are no topics yet").waitFor();
    await look(settings, "topics-empty", WIDE);
    await addLabel("Add topic", "Delivery", "Where is it, when does it come");
    await addLabel("Add topic", "Refnds", "");
    await addLabel("Add topic", "Invoices", "Bills and receipts");
    await settings.getByRole("button", { name: "Change Refnds" }).click();
    await settings.getByRole("textbox", { name: "Name" }).fill("Refunds");
    await settings.keyboard.press("Enter");
    await settings.getByText("Refunds", { exact: true }).waitFor();
    await settings.getByRole("searchbox", { name: "Search topics" }).fill("bills");
    await expect.poll(() => settings.getByRole("row").count()).toBe(2);
    await settings.getByRole("searchbox", { name: "Search topics" }).fill("");
    await settings.getByRole("button", { name: "Add topic" }).click();
    await settings.getByRole("textbox", { name: "Name" }).fill("DELIVERY");
    await settings.keyboard.press("Enter");
    await settings.getByText("This exists already", { exact: false }).waitFor();
    await settings.keyboard.press("Escape");
    await look(settings, "topics-settings");
  });

  it("R10 W105 and tags", async () => {
    await admin.page.goto(`${guichet.base}/settings/tags`);
    await addLabel("Add tag", "Praise", "Kind words");
    await addLabel("Add tag", "Complaint", "");
    await look(admin.page, "tags-settings", WIDE);
  });

  it("W103 with the keyboard: T opens the picker, one types, Enter adds, and it stands at the head and in the queue", async () => {
    await open("Anna");
    await page.keyboard.press("t");
    const search = page.getByRole("combobox", { name: "Search topics" });
    await search.waitFor();
    await page.keyboard.type("deliv");
    await look(page, "topic-picker", WIDE);
    await page.keyboard.press("Enter");
    await topic("Delivery").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await topic("Invoices").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => search.count()).toBe(0);
    await row("Anna").getByText("Delivery").waitFor();
    await thread
      .getByText("The topic “Delivery” was added to the conversation by Bea Lind", { exact: false })
      .waitFor();
  });

  it("W103 a colleague, a Viewer too, sees it at once and takes one off with the mouse; Z takes that back", async () => {
    const other = carl.page;
    await other.getByRole("region", { name: "Shared Inbox" }).getByRole("link", { name: /Anna/ }).click();
    const chips = other.getByRole("list", { name: "Topics", exact: true });
    await chips.getByText("Delivery").waitFor();
    await other.getByRole("button", { name: "Take off the topic Invoices" }).click();
    await expect
      .poll(() => thread.getByRole("list", { name: "Topics", exact: true }).textContent())
      .not.toMatch(/Invoices/);
    await other.keyboard.press("z");
    await topic("Invoices").waitFor();
    await other.getByRole("button", { name: "Take off the topic Invoices" }).click();
    await expect.poll(() => topic("Invoices").count()).toBe(0);
    await thread
      .getByText("The topic “Invoices” was removed from the conversation by Carl Lind", { exact: false })
      .first()
      .waitFor();
  });

  it("W106 W108 L tags the contact's newest message; the tag stands under it and leaves no line in the audit trail", async () => {
    const lines = await thread.getByText(/by (Bea|Carl) Lind/).count();
    await page.keyboard.press("l");
    await page.getByRole("combobox", { name: "Search tags" }).waitFor();
    await page.keyboard.type("compl");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    const message = thread.getByRole("article", { name: "Message from Anna" });
    await message.getByText("Complaint").waitFor();
    await carl.page.getByRole("article", { name: "Message from Anna" }).getByText("Complaint").waitFor();
    await row("Anna").getByText("#Complaint").waitFor();
    expect(await thread.getByText(/by (Bea|Carl) Lind/).count()).toBe(lines);
    await look(page, "labelled-conversation");
  });

  it("W103 W106 the palette adds both, and the sheet lists both keys", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("add or take off");
    await page.keyboard.press("Enter");
    await page.keyboard.type("refu");
    await page.keyboard.press("Enter");
    await topic("Refunds").waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("tag the");
    await page.keyboard.press("Enter");
    await page.keyboard.type("praise");
    await page.keyboard.press("Enter");
    await thread.getByRole("article", { name: "Message from Anna" }).getByText("Praise").waitFor();
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog");
    await sheet.getByText("Add or take off a topic").waitFor();
    await sheet.getByText("Tag the message").waitFor();
    await page.keyboard.press("Escape");
  });

  it("W44 the queue is narrowed by topic and tag: list, counts and address; a colleague opens the same address", async () => {
    await queue.getByRole("button", { name: "Filters", exact: true }).click();
    await page.getByRole("checkbox", { name: "Delivery" }).check();
    await page.getByRole("checkbox", { name: "Complaint" }).check();
    await look(page, "label-filter", WIDE);
    await page.keyboard.press("Escape");
    await expect.poll(() => rows()).toEqual(["Anna"]);
    await expect.poll(() => tab("New")).toBe("New1");
    await expect.poll(() => page.url()).toMatch(/topics=[0-9a-f-]{36}&tags=[0-9a-f-]{36}/);
    await look(page, "filtered-queue");
    await carl.page.goto(page.url());
    await expect.poll(() => rows(carl.page)).toEqual(["Anna"]);
    // Live: what gets the topic and the tag comes in, what loses one goes.
    await carl.page.getByRole("button", { name: "Take off the topic Delivery" }).click();
    await expect.poll(() => rows()).toEqual([]);
    await expect.poll(() => tab("New")).toBe("New0");
    await carl.page.keyboard.press("z");
    await expect.poll(() => rows()).toEqual(["Anna"]);
    await expect.poll(() => tab("New")).toBe("New1");
    await queue.getByRole("button", { name: "Without the filter #Complaint" }).click();
    await queue.getByRole("button", { name: "Clear all", exact: true }).click();
    await expect.poll(() => rows().then((names) => names.length)).toBe(3);
    await expect.poll(() => tab("New")).toBe("New3");
    expect(page.url()).not.toMatch(/topics=|tags=/);
  });

  it("W103 while the server refuses, what was foreseen is taken back and said", async () => {
    await open("Anna");
    await page.route("**/topics", (route) =>
      route.request().method() === "PATCH"
        ? route.fulfill({ status: 409, body: '{"error":{"code":"label_deleted"}}' })
        : route.continue(),
    );
    await page.getByRole("button", { name: "Take off the topic Delivery" }).click();
    await page.getByText("It has been deleted in Settings meanwhile", { exact: false }).waitFor();
    await topic("Delivery").waitFor();
    await page.unroute("**/topics");
  });

  it("W103 W104 in French, and nothing went wrong in any browser", async () => {
    await page.goto(`${guichet.base}/profile`);
    await ada.call(topicView, "POST", "/topics", {
      name: "Un sujet au nom vraiment très long pour voir ce qui en est montré",
    });
    await page.goto(`${guichet.base}/inbox/new`);
    await row("Anna").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type("Français");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Fran");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: /Anna/ }).first().click();
    await page.getByRole("list", { name: "Sujets", exact: true }).waitFor();
    await page.keyboard.press("t");
    await page.getByRole("combobox", { name: "Rechercher un sujet" }).waitFor();
    await look(page, "topic-picker-french", WIDE);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("combobox", { name: "Rechercher un sujet" }).count()).toBe(0);
    const line = "Le sujet « Delivery » a été ajouté à la conversation par Carl Lind";
    const stamped = await thread.page().getByText(line, { exact: false }).first().textContent();
    expect(stamped?.replaceAll(/[\u00a0\u202f]/g, " ")).toMatch(/par Carl Lind\s*[-–] Le \d+ \S+ \d{4} à \d+ h \d\d$/);
    await look(page, "labelled-french");
    expect([...admin.complaints, ...house.bea.complaints, ...carl.complaints]).toEqual([]);
  });

  async function addLabel(button: string, name: string, description: string): Promise<void> {
    const settings = admin.page;
    await settings.getByRole("button", { name: button }).first().click();
    await settings.getByRole("textbox", { name: "Name" }).fill(name);
    await settings.getByRole("textbox", { name: "Description" }).fill(description);
    await settings.getByRole("button", { name: "Add", exact: true }).click();
    await settings.getByRole("table").getByText(name, { exact: true }).waitFor();
  }
});
