import { userView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";

describe("privacy", () => {
  let house: InboxHouse;
  let page: InboxHouse["page"];
  let settings: InboxHouse["page"];

  beforeAll(async () => {
    house = await startInboxHouse("/settings/muted-contacts");
    page = house.page;
    settings = house.admin.page;
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W120 an Admin allows muting; an agent mutes in the contact pane, takes it back and does it again; a Viewer cannot", async () => {
    await house.open("Anna");
    const mute = page.getByRole("button", { name: /^Mute Anna/ });
    await page.getByRole("heading", { name: "Identities" }).waitFor();
    expect(await mute.count()).toBe(0);
    await settings.getByText("Nobody is muted").waitFor();
    await look(settings, "muted-contacts-empty");
    await settings.getByRole("switch", { name: "Allow agents to mute contacts" }).check({ force: true });
    await settings.getByText("Saved", { exact: false }).first().waitFor();
    await mute.click();
    await page.getByText("Anna is muted on API. What is open stays as it is.").waitFor();
    await page.getByRole("button", { name: /^Undo/ }).last().click();
    await mute.waitFor();
    await mute.click();
    await page.getByRole("button", { name: "Unmute Anna" }).waitFor();
    await house.thread.getByText("Bea Lind unmuted the contact on this channel", { exact: false }).first().waitFor();
    await look(page, "contact-muted");
    await house.carl.page.getByRole("link", { name: /Hello from Anna/ }).click();
    await house.carl.page.getByText("Muted", { exact: true }).waitFor();
    expect(await house.carl.page.getByRole("button", { name: /mute Anna/i }).count()).toBe(0);
  });

  it("W121 what is open stays to be resolved by hand; a later message is kept, resolved at once and never shows in New", async () => {
    await house.shop.write("Anna", "Another offer");
    await house.thread.getByText("Another offer").first().waitFor();
    await expect.poll(() => house.tab("New")).toBe("New3");
    await page.getByRole("region", { name: "Conversation with Anna" }).press("e");
    await expect.poll(() => house.tab("New")).toBe("New2");
    await house.shop.write("Anna", "A later offer");
    await house.queue.getByRole("link", { name: /^Resolved/ }).click();
    await house.row("Anna").filter({ hasText: "A later offer" }).click();
    await house.thread.getByText("A later offer").first().waitFor();
    await house.thread.getByText("Resolved at once: the contact is muted", { exact: false }).waitFor();
    expect(await house.tab("New")).toBe("New2");
    await look(page, "muted-resolved", [1440]);
  });

  it("W122 W123 the log is searched, leads to the history, waits while muting is off, and unmutes", async () => {
    await house.ada.call(userView, "PUT", `/users/${house.ada.id}/access`, {
      accessMode: "channels",
      channels: [{ channelId: house.shop.channelId, role: "viewer" }],
    });
    await settings.reload();
    const table = settings.getByRole("table", { name: "Muted contacts" });
    await table.getByText("Bea Lind").waitFor();
    const search = settings.getByRole("searchbox", { name: "Search name, handle or channel" });
    await search.fill("nobody of that name");
    await settings.getByText("Nothing found. Try other words.").waitFor();
    await search.fill("ann");
    await table.getByText("Anna").waitFor();
    await settings.getByRole("switch", { name: "Allow agents to mute contacts" }).uncheck({ force: true });
    await settings.getByText("Muting is switched off", { exact: false }).waitFor();
    await look(settings, "muted-contacts");
    await house.shop.write("Anna", "While it is off");
    await expect.poll(() => house.tab("New")).toBe("New3");
    await settings.getByRole("switch", { name: "Allow agents to mute contacts" }).check({ force: true });
    await settings.getByRole("link", { name: "History of Anna" }).click();
    await settings.getByRole("region", { name: "Conversation with Anna" }).waitFor();
    await settings.goBack();
    await settings.getByRole("button", { name: "Unmute Anna" }).click();
    await settings.getByText("Anna is not muted any more.").waitFor();
    await settings.getByText("Nobody is muted").waitFor();
    // Only looking at the channel, Ada may not mute anybody: there is nothing to take back.
    const told = settings.getByText("Anna is not muted any more.").locator("..");
    expect(await told.getByRole("button", { name: /^Undo/ }).count()).toBe(0);
    await house.page.getByRole("button", { name: /^Mute Anna/ }).click();
    await house.ada.call(userView, "PUT", `/users/${house.ada.id}/access`, {
      accessMode: "channels",
      channels: [{ channelId: house.shop.channelId, role: "contributor" }],
    });
    await settings.reload();
    await settings.getByRole("button", { name: "Unmute Anna" }).click();
    await settings.getByText("Nobody is muted").waitFor();
    await told.getByRole("button", { name: /^Undo/ }).click();
    await table.getByText("Anna").waitFor();
    await settings.getByRole("button", { name: "Unmute Anna" }).click();
    await settings.getByText("Nobody is muted").waitFor();
  });

  it("W125 W126 an Admin deletes a contact with a hint; whoever has it open is told, and who writes again is new", async () => {
    await house.queue.getByRole("link", { name: /^New/ }).click();
    await house.open("Bruno");
    await settings.goto(`${house.guichet.base}/contacts`);
    await settings.getByRole("link", { name: /Bruno/ }).click();
    await settings.getByRole("button", { name: "Delete contact" }).click();
    const dialog = settings.getByRole("dialog", { name: "Delete Bruno for good?" });
    const deed = dialog.getByRole("button", { name: "Delete for good" });
    await dialog.getByText("1 conversation with all messages", { exact: false }).waitFor();
    expect(await deed.isDisabled()).toBe(true);
    await look(settings, "delete-contact", [1440, 390]);
    await dialog.getByRole("textbox", { name: "Hint" }).fill("Case 4711");
    await deed.click();
    await page.getByText("This contact was deleted").waitFor();
    await look(page, "contact-deleted", [1440, 390]);
    await settings.getByText("This contact is not here").waitFor();
    expect(await house.row("Bruno").count()).toBe(0);
    await house.shop.write("Bruno", "Here I am again");
    await house.open("Bruno");
    await house.thread.getByText("Here I am again").first().waitFor();
    expect(await house.thread.getByText("Hello from Bruno").count()).toBe(0);
  });

  it("W127 W172 the log of deleted contacts tells hint, platform, date and Admin", async () => {
    await settings.goto(`${house.guichet.base}/settings/deleted-contacts`);
    const table = settings.getByRole("table", { name: "Deleted contacts" });
    for (const words of ["Case 4711", "API", "Ada Admin"]) await table.getByText(words).first().waitFor();
    await table.getByRole("columnheader", { name: "Platform" }).waitFor();
    await look(settings, "deleted-contacts");
  });

  it("W124 muted posts have a page and a switch of their own", async () => {
    await settings.goto(`${house.guichet.base}/settings/muted-posts`);
    await settings.getByText("No post is muted").waitFor();
    await settings.getByRole("switch", { name: "Allow agents to mute posts" }).check({ force: true });
    await settings.getByText("Saved", { exact: false }).first().waitFor();
    await look(settings, "muted-posts-empty", [1440, 390]);
    expect(house.admin.complaints).toEqual([]);
    expect(house.bea.complaints).toEqual([]);
  });
});
