import { me } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { pressUntil } from "./testing/press-until.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

describe("the Shared Inbox", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let press: ApiContacts;
  let bea: Window;
  let carl: Window;
  let page: Page;
  let queue: Locator;
  let thread: Locator;
  let reply: Locator;
  let available: () => Promise<unknown>;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    const ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    press = await addApiContacts(ada, "Press");
    const channels = { [shop.channelId]: "contributor", [press.channelId]: "contributor" } as const;
    const people: Person[] = [];
    for (const firstName of ["Bea", "Carl"]) {
      people.push(await addAgent(guichet, ada, { firstName, lastName: "Lind", channels }));
    }
    for (const contact of ["Anna", "Bruno", "Clara"]) await shop.write(contact, `Hello from ${contact}`);
    await press.write("Dora", "Hello from Dora");
    const [one, two] = people;
    if (!one || !two) throw new Error("Two agents are needed.");
    available = () => one.call(me, "PUT", "/me/presence", { presence: "available" });
    bea = await openAs(browser, guichet.base, one, "/inbox/new");
    carl = await openAs(browser, guichet.base, two, "/inbox/new");
    page = bea.page;
    queue = page.getByRole("region", { name: "Shared Inbox" });
    thread = page.getByRole("region", { name: /^Conversation with/ });
    reply = thread.getByRole("textbox", { name: "Reply" });
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    press?.stop();
    await guichet?.stop();
  });

  it("W41 the tabs count New and Pending, live", async () => {
    await expect.poll(() => tab("New")).toBe("New4");
    await expect.poll(() => tab("Pending")).toBe("Pending0");
    await press.write("Emil", "Hello from Emil");
    await expect.poll(() => tab("New")).toBe("New5");
    await look(page, "inbox");
  });

  it("W40 the channel selector leaves some channels out, and the counts follow", async () => {
    await queue.getByRole("button", { name: /^Channels/ }).click();
    await look(page, "channel-selector", WIDE);
    await page.getByRole("checkbox", { name: /^Shop/ }).uncheck();
    await page.keyboard.press("Escape");
    await expect.poll(() => tab("New")).toBe("New2");
    await expect.poll(names).toEqual(["Dora", "Emil"]);
    await queue.getByRole("button", { name: "Channels 1/2" }).click();
    await page.getByRole("button", { name: "Select all" }).click();
    await page.keyboard.press("Escape");
    await expect.poll(() => tab("New")).toBe("New5");
  });

  it("W47 longest waiting first, or newest first", async () => {
    await expect.poll(names).toEqual(["Anna", "Bruno", "Clara", "Dora", "Emil"]);
    await queue.getByRole("button", { name: "Order: By priority" }).click();
    await page.getByRole("menuitemradio", { name: "Newest first" }).click();
    await expect.poll(names).toEqual(["Emil", "Dora", "Clara", "Bruno", "Anna"]);
    await queue.getByRole("button", { name: "Order: Newest first" }).click();
    await page.getByRole("menuitemradio", { name: "By priority" }).click();
    await expect.poll(names).toEqual(["Anna", "Bruno", "Clara", "Dora", "Emil"]);
  });

  it("W70 W71 the menu named Assignment, Unassigned when empty, gives a conversation to a colleague, whose screen shows it", async () => {
    await open("Anna");
    await thread.getByRole("button", { name: "Assignment: Unassigned" }).click();
    const nobody = page.getByRole("dialog", { name: "Assignment" }).getByRole("button", { name: "Unassigned" });
    await expect.poll(() => nobody.getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("button", { name: /^Carl Lind/ }).click();
    await thread.getByRole("button", { name: "Assignment: Carl Lind" }).click();
    await expect.poll(() => nobody.getAttribute("aria-pressed")).toBe("false");
    await nobody.click();
    await thread.getByRole("button", { name: "Assignment: Unassigned" }).click();
    await page.getByRole("button", { name: /^Carl Lind/ }).click();
    await thread.getByText("Waiting on Carl Lind").waitFor();
    await carl.page.getByRole("link", { name: /Anna.*Assigned to Carl Lind/ }).waitFor();
  });

  it("W42 Assigned to shows whose conversations one wants to see", async () => {
    await queue.getByRole("button", { name: "Assigned to" }).click();
    await page.getByRole("checkbox", { name: "Unassigned" }).check();
    await page.keyboard.press("Escape");
    await expect.poll(names).toEqual(["Bruno", "Clara", "Dora", "Emil"]);
    await queue.getByRole("button", { name: "Unassigned", exact: true }).click();
    await page.getByRole("checkbox", { name: "Anyone" }).check();
    await page.keyboard.press("Escape");
    await expect.poll(names).toHaveLength(5);
  });

  it("W57 Pending, Resolve and Back to New move a conversation", async () => {
    await open("Bruno");
    await thread.getByRole("button", { name: "Pending", exact: true }).click();
    await expect.poll(() => tab("Pending")).toBe("Pending1");
    await queue.getByRole("link", { name: /^Pending/ }).click();
    await open("Bruno");
    await thread.getByRole("button", { name: "Back to New" }).click();
    await expect.poll(() => tab("New")).toBe("New5");
    await queue.getByRole("link", { name: /^New/ }).click();
    await open("Bruno");
    await thread.getByRole("button", { name: "Resolve", exact: true }).click();
    await expect.poll(() => tab("New")).toBe("New4");
    await queue.getByRole("link", { name: /^Resolved/ }).click();
    await open("Bruno");
    await thread.getByText("Bea Lind marked the conversation as Resolved", { exact: false }).waitFor();
    await queue.getByRole("link", { name: /^New/ }).click();
  });

  it("W88 the audit trail is hidden and shown by the Conversation view menu, and is written while hidden", async () => {
    await open("Anna");
    const given = thread.getByText("assigned the conversation to Carl Lind", { exact: false }).first();
    const view = thread.getByRole("button", { name: "Conversation view" });
    const trails = page.getByRole("menuitemcheckbox", { name: "Audit trails" });
    await given.waitFor();
    await view.click();
    await trails.click();
    await page.keyboard.press("Escape");
    await given.waitFor({ state: "detached" });
    await thread.getByRole("button", { name: "Assignment: Carl Lind" }).click();
    await page.getByRole("button", { name: /^Bea Lind/ }).click();
    await thread.getByText("Waiting on Bea Lind").waitFor();
    expect(await thread.getByText("assigned the conversation to Bea Lind", { exact: false }).count()).toBe(0);
    await view.click();
    await trails.click();
    await page.keyboard.press("Escape");
    await thread.getByText("assigned the conversation to Bea Lind", { exact: false }).waitFor();
    await thread.getByRole("button", { name: "Assignment: Bea Lind" }).click();
    await page.getByRole("button", { name: /^Carl Lind/ }).click();
    await thread.getByText("Waiting on Carl Lind").waitFor();
  });

  it("W72 the header says on whom one waits in New and to whom it is assigned in Pending; in Resolved neither", async () => {
    const head = thread.locator("header");
    const waiting = head.getByText("Waiting on Carl Lind", { exact: true });
    const assigned = head.getByText("Assigned to Carl Lind", { exact: true });
    await open("Emil");
    await thread.getByRole("button", { name: "Assignment: Unassigned" }).click();
    await page.getByRole("button", { name: /^Carl Lind/ }).click();
    await waiting.waitFor();
    await thread.getByRole("button", { name: "Pending", exact: true }).click();
    await queue.getByRole("link", { name: /^Pending/ }).click();
    await open("Emil");
    await assigned.waitFor();
    expect(await waiting.count()).toBe(0);
    await thread.getByRole("button", { name: "Resolve", exact: true }).click();
    await queue.getByRole("link", { name: /^Resolved/ }).click();
    await open("Emil");
    await head.locator("[data-status=resolved]").waitFor();
    expect((await assigned.count()) + (await waiting.count())).toBe(0);
    await thread.getByRole("button", { name: "Back to New" }).click();
    await queue.getByRole("link", { name: /^New/ }).click();
  });

  it("W80 W82 who opens a conversation holds it; a colleague reads along and may take over", async () => {
    await open("Clara");
    await reply.fill("I am looking into");
    await carl.page.getByRole("link", { name: /Clara/ }).first().click();
    await carl.page.getByText("Bea Lind is answering this conversation.", { exact: false }).waitFor();
    expect(await carl.page.getByRole("textbox", { name: "Reply" }).isEditable()).toBe(false);
    await look(carl.page, "locked", WIDE);
    await carl.page.getByRole("button", { name: "Take over" }).click();
    await thread.getByText("Carl Lind took this conversation over. What you wrote is kept.").waitFor();
    expect(await reply.inputValue()).toBe("I am looking into");
    await thread.getByRole("button", { name: "Take over" }).click();
    await carl.page.getByText("Bea Lind took this conversation over.", { exact: false }).waitFor();
  });

  it("W85 what one was writing survives a reload", async () => {
    await reply.fill("I am looking into it.");
    await page.reload();
    await expect.poll(() => reply.inputValue()).toBe("I am looking into it.");
  });

  it("W86 answering one message marks it yellow, and the contact's message is named in the reply box", async () => {
    await thread.getByRole("article", { name: "Message from Clara" }).hover();
    await thread.getByRole("button", { name: "Reply to this message of Clara" }).click();
    await thread.getByRole("region", { name: "Reply box" }).getByText("Hello from Clara").waitFor();
    const bubble = thread.locator("article[data-answered] > div > div").first();
    expect(await bubble.evaluate((element) => getComputedStyle(element).backgroundColor)).toMatch(/^rgb\(25\d, 2/);
    await look(page, "reply-to", WIDE);
  });

  it("W90 a picture is pasted into the reply and counted", async () => {
    await reply.focus();
    await reply.evaluate((field, base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], "lamp.png", { type: "image/png" }));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, PICTURE);
    await thread.getByTitle("1 file").waitFor();
    await thread.getByRole("button", { name: "Remove lamp.png" }).waitFor();
    await expect.poll(() => thread.getByRole("progressbar").count()).toBe(0);
    await look(page, "attachment", WIDE);
    await thread.getByRole("button", { name: "Remove lamp.png" }).click();
  });

  it("W99 an internal comment is for colleagues only", async () => {
    await thread.getByRole("button", { name: "Internal comment" }).click();
    await thread.getByRole("textbox", { name: "Internal comment" }).fill("Clara is a regular.");
    await thread.getByRole("button", { name: "Add comment" }).click();
    await carl.page
      .getByRole("article", { name: "Internal comment by Bea Lind" })
      .getByText("Clara is a regular.")
      .waitFor();
    expect(shop.received).toEqual([]);
    await thread.getByRole("button", { name: "Reply", exact: true }).click();
  });

  it("W68 the send menu sends and resolves, and the contact receives it once", async () => {
    await reply.fill("It is on its way.");
    await thread.getByRole("button", { name: "More ways to send" }).click();
    await look(page, "send-menu", WIDE);
    await page.getByRole("menuitem").filter({ hasText: "Send and resolve" }).click();
    await expect.poll(() => shop.received).toEqual([{ contact: "Clara", text: "It is on its way." }]);
    await queue.getByRole("link", { name: /^Resolved/ }).click();
    await expect.poll(names).toContain("Clara");
  });

  it("W08 ten conversations are answered with the keyboard alone", async () => {
    await queue.getByRole("link", { name: /^New/ }).click();
    for (let number = 1; number <= 7; number++) await shop.write(`Guest ${number}`, `Question ${number}`);
    await expect.poll(() => tab("New")).toBe("New10");
    const before = shop.received.length + press.received.length;
    // Who is Available is brought the next one.
    await available();
    await page.goto(`${guichet.base}/inbox/new`);
    await expect.poll(names).toHaveLength(10);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    for (let number = 1; number <= 10; number++) {
      const contact = await nextContact(number);
      await page.keyboard.press("r");
      await expect.poll(() => reply.evaluate((field) => field === document.activeElement)).toBe(true);
      await page.keyboard.type(`Answer for ${contact}`);
      // Resolved, the next one comes by itself; pending, one stays to see that it went out, and goes on when one likes.
      await page.keyboard.press(number % 2 === 0 ? "Control+Enter" : "Control+Shift+Enter");
      await expect.poll(() => tab("New")).toBe(`New${10 - number}`);
      if (number % 2 === 0 && number < 10) for (const key of ["Escape", "j"]) await page.keyboard.press(key);
    }
    await page.getByText("Nobody is waiting").waitFor();
    await expect.poll(() => shop.received.length + press.received.length).toBe(before + 10);
    for (const { contact, text } of [...shop.received.slice(1), ...press.received])
      expect(text).toBe(`Answer for ${contact}`);
  });

  it("neither browser complained", () => {
    expect([...bea.complaints, ...carl.complaints]).toEqual([]);
  });

  async function tab(name: string): Promise<string | null> {
    return await queue.getByRole("link", { name: new RegExp(`^${name}`) }).textContent();
  }

  async function names(): Promise<string[]> {
    return await queue
      .locator("a[data-row] bdi:first-of-type")
      .evaluateAll((all) =>
        all.filter((one) => one.parentElement?.querySelector("time, [title]")).map((one) => one.textContent ?? ""),
      );
  }

  async function open(contact: string): Promise<void> {
    const row = queue.locator("a[data-row]").filter({ hasText: contact }).first();
    await pressUntil(row, page.getByRole("region", { name: `Conversation with ${contact}` }));
  }

  const answered = new Set<string>();
  /** The contact of the conversation that has come next by itself. */
  async function nextContact(number: number): Promise<string> {
    const label = async (): Promise<string> =>
      ((await thread.getAttribute("aria-label")) ?? "").replace("Conversation with ", "");
    await expect.poll(async () => answered.has(await label()), { message: `number ${number}` }).toBe(false);
    const contact = await label();
    answered.add(contact);
    return contact;
  }
});
