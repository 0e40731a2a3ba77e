import { businessHoursList, businessHoursView, me, slaPolicyList, slaPolicyView } from "@guichet/contract";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";

describe("opening hours, and how soon contacts are answered", () => {
  let house: InboxHouse;
  let settings: Page;

  beforeAll(async () => {
    house = await startInboxHouse("/settings/business-hours");
    settings = house.admin.page;
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());
  const go = async (path: string) => await settings.goto(`${house.guichet.base}/settings/${path}`);
  const saved = async () => await settings.getByText("Saved", { exact: true }).first().waitFor();

  it("W168 R80 an Admin says when a channel is open, and reads how that stands now", async () => {
    await settings.getByText("Every channel is open around the clock").waitFor();
    await look(settings, "business-hours-empty");
    await settings.getByRole("link", { name: "Add business hours" }).first().click();
    await settings.getByRole("textbox", { name: "Name", exact: true }).fill("Around the clock");
    const monday = settings.getByRole("group", { name: "Monday" });
    await monday.getByLabel("Monday: opens, no. 1").fill("00:00");
    await monday.getByLabel("Monday: closes, no. 1").fill("12:00");
    await monday.getByRole("button", { name: "Add hours on Monday" }).click();
    await monday.getByLabel("Monday: opens, no. 2").fill("11:00");
    await monday.getByText("These hours overlap with others of the day.").waitFor();
    await monday.getByLabel("Monday: opens, no. 2").fill("12:00");
    await monday.getByLabel("Monday: closes, no. 2").fill("00:00");
    await settings.getByRole("button", { name: "Copy Monday to Tuesday–Friday" }).click();
    for (const day of ["Saturday", "Sunday"]) {
      await settings.getByRole("button", { name: `Add hours on ${day}` }).click();
      await settings.getByLabel(`${day}: opens, no. 1`).fill("00:00");
      await settings.getByLabel(`${day}: closes, no. 1`).fill("00:00");
    }
    await settings.getByText("Open around the clock").waitFor();
    await settings.getByRole("button", { name: "Add a holiday" }).click();
    await settings.getByLabel("Date").fill("2031-12-25");
    await settings.getByLabel("Name (optional)").fill("Christmas");
    await settings.getByRole("switch", { name: "Open at other hours" }).check({ force: true });
    await settings.getByRole("combobox", { name: "Add a channel" }).click();
    await settings.getByRole("option", { name: /Shop/ }).click();
    await look(settings, "business-hours");
    await settings.getByRole("button", { name: "Save" }).click();
    await saved();
    await settings.getByRole("link", { name: /Around the clock/ }).waitFor();
    const { items } = await house.ada.call(businessHoursList, "GET", "/business-hours");
    expect(items[0]?.week.friday).toEqual([
      { from: "00:00", until: "12:00" },
      { from: "12:00", until: "24:00" },
    ]);
    expect(items[0]?.holidays).toMatchObject([{ date: "2031-12-25", name: "Christmas" }]);
    await look(settings, "business-hours-list");
  });

  it("W168 a channel is taken from another set only when that is said; deleting tells what follows it and can be taken back", async () => {
    await settings.getByRole("link", { name: "Add business hours" }).first().click();
    await settings.getByRole("textbox", { name: "Name", exact: true }).fill("Office");
    await settings.getByRole("combobox", { name: "Add a channel" }).click();
    await settings.getByRole("option", { name: /Shop \(now: Around the clock\)/ }).click();
    await settings.getByRole("button", { name: "Save" }).click();
    const question = settings.getByRole("dialog", { name: "Take these channels over?" });
    await question.getByText("now: Around the clock").waitFor();
    await look(settings, "business-hours-take-over");
    await question.getByRole("button", { name: "Take over and save" }).click();
    await saved();
    await settings.getByRole("link", { name: /Office/ }).click();
    await settings.getByRole("button", { name: "Delete business hours" }).click();
    await settings.getByText("One channel is open around the clock from then on:").waitFor();
    await look(settings, "business-hours-delete");
    await settings.getByRole("button", { name: "Delete", exact: true }).click();
    await settings.getByText("“Office” has been deleted.").waitFor();
    await settings.getByRole("button", { name: /^Undo/ }).click();
    await settings.getByText("“Office” is back.").waitFor();
    await settings.getByRole("link", { name: /Office/ }).waitFor();
    // Open around the clock again: what follows must not hang on the hour at which it is run.
    const { items } = await house.ada.call(businessHoursList, "GET", "/business-hours");
    const always = items.find((one) => one.name === "Around the clock");
    const given = { version: always?.version, channelIds: [house.shop.channelId], takeOver: [house.shop.channelId] };
    await house.ada.call(businessHoursView, "PATCH", `/business-hours/${always?.id}`, given);
  });

  it("I12 who saves second is told what the other one changed, and can take it", async () => {
    await go("business-hours");
    await settings.getByRole("link", { name: /Office/ }).click();
    const name = settings.getByRole("textbox", { name: "Name", exact: true });
    await name.fill("Bureau");
    const { items } = await house.ada.call(businessHoursList, "GET", "/business-hours");
    const office = items.find((one) => one.name === "Office");
    const change = { version: office?.version, timeZone: "Asia/Tokyo" };
    // Whoever writes has begun on what was there before, though the page has heard of it by now.
    const heard = settings.waitForResponse(
      (one) => one.url().endsWith("/business-hours") && one.request().method() === "GET",
    );
    await house.ada.call(businessHoursView, "PATCH", `/business-hours/${office?.id}`, change);
    await heard;
    await settings.getByRole("button", { name: "Save" }).click();
    await settings.getByText(/Time zone: was .+, is now Asia\/Tokyo/).waitFor();
    await look(settings, "business-hours-changed-meanwhile");
    await settings.getByRole("button", { name: "Show theirs, and give mine up" }).click();
    await expect.poll(() => name.inputValue()).toBe("Office");
    await expect.poll(() => settings.getByRole("combobox", { name: "Time zone" }).inputValue()).toBe("Asia/Tokyo");
  });

  it("R82 R85 a policy marks what waits already: orange, then red with its age, for everybody, without a reload", async () => {
    const { page, row, thread, shop } = house;
    await go("sla-policies");
    await settings.getByText("No SLA policies yet").waitFor();
    await settings.getByRole("link", { name: "Add SLA" }).first().click();
    await settings.getByRole("textbox", { name: "Name", exact: true }).fill("Quick");
    await settings.getByRole("textbox", { name: "First response time" }).fill("");
    await settings.getByText("Give at least one target.").waitFor();
    await settings.getByRole("textbox", { name: "First response time" }).fill("1");
    await settings.getByRole("textbox", { name: "Conversation response time" }).fill("90");
    await settings.getByText("= 1 hr 30 min").waitFor();
    await settings.getByRole("textbox", { name: "Share of the target" }).fill("5");
    const breached = settings.getByRole("region", { name: "When breached" });
    await breached.getByRole("textbox", { name: "Message to the contact" }).fill("We are sorry, somebody comes soon.");
    await breached.getByRole("checkbox", { name: "Remove the assignment" }).check();
    await settings.getByRole("combobox", { name: "Add a channel" }).click();
    await settings.getByRole("option", { name: /Shop/ }).click();
    await look(settings, "sla-policy");
    await settings.getByRole("button", { name: "Save" }).click();
    await saved();
    await look(settings, "sla-policies");
    await shop.write("Dora", "Hello from Dora");
    await row("Dora")
      .getByText(/^Almost breached: First response due/)
      .waitFor({ timeout: 40_000, state: "attached" });
    await house.open("Dora");
    await thread.getByRole("button", { name: /^Due in .*Quick: First response within 1 min/ }).waitFor();
    await page.keyboard.press("a");
    const colleagues = page.getByRole("textbox", { name: "Search colleagues" });
    await colleagues.waitFor();
    await page.keyboard.press("Escape");
    await colleagues.waitFor({ state: "detached" });
    await look(page, "sla-orange");
    await row("Dora")
      .getByText(/^SLA breached .*: First response$/)
      .waitFor({ timeout: 120_000, state: "attached" });
    const badge = thread.getByRole("button", { name: /^Breached .*Quick: First response within 1 min/ });
    await badge.waitFor();
    await badge.focus();
    await page.getByRole("tooltip").getByText("Quick: First response within 1 min", { exact: false }).waitFor();
    await look(page, "sla-red");
    await expect
      .poll(() => shop.received.filter((sent) => sent.text.startsWith("We are sorry")).length)
      .toBeGreaterThan(0);
    // A word of the product answers nobody.
    expect(
      await row("Dora")
        .getByText(/^SLA breached/)
        .count(),
    ).toBe(1);
    await thread.getByRole("textbox", { name: "Reply" }).fill("Here I am");
    await page.keyboard.press("Control+Enter");
    await expect
      .poll(() =>
        row("Dora")
          .getByText(/^SLA breached/)
          .count(),
      )
      .toBe(0);
    await expect.poll(() => thread.getByRole("button", { name: /Quick/ }).count()).toBe(0);
    await shop.write("Dora", "And another question");
    await thread.getByRole("button", { name: /^Due .*Quick: Response within 1 hr 30 min/ }).waitFor();
  }, 300_000);

  it("R82 deleting a policy tells what waits under it; then nothing is owed; and it can be taken back", async () => {
    await go("sla-policies");
    await settings.getByRole("link", { name: /Quick/ }).click();
    await settings.getByRole("button", { name: "Delete SLA policy" }).click();
    await settings.getByText(/conversations? waits? for an answer under it/).waitFor();
    await look(settings, "sla-policy-delete");
    await settings.getByRole("button", { name: "Delete", exact: true }).click();
    await settings.getByText("“Quick” has been deleted.").waitFor();
    await expect.poll(() => house.thread.getByRole("button", { name: /Quick/ }).count()).toBe(0);
    await settings.getByRole("button", { name: /^Undo/ }).click();
    await settings.getByText("“Quick” is back.").waitFor();
    const { items } = await house.ada.call(slaPolicyList, "GET", "/sla-policies");
    expect(items.map((one) => slaPolicyView.parse(one).channelIds)).toEqual([[house.shop.channelId]]);
  });

  it("S02 in French", async () => {
    await house.ada.call(me, "PATCH", "/me", { locale: "fr" });
    await go("sla-policies");
    await settings.getByRole("link", { name: /Quick/ }).click();
    await settings.getByText("Temps de première réponse").first().waitFor();
    await look(settings, "sla-policy-fr");
    await go("business-hours");
    await settings.getByRole("link", { name: /Office/ }).click();
    await settings.getByText("Copier lundi vers mardi–vendredi").waitFor();
    await look(settings, "business-hours-fr");
    await house.ada.call(me, "PATCH", "/me", { locale: "en" });
  });

  it("the browsers did not complain", () => {
    expect([...house.admin.complaints, ...house.bea.complaints]).toEqual([]);
  });
});
