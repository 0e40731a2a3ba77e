import { readFile } from "node:fs/promises";
import { type AutomationList, automationList, automationView, tagView, topicView } from "@guichet/contract";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";

describe("the file of rules", () => {
  let house: InboxHouse;
  let settings: Page;
  let ada: InboxHouse["ada"];
  let exported = "";

  beforeAll(async () => {
    house = await startInboxHouse("/settings");
    ({ ada } = house);
    settings = house.admin.page;
    const topic = await ada.call(topicView, "POST", "/topics", { name: "Refunds" });
    const tag = await ada.call(tagView, "POST", "/tags", { name: "Unhappy" });
    const condition = { type: "condition", field: "message", operator: "any_of", values: ["refund", "money back"] };
    for (const name of ["Money back", "Anything"])
      await ada.call(automationView, "POST", "/automations", {
        ...{ name, allChannels: true, channelIds: [] },
        rule: { type: "any", nodes: [{ type: "all", nodes: [condition] }] },
        actions: [
          { type: "topic", topicId: topic.id },
          { type: "tag", tagId: tag.id },
        ],
      });
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  const automations = async (): Promise<AutomationList["items"]> =>
    (await ada.call(automationList, "GET", "/automations")).items;
  const choose = async (name: string, text: string): Promise<void> =>
    await settings
      .locator("input[type=file]")
      .setInputFiles({ name, mimeType: "application/yaml", buffer: Buffer.from(text) });

  it("R22 R40 an Admin finds the page in Settings and takes the rules away as a file that reads by name", async () => {
    await settings
      .getByRole("navigation", { name: "Settings" })
      .getByRole("link", { name: "Import and export" })
      .click();
    await settings.getByRole("heading", { name: "Import and export" }).waitFor();
    await look(settings, "rules-file");
    const [download] = await Promise.all([
      settings.waitForEvent("download"),
      settings.getByRole("link", { name: "Download the rules" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^guichet-rules-\d{4}-\d\d-\d\d\.yaml$/);
    exported = await readFile(await download.path(), "utf8");
    expect(exported).toContain("  - name: Money back\n    enabled: true\n    channels: all\n");
    expect(exported).toContain("- any_of:\n              - refund\n              - money back\n");
  });

  it("R22 R40 a file of another installation: differences field by field, names that are not here, what is left out; nothing is changed before", async () => {
    const file = exported
      .replace("              - money back\n", "")
      .replace(/ {2}- name: Anything[\s\S]*?(?=skillSets:)/, "")
      .replace(
        "skillSets:",
        `  - name: Vouchers
    enabled: true
    channels: all
    when:
      - all:
          - begins_with: [voucher]
    do:
      - tag: Unhappy
      - topic: Vouchers
  - name: Lost
    enabled: true
    channels: all
    when:
      - all:
          - word_count: 2
    do:
      - topic: Lost and found
skillSets:`,
      );
    await choose("trial.yaml", file);
    await settings.getByRole("heading", { name: "What trial.yaml would change" }).waitFor();
    await settings.getByText("1 added, 1 changed, 1 removed.", { exact: false }).waitFor();
    await settings.getByText("2 names are not here and drop out").waitFor();
    await settings.getByText("nothing would be left that it does.", { exact: false }).waitFor();
    const differences = settings.getByRole("list", { name: "Differences" });
    await differences.getByText("Added Automation Vouchers").click();
    await differences
      .getByRole("row", { name: /^Conditions/ })
      .first()
      .waitFor();
    expect((await automations()).map(({ name }) => name)).toEqual(["Money back", "Anything"]);
    await settings.getByRole("heading", { name: "What trial.yaml would change" }).scrollIntoViewIfNeeded();
    await look(settings, "rules-file-preview");
    await settings.getByRole("button", { name: "Import these 3 changes" }).scrollIntoViewIfNeeded();
    await look(settings, "rules-file-differences");
  });

  it("R22 somebody has changed the rules since: nothing is imported, the differences are looked at again, then all is done", async () => {
    const [money] = await automations();
    await ada.call(automationView, "PATCH", `/automations/${money?.id}`, { enabled: false });
    await settings.getByRole("button", { name: "Import these 3 changes" }).click();
    await settings.getByText("The rules have changed since you looked: nothing was imported.").waitFor();
    expect((await automations()).map(({ name }) => name)).toEqual(["Money back", "Anything"]);
    await settings.getByRole("button", { name: "Look at the differences again" }).click();
    await settings.getByRole("row", { name: /^Enabled false true/ }).waitFor();
    await settings.getByRole("button", { name: "Import these 3 changes" }).focus();
    await settings.keyboard.press("Enter");
    await settings.getByText("3 changes are imported.").waitFor();
    const after = await automations();
    expect(after.map(({ name, enabled }) => [name, enabled])).toEqual([
      ["Money back", true],
      ["Vouchers", true],
    ]);
    expect(after[0]?.rule.nodes[0]?.nodes[0]?.values).toEqual(["refund"]);
  });

  it("R22 a file that is none says where and why, and one that says what is here says that nothing would change", async () => {
    await choose("broken.yaml", "guichetRules: 1\nautomations:\n  - name: A\n    wen: []\n");
    await settings.getByText("This file cannot be imported:").waitFor();
    await settings.getByText("automations › 1 › wen").waitFor();
    await look(settings, "rules-file-broken");
    await choose("holiday.png", "\u0089PNG");
    await settings.getByText("this is no file of rules", { exact: false }).waitFor();
    const [download] = await Promise.all([
      settings.waitForEvent("download"),
      settings.getByRole("link", { name: "Download the rules" }).click(),
    ]);
    await choose("same.yaml", await readFile(await download.path(), "utf8"));
    await settings.getByText("Nothing would change. 2 are the same already.").waitFor();
    expect(await settings.getByRole("button", { name: /^Import/ }).count()).toBe(0);
  });

  it("R22 S02 W170 the same in French; the log of settings names the import", async () => {
    await ada.call(z.unknown(), "PATCH", "/me", { locale: "fr" });
    await settings.reload();
    await settings.getByRole("heading", { name: "Importation et exportation" }).waitFor();
    await choose("essai.yaml", "guichetRules: 1\nautomations: []\nfallbackTeams: [Accueil]\n");
    await settings.getByText("0 ajout, 0 modification, 2 retraits.", { exact: false }).waitFor();
    await settings.getByText("1 nom n’existe pas ici et disparaît").waitFor();
    await look(settings, "rules-file-french");
    await settings.goto(`${house.guichet.base}/settings/audit-log`);
    await settings.getByText("Règles importées").first().waitFor();
  });

  it("the browsers did not complain", () => {
    expect([...house.admin.complaints, ...house.bea.complaints]).toEqual([]);
  });
});
