import { skillSetList, tagView, teamView, topicView } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { addAgent } from "./testing/house.ts";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { pressUntil } from "./testing/press-until.ts";

describe("trying before saving", () => {
  let house: InboxHouse;
  let settings: Page;
  let ada: InboxHouse["ada"];

  beforeAll(async () => {
    house = await startInboxHouse("/settings/automations/new");
    ({ ada } = house);
    settings = house.admin.page;
    await ada.call(topicView, "POST", "/topics", { name: "Refunds" });
    await ada.call(topicView, "POST", "/topics", { name: "Delivery" });
    await ada.call(tagView, "POST", "/tags", { name: "Unhappy" });
    const { id } = await ada.call(teamView, "POST", "/teams", { name: "Refund desk" });
    const channels = { [house.shop.channelId]: "contributor" } as const;
    const gus = await addAgent(house.guichet, ada, { firstName: "Gus", lastName: "Lind", channels });
    await ada.call(teamView, "PUT", `/teams/${id}/members`, { members: [{ userId: gus.id, role: "contributor" }] });
    await ada.call(teamView, "PUT", `/teams/${id}/channels`, { channelIds: [house.shop.channelId] });
    await house.shop.write("Dora", "Where is my refund?");
    await house.shop.write("Emil", "I want my money back");
    await house.shop.write("Emil", "A refund, please");
    await settings.reload();
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  const start = (): Locator => settings.getByRole("button", { name: "Try it on the past" });
  const found = (): Locator => settings.getByRole("table", { name: /conversations? with a message that fits/ });

  it("R22 an automation that is not saved is tried by keyboard on what contacts wrote: how many, what would happen, what never fires", async () => {
    await settings.getByText("Complete the rule above first.").waitFor();
    expect(await start().isDisabled()).toBe(true);
    await settings.getByRole("textbox", { name: "Phrases of condition 1" }).fill("refund, chargeback");
    await choose("Topic of action 1", "Refunds");
    await settings.getByRole("button", { name: "Add action" }).click();
    await choose("Tag of action 2", "Unhappy");
    await settings.getByRole("button", { name: "Or…" }).click();
    await settings.getByRole("textbox", { name: "Phrases of condition 2" }).fill("lawyer");
    await start().focus();
    await settings.keyboard.press("Enter");
    await settings.getByText("2 messages of 6 would have fitted, in 2 conversations.").waitFor();
    await settings.getByText("Apply topic Refunds: 2 times").waitFor();
    await settings.getByText("Found nowhere: “chargeback”").waitFor();
    await settings.getByText("never true").waitFor();
    await settings.getByText("As a table").first().click();
    await settings.getByRole("row", { name: /2 6$/ }).waitFor();
    expect(await found().getByRole("link").count()).toBe(2);
    await settings.getByText("2 messages of 6", { exact: false }).scrollIntoViewIfNeeded();
    await look(settings, "try-automation");
    await found().scrollIntoViewIfNeeded();
    await look(settings, "try-automation-found");
    // Nothing was saved, and nothing was done.
    await house.open("Dora");
    expect(await house.topic("Refunds").count()).toBe(0);
  });

  it("R22 what was changed since is said to be of before; a row opens its conversation", async () => {
    await settings.getByRole("textbox", { name: "Phrases of condition 1" }).fill("refund");
    await settings.getByText("You have changed something since", { exact: false }).waitFor();
    await start().click();
    await settings.getByText("You have changed something since", { exact: false }).waitFor({ state: "detached" });
    await found().getByRole("link", { name: /Dora/ }).click();
    await settings.getByRole("button", { name: "Leave" }).click();
    await settings.getByRole("region", { name: "Conversation with Dora" }).waitFor();
  });

  it("R40 R54 R60 a skill set that is not saved is tried: where conversations would go, who falls back, what is never true", async () => {
    await settings.goto(`${house.guichet.base}/settings/skill-sets/new`);
    await settings.getByText("Complete the rule above first.").waitFor();
    await choose("What rule 1.1 asks for", "Keywords");
    const words = settings.getByLabel("Choice of rule 1.1").first();
    await words.fill("refund");
    await words.press("Enter");
    await words.fill("voucher");
    await words.press("Enter");
    await settings.getByRole("combobox", { name: "Lead to these teams" }).click();
    await settings.getByRole("option", { name: "Refund desk" }).click();
    await settings.keyboard.press("Escape");
    await pressUntil(start(), settings.getByText("2 conversations of 5 would fit."));
    await settings.getByText("2 go to another team than without this.").waitFor();
    await settings.getByText("3 have No team (5 without this).").waitFor();
    await settings.getByText("Found nowhere: “voucher”").waitFor();
    await settings.getByRole("row", { name: /^Refund desk 0 2/ }).waitFor();
    await settings.getByRole("row", { name: /Dora .*Refund desk/ }).waitFor();
    await settings.getByText("2 conversations of 5 would fit.").scrollIntoViewIfNeeded();
    await look(settings, "try-skill-set");
    await settings.getByRole("table", { name: /fit or move/ }).scrollIntoViewIfNeeded();
    await look(settings, "try-skill-set-found");
    await house.open("Dora");
    expect(await house.thread.getByText("Refund desk").count()).toBe(0);
    expect((await ada.call(skillSetList, "GET", "/skill-sets")).items).toEqual([]);
  });

  it("R53 R60 an automation tried where teams are chosen says where conversations would go, and which would fall back", async () => {
    const teams = z.object({ items: z.array(z.object({ id: z.string() })) });
    const { items } = await ada.call(teams, "GET", "/teams");
    await ada.call(z.unknown(), "PUT", `/fallback-teams/${items[0]?.id}`, { on: true });
    await settings.goto(`${house.guichet.base}/settings/automations/new`);
    await settings.getByRole("textbox", { name: "Phrases of condition 1" }).fill("refund");
    await choose("Topic of action 1", "Refunds");
    await start().click();
    const places = settings.getByRole("list", { name: "Which teams would have got them" });
    await places.getByText("The 2 newest conversations that fit, as if they came in now", { exact: false }).waitFor();
    await places.getByText("2 fall back to a default fallback team (2 without this).").waitFor();
    await settings.getByRole("row", { name: /^Refund desk 2 2/ }).waitFor();
    await found().getByText("Goes to Refund desk").first().waitFor();
    await places.scrollIntoViewIfNeeded();
    await look(settings, "try-automation-places");
    await settings.getByRole("textbox", { name: "Phrases of condition 1" }).fill("");
    await ada.call(z.unknown(), "DELETE", `/fallback-teams/${items[0]?.id}`);
  });

  it("R40 S02 the same in French, with an empty past", async () => {
    await ada.call(z.unknown(), "PATCH", "/me", { locale: "fr" });
    await settings.reload();
    await settings.getByRole("button", { name: "Essayer sur le passé" }).waitFor();
    await settings.goto(`${house.guichet.base}/settings/automations/new`);
    await settings.getByRole("textbox", { name: "Expressions de la condition 1" }).fill("remboursement");
    await settings.getByRole("button", { name: "Essayer sur le passé" }).click();
    await settings.getByText("Aucun message n’aurait correspondu sur 6", { exact: false }).waitFor();
    await settings.getByText("Aucun message n’aurait correspondu", { exact: false }).scrollIntoViewIfNeeded();
    await look(settings, "try-automation-french");
  });

  it("the browsers did not complain", () => {
    expect([...house.admin.complaints, ...house.bea.complaints]).toEqual([]);
  });

  async function choose(field: string, option: string): Promise<void> {
    await settings.getByRole("combobox", { name: field, exact: true }).click();
    await settings.getByRole("option", { name: option, exact: true }).click();
  }
});
