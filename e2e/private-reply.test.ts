import { privateReplyAnswer } from "@guichet/contract";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

let house: InboxHouse;
photographFailures((): Browser => house.browser);

beforeAll(async () => {
  house = await startInboxHouse("/settings/channels");
});
afterAll(async () => await house?.stop());

const DAY = 86_400_000;
const ago = (days: number) => ({ at: new Date(Date.now() - days * DAY).toISOString() });
const post = { visibility: "public", thread: "post-9", subject: "On the bench" };
const dialog = () => house.page.getByRole("dialog", { name: "Private reply to Fay" });

describe("from public to private", () => {
  it("W92 an Admin says so of an API channel", async () => {
    const { page } = house.admin;
    await page.goto(`${house.guichet.base}/settings/channels/${house.shop.channelId}`);
    await page.getByLabel("Display name").waitFor();
    await page.getByLabel("Comments can be answered in private").check({ force: true });
    expect(await page.getByRole("textbox", { name: "Days after the comment" }).inputValue()).toBe("7");
    await look(page, "private-reply-settings");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved", { exact: false }).first().waitFor();
  });

  it("W92 what was begun for everybody goes to the author alone, and both conversations lead to one another", async () => {
    const { page, thread, shop } = house;
    await shop.write("Fay", "Where is my order 77?", { ...post, id: "comment-1" });
    await house.open("Fay");
    await thread.getByText("Everybody reads it").waitFor();
    await thread.getByText(/^This comment can be answered in private until .*, once\.$/).waitFor();
    const reply = thread.getByRole("textbox", { name: "Reply", exact: true });
    await reply.fill("It left today");
    await look(page, "private-reply-offered");
    await thread.getByRole("button", { name: "Reply in private", exact: true }).click();
    const words = dialog().getByRole("textbox", { name: "Message" });
    expect(await words.inputValue()).toBe("It left today");
    await words.fill("It left today, with the number 12");
    await look(page, "private-reply-dialog", WIDE);
    await dialog().getByRole("button", { name: "Send in private" }).click();
    await expect.poll(() => shop.answeredInPrivate).toEqual(["comment-1"]);
    expect(shop.received).toEqual([{ text: "It left today, with the number 12", contact: "Fay" }]);
    await thread.getByText("It left today, with the number 12").waitFor();
    expect(await thread.getByText("Everybody reads it").count()).toBe(0);
    await look(page, "private-reply-sent");
    await thread.getByRole("button", { name: "Private reply to a comment: show it" }).click();
    await thread.getByText("Where is my order 77?").waitFor();
    await thread.getByText("This comment has had its one private reply.").waitFor();
    expect(await reply.inputValue()).toBe("");
    await look(page, "private-reply-used");
    await thread.getByRole("button", { name: "Show the private reply" }).first().click();
    await thread.getByText("It left today, with the number 12").waitFor();
  });

  it("W93 whoever comes second is told and keeps the words; the key opens the dialog for the next comment", async () => {
    const { page, thread, shop } = house;
    await shop.write("Fay", "And the invoice?", { ...post, id: "comment-2" });
    await thread.getByRole("button", { name: "Private reply to a comment: show it" }).click();
    const comment = thread.getByRole("article").filter({ hasText: "And the invoice?" });
    await comment.waitFor();
    await thread.getByText("This comment can be answered in private until", { exact: false }).waitFor();
    await thread.focus();
    await page.keyboard.press("Shift+R");
    await dialog().getByRole("textbox", { name: "Message" }).fill("Here it is");
    const id = ((await comment.getAttribute("id")) ?? "").replace("message-", "");
    // She takes it over, for it is open here.
    const conversation = new URL(page.url()).pathname.split("/").at(-1);
    await house.ada.call(z.unknown(), "POST", `/conversations/${conversation}/open`, { steal: true });
    await house.ada.call(privateReplyAnswer, "POST", `/messages/${id}/private-reply`, {
      id: crypto.randomUUID(),
      text: "Me first",
    });
    await dialog().getByRole("button", { name: "Send in private" }).click();
    await dialog().getByText("This comment has already been answered in private", { exact: false }).waitFor();
    expect(await dialog().getByRole("textbox", { name: "Message" }).inputValue()).toBe("Here it is");
    await look(page, "private-reply-second", WIDE);
    await expect.poll(() => shop.received.map((one) => one.text)).toContain("Me first");
    expect(shop.received.map((one) => one.text)).not.toContain("Here it is");
    await page.keyboard.press("Escape");
  });

  it("W93 after the days there is no private reply, and the public one stays", async () => {
    const { thread, shop } = house;
    await shop.write("Gus", "Still waiting", { ...post, ...ago(8) });
    await house.open("Gus");
    await thread.getByText(/^The time for a private reply to this comment ended/).waitFor();
    expect(await thread.getByRole("button", { name: /^Reply in private/ }).count()).toBe(0);
    expect(await thread.getByRole("textbox", { name: "Reply", exact: true }).isEditable()).toBe(true);
  });
});
