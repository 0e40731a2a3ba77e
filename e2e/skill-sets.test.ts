import { contactGroupView, fallbackTeams, skillSetList, teamView, topicView } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("skill sets", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let ada: Person;
  let admin: Window;
  let inbox: Window;
  let page: Page;
  let desk: Page;
  let thread: Locator;
  const topics = new Map<string, string>();

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    for (const name of ["Refund", "Complaint", "Spam"])
      topics.set(name, (await ada.call(topicView, "POST", "/topics", { name })).id);
    const rule = { type: "all", nodes: [{ type: "condition", field: "vip", operator: "equals", values: ["yes"] }] };
    await ada.call(contactGroupView, "POST", "/contact-groups", { name: "Platinum", rule });
    for (const [name, member] of [
      ["Refund desk", "Bea"],
      ["Front desk", "Carl"],
    ] as const) {
      const { id: userId } = await addAgent(guichet, ada, {
        ...{ firstName: member, lastName: "Lind", channels: { [shop.channelId]: "contributor" } },
      });
      const { id } = await ada.call(teamView, "POST", "/teams", { name });
      await ada.call(teamView, "PUT", `/teams/${id}/members`, { members: [{ userId, role: "contributor" }] });
      await ada.call(teamView, "PUT", `/teams/${id}/channels`, { channelIds: [shop.channelId] });
    }
    admin = await openAs(browser, guichet.base, ada, "/settings/skill-sets");
    inbox = await openAs(browser, guichet.base, ada, "/inbox/new");
    page = admin.page;
    desk = inbox.page;
    thread = desk.getByRole("region", { name: /^Conversation with/ });
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("R40 R46 R47 seed S13 an Admin builds Gold refunds from the screen alone; what is missing is told, and saving shows its teams", async () => {
    await page.getByText("There are no skill sets yet").waitFor();
    await look(page, "skill-sets-empty", WIDE);
    await page.getByRole("link", { name: "Add skill set" }).first().click();
    await page.getByRole("heading", { name: "Add skill set" }).waitFor();
    await page.getByRole("button", { name: "Save skill set" }).click();
    await page.getByText("Choose or type at least one.").waitFor();
    await page.getByRole("textbox", { name: "Name" }).fill("Gold refunds");
    await pickSome("Choice of rule 1.1", "Refund", "Complaint");
    await page.getByRole("button", { name: "Add rule to filter group 1" }).click();
    await pick("What rule 1.2 asks for", "Visibility");
    await page.getByRole("button", { name: "Add filter group", exact: true }).click();
    await pick("What rule 2.1 asks for", "Contact group");
    await pickSome("Choice of rule 2.1", "Platinum");
    await page.getByRole("button", { name: "Add rule to filter group 2" }).click();
    await pick("Operator of rule 2.2", "None of");
    await pickSome("Choice of rule 2.2", "Spam");
    const words = page.getByRole("region", { name: "In words" });
    await words
      .getByText(
        "(Topic any of Refund, Complaint and Visibility Private) or (Contact group any of Platinum and Topic none of Spam)",
      )
      .waitFor();
    await words.getByText("Fits no conversation in New.").waitFor();
    await look(page, "skill-set-new");
    await page.getByRole("button", { name: "Save skill set" }).click();
    await page.getByText("Gold refunds is saved. Now switch it on for a team.").waitFor();
    await page.getByText("It leads to no team yet, so it has no effect.").waitFor();
    await page.getByRole("switch", { name: "Lead to Refund desk" }).click({ force: true });
    await page.getByText("It leads to no team yet, so it has no effect.").waitFor({ state: "detached" });
    await look(page, "skill-set");
  });

  it("R48 the brackets follow AND and OR; leaving with something unsaved is asked, and the keyboard is enough", async () => {
    await page.getByRole("button", { name: "Add filter group", exact: true }).press("Enter");
    await expect.poll(() => focused(page)).toBe("What rule 3.1 asks for");
    await page.getByRole("combobox", { name: "How filter group 3 is joined" }).selectOption("and");
    await pick("What rule 3.1 asks for", "No topic");
    const words = page.getByRole("region", { name: "In words" });
    await words.getByText(/or \(\(Contact group any of Platinum and Topic none of Spam\) and No topic\)$/).waitFor();
    await look(page, "skill-set-brackets", WIDE);
    await page.getByRole("link", { name: "All skill sets" }).click();
    await page.getByRole("button", { name: "Stay" }).click();
    await page.getByRole("button", { name: "Remove filter group 3" }).click();
    await expect.poll(() => words.textContent()).not.toMatch(/No topic/);
    await page.getByRole("button", { name: "Save skill set" }).waitFor();
    expect(await page.getByRole("button", { name: "Save skill set" }).isDisabled()).toBe(true);
  });

  it("R60 R61 R62 seed S14 without a fallback team what fits nowhere waits without one, and Admins are told; a choice is saved at once and mends it", async () => {
    await shop.write("Anna", "Where is my parcel?");
    await desk.getByRole("link", { name: /Anna/ }).waitFor();
    await desk.reload();
    await desk.getByText("1 conversation waits without a team").waitFor();
    await look(desk, "no-team-warning");
    await desk.getByRole("link", { name: "Configure default fallback teams" }).click();
    await desk.getByText("The channel Shop has no default fallback team.", { exact: false }).waitFor();
    await look(desk, "fallback-teams");
    await desk.getByRole("switch", { name: "Front desk is a default fallback team" }).click({ force: true });
    await desk.getByText("Front desk is a default fallback team now.").waitFor();
    await expect
      .poll(() => ada.call(fallbackTeams, "GET", "/fallback-teams").then(({ teamIds }) => teamIds.length))
      .toBe(1);
    await desk.goto(`${guichet.base}/inbox/new`);
    await desk.getByRole("link", { name: /Anna/ }).click();
    await thread.getByText("The conversation was routed to the team Front desk", { exact: false }).waitFor();
    expect(await desk.getByText("waits without a team").count()).toBe(0);
  });

  it("R41 R63 W79 seed S13 a topic leads it to the Refund desk, and Why is this here? says so in one sentence", async () => {
    await desk.keyboard.press("t");
    await desk.getByRole("combobox", { name: "Search topics" }).waitFor();
    await desk.keyboard.type("refund");
    await desk.keyboard.press("Enter");
    await desk.keyboard.press("Escape");
    await thread.getByText("The conversation was routed to the team Refund desk", { exact: false }).waitFor();
    await desk.keyboard.press("w");
    const why = desk.getByRole("dialog", { name: "Why is this here?" });
    await why.getByText("It is with the team Refund desk, because the skill set “Gold refunds” fits.").waitFor();
    await why.getByText("Decided when its topics changed", { exact: false }).waitFor();
    await why.getByText("Gold refunds leads to Refund desk").waitFor();
    await why.getByText("What was known then, and what fitted").first().click();
    await why.getByRole("region", { name: "Gold refunds fitted" }).getByText("Topic found: Refund").waitFor();
    await look(desk, "why-is-this-here", WIDE);
    await why.getByText("Decisions before").click();
    await why.getByText("a default fallback team, because no skill set leads anywhere", { exact: false }).waitFor();
    await desk.keyboard.press("Escape");
  });

  it("R57 R59 W79 seed S24 redirected by hand it stays, whatever its topics say; Z takes the move back", async () => {
    await desk.keyboard.press("Shift+A");
    await desk.getByRole("textbox", { name: "Search teams" }).waitFor();
    await look(desk, "assignment-menu-teams", WIDE);
    await desk.keyboard.type("front");
    await desk.keyboard.press("Enter");
    await thread.getByText("Ada Admin moved the conversation to the team Front desk", { exact: false }).waitFor();
    await desk.getByText("Anna is with the team Front desk now").waitFor();
    await desk.keyboard.press("t");
    await desk.getByRole("combobox", { name: "Search topics" }).waitFor();
    await desk.keyboard.type("complaint");
    await desk.keyboard.press("Enter");
    await desk.keyboard.press("Escape");
    await thread.getByText("The topic “Complaint” was added", { exact: false }).waitFor();
    await desk.getByRole("button", { name: "Conversation view" }).click();
    await desk.getByRole("menuitem", { name: "Why is this here?" }).click();
    const why = desk.getByRole("dialog", { name: "Why is this here?" });
    await why
      .getByText("Ada Admin moved it to the team Front desk. It stays there until it is resolved.")
      .first()
      .waitFor();
    await desk.keyboard.press("Escape");
    await palette("Move to a team", "Refund desk");
    await thread.getByText("Ada Admin moved the conversation to the team Refund desk", { exact: false }).waitFor();
    await desk.getByText("Anna is with the team Refund desk now").waitFor();
    await desk.keyboard.press("z");
    await expect.poll(() => thread.locator("[data-team]").textContent()).toMatch(/Front desk/);
  });

  it("R57 W49 many are moved together and taken back", async () => {
    await shop.write("Bruno", "Hello from Bruno");
    await desk.goto(`${guichet.base}/inbox/new`);
    for (const name of ["Anna", "Bruno"]) {
      await desk.getByRole("link", { name: new RegExp(name) }).focus();
      await desk.keyboard.press("x");
    }
    const bar = desk.getByRole("region", { name: "Selected conversations" });
    await bar.getByText("2 selected").waitFor();
    await bar.getByRole("button", { name: "Move to a team" }).click();
    await desk.getByRole("combobox", { name: "Search teams" }).waitFor();
    await desk.keyboard.type("refund");
    await look(desk, "bulk-team", WIDE);
    await desk.keyboard.press("Enter");
    await desk.getByText("2 moved to another team").waitFor();
    await desk.keyboard.press("z");
    await desk.getByText("2 taken back").waitFor();
  });

  it("R52 a deletion names the skill sets that ask for it and leaves them invalid; deleting one can be taken back", async () => {
    await page.goto(`${guichet.base}/settings/topics`);
    await page.getByRole("button", { name: "Delete Spam" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("1 skill set asks for it:").waitFor();
    await look(page, "topic-used-by-skill-sets", WIDE);
    await dialog.getByRole("button", { name: "Delete the topic" }).click();
    await page.goto(`${guichet.base}/settings/skill-sets`);
    await page.getByText("Invalid: matches nothing").waitFor();
    await look(page, "skill-sets");
    await page.getByRole("searchbox", { name: "Search skill sets" }).fill("platinum");
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    await page.getByRole("searchbox", { name: "Search skill sets" }).fill("nothing like it");
    await page.getByText("No skill set has this in its name, rules or teams.").waitFor();
    await page.getByRole("searchbox", { name: "Search skill sets" }).fill("");
    await page.getByRole("switch", { name: "Enable Gold refunds" }).click({ force: true });
    await expect.poll(async () => (await skillSet()).enabled).toBe(false);
    await page.getByRole("button", { name: "Delete Gold refunds" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete skill set" }).click();
    await page.getByText("There are no skill sets yet").waitFor();
    await page.getByRole("button", { name: /^Undo/ }).click();
    await page.getByRole("link", { name: /Gold refunds/ }).click();
    await page.getByText("This skill set is invalid and matches nothing").waitFor();
    await page.getByRole("button", { name: "Remove rule 2.2" }).click();
    await page.getByRole("button", { name: "Save skill set" }).click();
    await page.getByText("This skill set is invalid and matches nothing").waitFor({ state: "detached" });
  });

  it("R40 I12 what another Admin has saved meanwhile is shown, and one chooses whose words stand", async () => {
    const { id, rule, version } = await skillSet();
    await ada.call(z.unknown(), "PATCH", `/skill-sets/${id}`, { version, name: "Theirs", rule });
    await page.getByRole("textbox", { name: "Name" }).fill("Mine");
    await page.getByRole("button", { name: "Save skill set" }).click();
    await page.getByText("Somebody else has saved this skill set in the meantime").waitFor();
    await page.getByText("Theirs").first().waitFor();
    await look(page, "skill-set-meanwhile", WIDE);
    await page.getByRole("button", { name: "Save mine instead" }).click();
    await page.getByRole("heading", { name: "Mine", level: 1 }).waitFor();
    expect((await skillSet()).name).toBe("Mine");
  });

  it("R174 the page of a team names what leads to it and sets nothing", async () => {
    await page.goto(`${guichet.base}/settings/teams`);
    await page.getByRole("link", { name: /Refund desk/ }).click();
    const part = page.getByRole("region", { name: "Skill sets" });
    await part.getByText("1 skill set leads to it:").waitFor();
    await part.getByText("Mine").waitFor();
    expect(await part.getByRole("textbox").count()).toBe(0);
    await look(page, "team-with-skill-sets", WIDE);
  });

  it("R40 R57 S02 the same in French", async () => {
    await ada.call(z.unknown(), "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/skill-sets`);
    await page.getByRole("heading", { name: "Ensembles de compétences" }).waitFor();
    await look(page, "skill-sets-fr");
    await page.getByRole("link", { name: /Mine/ }).click();
    await page.getByRole("button", { name: "Ajouter un groupe de filtres" }).waitFor();
    await page.getByText(/Sujet\s: n’importe lequel parmi Refund, Complaint/).waitFor();
    await look(page, "skill-set-fr");
    await page.goto(`${guichet.base}/settings/skill-sets/fallback`);
    await page.getByRole("heading", { name: "Équipes de secours par défaut" }).waitFor();
    await look(page, "fallback-teams-fr");
    await desk.goto(`${guichet.base}/inbox/new`);
    await desk.getByRole("link", { name: /Anna/ }).click();
    await desk.getByRole("button", { name: /^Affectation/ }).waitFor();
    await desk.keyboard.press("w");
    await desk
      .getByText(/Ada Admin l’a déplacée vers l’équipe Front desk/)
      .first()
      .waitFor();
    await desk.getByText("Décisions précédentes").click();
    const known = desk.getByRole("group").filter({ hasText: "Gold refunds convenait" }).last();
    await known.getByText("Ce qui était connu alors, et ce qui convenait").click();
    await known.getByText("Sujet trouvé : Refund").waitFor();
    await look(desk, "why-is-this-here-fr", WIDE);
    expect([...admin.complaints, ...inbox.complaints]).toEqual([]);
  });

  async function skillSet() {
    const [one] = (await ada.call(skillSetList, "GET", "/skill-sets")).items;
    if (one === undefined) throw new Error("There is no skill set.");
    return one;
  }

  async function pick(label: string, option: string): Promise<void> {
    await page.getByRole("combobox", { name: label }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  }

  async function pickSome(label: string, ...options: string[]): Promise<void> {
    const field = page.getByRole("combobox", { name: label });
    await field.click();
    for (const option of options) await page.getByRole("option", { name: option, exact: true }).click();
    await page.keyboard.press("Escape");
  }

  async function palette(command: string, choice: string): Promise<void> {
    await desk.keyboard.press("Control+k");
    await desk.keyboard.type(command);
    await desk.keyboard.press("Enter");
    await desk.keyboard.type(choice);
    await desk.keyboard.press("Enter");
  }
});

async function focused(page: Page): Promise<string | null> {
  return await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);
}
