import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { channelView, userView } from "@guichet/contract";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

let house: InboxHouse;
photographFailures((): Browser => house.browser);

beforeAll(async () => {
  house = await startInboxHouse("/settings/channels");
  const { users } = await house.ada.call(z.object({ users: z.array(userView) }).or(everybody), "GET", "/users");
  const bea = users.find((one) => one.firstName === "Bea");
  await house.ada.call(userView, "PATCH", `/users/${bea?.id}`, { shortCode: "BL" });
  await house.page.reload();
});
afterAll(async () => await house?.stop());

const everybody = z.object({ items: z.array(userView) }).transform(({ items }) => ({ users: items }));
const reply = () => house.thread.getByRole("textbox", { name: "Reply", exact: true });
const sendButton = () => house.thread.getByRole("button", { name: "Send and pending" });
const sentTo = (contact: string) => house.shop.received.filter((one) => one.contact === contact).map((one) => one.text);

/** Bea's own, and the page once more. */
async function setLanguage(locale: "en" | "fr"): Promise<void> {
  await house.page.evaluate(async (wanted) => {
    await fetch("/api/v1/me", {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ locale: wanted }),
    });
  }, locale);
  await house.page.reload();
}

/** What a hand or a clipboard of Bea's brings: one file. */
async function carrying(file: { name: string; type: string; base64: string }) {
  return await house.page.evaluateHandle(({ name, type, base64 }) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], name, { type }));
    return data;
  }, file);
}

