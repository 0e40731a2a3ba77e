import { messageTemplates } from "@guichet/contract";
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

const ago = (hours: number) => ({ at: new Date(Date.now() - hours * 3_600_000).toISOString() });
const reply = () => house.thread.getByRole("textbox", { name: "Reply", exact: true });
const dialogOf = (name: string) => house.page.getByRole("dialog", { name: `Template to ${name}` });
const listPath = () => `/channels/${house.shop.channelId}/templates`;
/** As another system would, in an Admin's name. */
const setStatus = async (status: "approved" | "paused") => {
  const { templates } = await house.ada.call(messageTemplates, "GET", listPath());
  await house.ada.call(z.unknown(), "PUT", listPath(), { templates: templates.map((one) => ({ ...one, status })) });
};

describe("what may be written when the platform takes no replies", () => {
  it("W95 an Admin writes the channel's templates, and is told what is wrong with one", async () => {
    const { page } = house.admin;
    await page.goto(`${house.guichet.base}/settings/channels/${house.shop.channelId}`);
    await page.getByLabel("Display name").waitFor({ timeout: 60_000 });
    await page.getByLabel("Replies have a time limit").check({ force: true });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved", { exact: false }).first().waitFor();
    await page.getByRole("button", { name: "Add a template" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a template" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("order_ready");
    await dialog.getByRole("textbox", { name: "Language" }).fill("en");
    await dialog.getByRole("textbox", { name: "Text" }).fill("Hello {{1}}, order {{3}} is ready.");
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await dialog.getByText("Number the parameters from 1 without a gap.").waitFor();
    await dialog.getByRole("textbox", { name: "Text" }).fill("Hello {{1}}, order {{2}} is ready.");
    await dialog.getByRole("combobox", { name: "{{1}} begins with" }).selectOption("contact.first_name");
    await look(page, "template-editor", WIDE);
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("table", { name: "Message templates" }).getByText("order_ready · en").waitFor();
    await look(page, "template-settings");
  });

  it("W95 free text is refused, and a template is found, filled and sent by keyboard alone", async () => {
    const { page, thread, shop } = house;
    await shop.write("Egon", "Is it ready?", ago(25));
    await house.open("Egon");
    await thread.getByText(/^The time for replies ended .* only a template can be sent/).waitFor();
    await reply().fill("Typed before");
    await look(page, "template-offered");
    await thread.getByRole("button", { name: "Choose a template" }).press("Enter");
    const search = dialogOf("Egon").getByRole("combobox", { name: "Templates" });
    await search.waitFor();
    await expect.poll(() => search.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type("order ready");
    await look(page, "template-choice", WIDE);
    await page.keyboard.press("Enter");
    expect(await dialogOf("Egon").getByRole("textbox", { name: "Value 1" }).inputValue()).toBe("Egon");
    const second = dialogOf("Egon").getByRole("textbox", { name: "Value 2" });
    await expect.poll(() => second.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await dialogOf("Egon").getByText("Fill this in").waitFor();
    await page.keyboard.type("77");
    await dialogOf("Egon").getByRole("region", { name: "What Egon reads" }).getByText("77").waitFor();
    await look(page, "template-filled", WIDE);
    await page.keyboard.press("Enter");
    await dialogOf("Egon").waitFor({ state: "detached" });
    await expect
      .poll(() => shop.templates, { timeout: 20_000 })
      .toEqual([{ name: "order_ready", language: "en", parameters: { "1": "Egon", "2": "77" } }]);
    expect(shop.received).toEqual([{ text: "Hello Egon, order 77 is ready.", contact: "Egon" }]);
    await thread.getByText("Template order_ready, en").waitFor();
    expect(await reply().inputValue()).toBe("Typed before");
    await look(page, "template-sent");
  });

  it("W95 one that is paused meanwhile is not sent, what was filled in stays, and it goes when it is approved again", async () => {
    const { page, thread, shop } = house;
    await thread.getByRole("button", { name: "Send a template" }).click();
    await dialogOf("Egon").getByRole("option").first().click();
    await dialogOf("Egon").getByRole("textbox", { name: "Value 2" }).fill("78");
    await setStatus("paused");
    await dialogOf("Egon").getByRole("button", { name: "Send the template" }).click();
    await dialogOf("Egon").getByText("This template is paused or was removed meanwhile", { exact: false }).waitFor();
    expect(await dialogOf("Egon").getByRole("textbox", { name: "Value 2" }).inputValue()).toBe("78");
    await look(page, "template-paused", WIDE);
    await page.keyboard.press("Escape");
    // None is left: the way to them is gone.
    await expect.poll(() => thread.getByRole("button", { name: "Send a template" }).count()).toBe(0);
    await setStatus("approved");
    await thread.getByRole("button", { name: "Send a template" }).click();
    expect(await dialogOf("Egon").getByRole("textbox", { name: "Value 2" }).inputValue()).toBe("78");
    await dialogOf("Egon").getByRole("button", { name: "Send the template" }).click();
    await expect.poll(() => shop.received.length, { timeout: 20_000 }).toBe(2);
  });

  it("W95 it may be sent in time as well, in French and on a phone", async () => {
    const { page, shop } = house;
    await shop.write("Fay", "Bonjour");
    await page.goto(`${house.guichet.base}/profile`);
    await page.getByRole("combobox", { name: "Language" }).click();
    await page.getByRole("option", { name: "Français" }).click();
    await page.getByRole("link", { name: "Mon profil" }).waitFor();
    await page.goto(`${house.guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Fay/ }).click();
    await page.setViewportSize({ width: 390, height: 844 });
    const french = page.getByRole("region", { name: "Conversation avec Fay" });
    await french.getByRole("button", { name: "Envoyer un modèle" }).click();
    const dialog = page.getByRole("dialog", { name: "Modèle pour Fay" });
    await dialog.getByRole("option").first().click();
    await dialog.getByRole("textbox", { name: "Valeur 2" }).fill("79");
    await look(page, "template-french", [390]);
    await dialog.getByRole("button", { name: "Envoyer le modèle" }).click();
    await french.getByText("Modèle order_ready, en").waitFor();
    await expect
      .poll(() => shop.received.at(-1), { timeout: 20_000 })
      .toEqual({
        text: "Hello Fay, order 79 is ready.",
        contact: "Fay",
      });
  });

  it("the browsers did not complain", () => {
    expect([...house.admin.complaints, ...house.bea.complaints]).toEqual([]);
  });
});