describe("what the reply box knows of the channel", () => {
  it("W28 shows the short code before it is sent, and sends it behind the text", async () => {
    await house.open("Anna");
    await house.thread.getByTitle("^BL is added at the end of what you send").waitFor();
    await reply().fill("We look into it");
    await sendButton().click();
    await expect.poll(() => sentTo("Anna")).toEqual(["We look into it ^BL"]);
    await house.queue.getByRole("link", { name: /^Pending/ }).click();
    await house.open("Anna");
    await house.thread.getByText("We look into it ^BL").waitFor();
  });

  it("W68 on a phone the Send button says all that it does, in both languages", async () => {
    await house.page.setViewportSize({ width: 390, height: 844 });
    await reply().fill("As long as the ring is there");
    const isWhole = (name: string) =>
      house.page
        .getByRole("button", { name })
        .locator("span")
        .evaluate((words) => words.scrollWidth <= words.clientWidth && words.clientWidth > 0);
    expect(await isWhole("Send and pending")).toBe(true);
    await setLanguage("fr");
    await house.page.getByRole("textbox", { name: "Répondre", exact: true }).fill("Tant que l’anneau est là");
    expect(await isWhole("Envoyer et mettre en attente")).toBe(true);
    await look(house.page, "reply-box-phone-fr", [390]);
    await house.page.getByRole("textbox", { name: "Répondre", exact: true }).fill("");
    await setLanguage("en");
    await house.page.setViewportSize({ width: 1440, height: 900 });
  });

  it("W28 a reply taken back comes without it", async () => {
    await house.queue.getByRole("link", { name: /^New/ }).click();
    await house.open("Bruno");
    await reply().fill("Too early");
    await sendButton().click();
    await house.page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => reply().inputValue()).toBe("Too early");
    await reply().fill("");
  });

  it("a ring fills with the text, counts down at the end and stops what is too long", async () => {
    const counted = house.thread.locator("[data-state] > [aria-hidden]", { hasText: /^[-−]?\d+$/ });
    await reply().fill("a".repeat(9000));
    await house.thread.getByRole("img", { name: "9,004 of 10,000 characters" }).waitFor();
    expect(await counted.count()).toBe(0);
    await reply().fill("a".repeat(9984));
    await expect.poll(() => counted.textContent()).toBe("12");
    expect(await sendButton().isEnabled()).toBe(true);
    await reply().fill("a".repeat(9999));
    await expect.poll(() => counted.textContent()).toBe("-3");
    expect(await sendButton().isDisabled()).toBe(true);
    await look(house.page, "reply-box-too-long");
    await reply().fill("");
  });

  it("W90 W91 seed S20 files are judged before they are uploaded, shown small, counted, and can be taken out", async () => {
    const attach = house.page.getByTestId("attach");
    const file = (name: string, buffer: Buffer, mimeType = "image/png") => ({ name, mimeType, buffer });
    const toast = (words: string | RegExp) => house.page.getByText(words).first().waitFor();
    await attach.setInputFiles(file("nothing.png", Buffer.alloc(0)));
    await toast("nothing.png: The file is empty.");
    await attach.setInputFiles(largeFile());
    await toast("large.bin: Too large for API: at most 25 MB.");
    await attach.setInputFiles([
      file("dot.png", DOT),
      file("invoice\u202Egnp.exe", Buffer.from("MZ not really"), "application/octet-stream"),
    ]);
    const list = house.thread.getByRole("list").filter({ hasText: "dot.png" });
    await list.locator("img").waitFor();
    await list.getByText("invoicegnp.exe").waitFor();
    await house.thread.getByTitle("2 files").waitFor();
    await expect.poll(() => sendButton().isEnabled()).toBe(true);
    await look(house.page, "reply-box-files");
    await attach.setInputFiles(Array.from({ length: 9 }, (_, at) => file(`more-${at}.png`, DOT)));
    await toast("more-8.png: Only 10 files fit in API.");
    await house.thread.getByTitle("10 files").waitFor();
    for (let left = 10; left > 0; left -= 1)
      await house.thread
        .getByRole("button", { name: /^Remove / })
        .first()
        .click();
    await expect.poll(() => house.thread.getByTitle(/^\d+ files?$/).count()).toBe(0);
  });

  it("W90 seed S20 a file that is dropped on the reply box and a picture that is pasted into it are sent", async () => {
    await house.shop.write("Frida", "Do you need to see it?");
    await house.open("Frida");
    const box = house.thread.getByRole("region", { name: "Reply box" });
    const dropped = await carrying({ name: "letter.txt", type: "text/plain", base64: btoa("As it was written") });
    await box.dispatchEvent("dragover", { dataTransfer: dropped });
    await expect.poll(() => box.getAttribute("data-dragging")).toBe("true");
    await look(house.page, "reply-box-dragging", WIDE);
    await box.dispatchEvent("drop", { dataTransfer: dropped });
    await expect.poll(() => box.getAttribute("data-dragging")).toBeNull();
    const pasted = await carrying({ name: "image.png", type: "image/png", base64: DOT.toString("base64") });
    await reply().evaluate((field, clipboardData) => {
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, pasted);
    await house.thread.getByTitle("2 files").waitFor();
    await reply().fill("We do");
    await sendButton().click();
    await expect.poll(() => sentTo("Frida")).toEqual(["We do ^BL"]);
    await house.queue.getByRole("link", { name: /^Pending/ }).click();
    await house.open("Frida");
    const message = house.thread.getByRole("article", { name: /^Reply/ });
    await message.getByRole("link", { name: /letter\.txt/ }).waitFor();
    await message.locator("img").first().waitFor();
    expect(await message.getByRole("link", { name: /letter\.txt/ }).count()).toBe(1);
    await house.queue.getByRole("link", { name: /^New/ }).click();
    await house.open("Bruno");
  });

  it("W28 an Admin switches the short code off for a channel", async () => {
    const { page } = house.admin;
    await page.getByRole("link", { name: "Shop" }).click();
    const shortCode = page.getByRole("switch", { name: "Short code" });
    await expect.poll(() => shortCode.isEnabled()).toBe(true);
    await shortCode.press("Space");
    await expect.poll(() => shortCode.isChecked()).toBe(false);
    await look(page, "channel-short-code");
    await page.getByRole("button", { name: "Save" }).click();
    const shop = () => house.ada.call(channelView, "GET", `/channels/${house.shop.channelId}`);
    await expect.poll(async () => (await shop()).shortCode).toBe(false);
    const hint = house.thread.getByTitle(/is added at the end of what you send/);
    await expect.poll(() => hint.count()).toBe(0);
    await reply().fill("Without");
    await sendButton().click();
    await expect.poll(() => sentTo("Bruno")).toEqual(["Without"]);
  });
});

describe("a reply that leaves later", () => {
  const card = () => house.thread.getByRole("article", { name: "Scheduled reply by Bea Lind" });
  async function sendLater(text: string, moment: string): Promise<void> {
    await reply().fill(text);
    await house.thread.getByRole("button", { name: "More ways to send" }).click();
    await house.page.getByRole("menuitem", { name: "Send later…" }).click();
    await house.page.getByRole("button", { name: new RegExp(moment) }).waitFor();
    if (text.includes("tomorrow")) await look(house.page, "send-later-dialog", WIDE);
    await house.page.getByRole("button", { name: new RegExp(moment) }).click();
    await card().getByText(text).waitFor();
    await expect.poll(() => reply().inputValue()).toBe("");
  }

  it("is put off from the menu, and seen by everybody with who and when; only its author changes it", async () => {
    await house.queue.getByRole("link", { name: /^New/ }).click();
    await house.open("Clara");
    await sendLater("We call you tomorrow", "Tomorrow morning");
    await card()
      .getByText(/^Leaves in/)
      .waitFor();
    await look(house.page, "send-later");
    const carl = house.carl.page;
    await carl.getByRole("region", { name: "Shared Inbox" }).getByRole("link", { name: /Clara/ }).click();
    const seen = carl.getByRole("article", { name: "Scheduled reply by Bea Lind" });
    await seen.getByText("We call you tomorrow").waitFor();
    expect(await seen.getByRole("button").count()).toBe(0);
    await card().getByRole("button", { name: "Edit" }).click();
    await expect.poll(() => reply().inputValue()).toBe("We call you tomorrow");
    await expect.poll(() => seen.count()).toBe(0);
  });

  it("leaves at its moment, once, and stands in the thread as any reply", async () => {
    await sendLater("Good news", "In an hour");
    const moved = await house.page.evaluate(async () => {
      const id = /[0-9a-f-]{36}/.exec(location.pathname)?.[0];
      const view = await (await fetch(`/api/v1/conversations/${id}`)).json();
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ at: new Date(Date.now() + 2000).toISOString() });
      const path = `/api/v1/scheduled-messages/${view.scheduled[0].id}`;
      return (await fetch(path, { method: "PATCH", headers, body })).status;
    });
    expect(moved).toBe(200);
    await expect.poll(() => sentTo("Clara")).toEqual(["Good news"]);
    await expect.poll(() => card().count()).toBe(0);
    await house.thread.getByRole("article", { name: "Reply by Bea Lind" }).getByText("Good news").waitFor();
  });

  it("does not leave when the contact writes first; its words are kept", async () => {
    await house.queue.getByRole("link", { name: /^Pending/ }).click();
    await house.open("Anna");
    await sendLater("Any news?", "In an hour");
    await house.shop.write("Anna", "It works again, thank you");
    await card().getByText("Not sent: the contact wrote first").waitFor();
    await house.thread.getByText(/Anna wrote first|The contact wrote first/).waitFor();
    await look(house.page, "send-later-stopped");
    await card().getByRole("button", { name: "Put in the reply box" }).click();
    await expect.poll(() => reply().inputValue()).toBe("Any news?");
    expect(sentTo("Anna")).toEqual(["We look into it ^BL"]);
  });
});

describe("a first message", () => {
  it("W100 goes to whom nobody knows yet, by key; the answer comes to the same conversation", async () => {
    await house.thread.focus();
    await house.page.keyboard.press("c");
    const dialog = house.page.getByRole("dialog", { name: "New message" });
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.getByText("Enter the id by which the other system knows the contact.").waitFor();
    await dialog.getByLabel("The contact’s id in the other system").fill("Dora");
    await dialog.getByLabel("Name").fill("Dora Lindt");
    await dialog.getByLabel("Message").fill("Your order has arrived");
    await look(house.page, "new-message", WIDE);
    await house.page.keyboard.press("Control+Enter");
    await house.page.getByRole("region", { name: "Conversation with Dora Lindt" }).waitFor();
    await house.thread.getByText("Bea Lind began the conversation").waitFor();
    await expect.poll(() => sentTo("Dora")).toEqual(["Your order has arrived"]);
    const { pathname } = new URL(house.page.url());
    await house.shop.write("Dora", "I fetch it tomorrow");
    await house.thread.getByText("I fetch it tomorrow", { exact: true }).waitFor();
    await house.thread.getByText("Waiting on Bea Lind").waitFor();
    expect(new URL(house.page.url()).pathname).toBe(pathname);
    await look(house.page, "new-message-answered");
    expect(await house.carl.page.getByRole("button", { name: "New message" }).count()).toBe(0);
  });
});

/** One transparent pixel. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

/** A byte more than the channel takes; empty space costs nothing. */
function largeFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), "guichet-large-")), "large.bin");
  writeFileSync(path, "");
  truncateSync(path, 25 * 1024 * 1024 + 1);
  return path;
}
