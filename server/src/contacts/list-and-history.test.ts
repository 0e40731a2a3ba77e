import type { ChannelId, ContactId, listContactsAnswer, Platform } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { TestPerson } from "../testing/test-app.ts";
import { type House, openHouse } from "./contacts.test-kit.ts";

let house: House;
let both: TestPerson;
beforeAll(async () => {
  house = await openHouse();
  both = await house.test.person(house.test.organizationId, "agent", {
    [house.shop]: "contributor",
    [house.press]: "viewer",
  });
});
afterAll(async () => await house?.test.stop());

type Page = z.output<typeof listContactsAnswer>;
const list = async (query: string, as = house.agent) => (await house.as(as, "GET", `/contacts?${query}`)).body as Page;
const namesIn = (page: Page) => page.items.map((one) => one.name);

async function resolveAll(channelId: ChannelId): Promise<void> {
  const { items } = (await house.as(both, "GET", `/conversations?status=new&channels=${channelId}`)).body as {
    items: { id: string }[];
  };
  for (const { id } of items) {
    await house.as(both, "POST", `/conversations/${id}/open`, { steal: true });
    expect((await house.as(both, "PUT", `/conversations/${id}/status`, { status: "resolved" })).status).toBe(200);
  }
}

/** Until the listeners have heard what happened. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (Date.now() > end) throw new Error("It never came true.");
}

describe("the list of contacts", () => {
  it("W136 W137 by name, page by page, only of channels one sees; a search finds words of names, identities and values", async () => {
    for (const name of ["Zoë Ärmel", "anna", "Bea", "Carl", "Dora"]) await house.writes(name);
    await house.writes("Press only", { on: house.press });
    const city = await house.attribute({ name: "City", kind: "text" });
    const { items } = (await house.as(house.agent, "GET", "/conversations?status=new")).body as {
      items: { contact: { id: ContactId; name: string } }[];
    };
    const bea = items.find((row) => row.contact.name === "Bea")?.contact.id;
    if (bea === undefined) throw new Error("Bea did not write.");
    await house.setValue(bea, city.id, "Saint-Étienne");
    await house.work();
    expect(namesIn(await list(""))).toEqual(["anna", "Bea", "Carl", "Dora", "Zoë Ärmel"]);
    expect(namesIn(await list("", both))).toContain("Press only");
    const first = await list("limit=2");
    expect(namesIn(first)).toEqual(["anna", "Bea"]);
    const second = await list(`limit=2&after=${first.next}`);
    expect(namesIn(second)).toEqual(["Carl", "Dora"]);
    const third = await list(`limit=2&after=${second.next}`);
    expect([namesIn(third), third.next]).toEqual([["Zoë Ärmel"], null]);
    for (const [search, found] of [
      ["zoe arm", ["Zoë Ärmel"]],
      ["etienne", ["Bea"]],
      ["SAINT bea", ["Bea"]],
      ["party car", ["Carl"]],
      ["press", []],
      ["nobody", []],
      ["'", []],
      ["'; drop table contacts; -- :* & |", []],
    ] as const)
      expect(namesIn(await list(`search=${encodeURIComponent(search)}`)), search).toEqual(found);
    expect(namesIn(await list("search=press", both))).toEqual(["Press only"]);
    expect(await list("", house.outsider)).toMatchObject({ items: [], next: null });
    for (const cursor of ["x", "%00", Buffer.from("' or 1=1").toString("base64url")])
      expect((await house.as(house.agent, "GET", `/contacts?after=${cursor}`)).status).toBe(400);
  });

  it("W136 a renamed contact stands in its new place, and is found by the new name alone", async () => {
    const { items } = await list("search=dora");
    const dora = await house.contact(items[0]?.id as ContactId);
    await house.as(house.agent, "PATCH", `/contacts/${dora.id}`, { name: "Aaron", version: dora.version });
    await house.work();
    expect(namesIn(await list(""))[0]).toBe("Aaron");
    expect(namesIn(await list("search=aar"))).toEqual(["Aaron"]);
  });

  it("W114 W136 VIPs and members of a group can be listed alone", async () => {
    const { items } = await list("search=carl");
    const carl = items[0]?.id as ContactId;
    await house.as(house.agent, "PATCH", `/contacts/${carl}`, { vip: true });
    const group = await house.group("Marked", { type: "condition", field: "vip", operator: "equals", values: ["yes"] });
    await house.work();
    expect(namesIn(await list("vip=yes"))).toEqual(["Carl"]);
    expect(namesIn(await list(`group=${group.id}`))).toEqual(["Carl"]);
    expect(namesIn(await list(`group=${group.id}&search=bea`))).toEqual([]);
  });
});

describe("history over channels", () => {
  it("W118 W119 contacts with the same value of the matching attribute show each other's history, on channels one sees", async () => {
    const mail = await house.attribute({ name: "E-mail", kind: "email" });
    const here = await house.writes("Mia", { text: "in the shop" });
    const there = await house.writes("Mia again", { on: house.press, text: "to the press" });
    const history = async (as: TestPerson) => {
      const contact = await house.contact(here, as);
      return {
        linked: contact.history.filter((one) => one.linked).map((one) => one.preview),
        more: contact.moreElsewhere,
      };
    };
    await house.setValue(here, mail.id, "Mia@Lumen.example", both);
    await house.setValue(there, mail.id, "mia@lumen.example ", both);
    expect(await history(both)).toEqual({ linked: [], more: false });
    const set = await house.admin("PATCH", "/contact-settings", { matchingAttributeId: mail.id });
    expect(set).toMatchObject({ status: 200, body: { matchingAttributeId: mail.id } });
    expect(await history(both)).toEqual({ linked: ["to the press"], more: false });
    // Whoever does not see the other channel learns only that there is more.
    expect(await history(house.agent)).toEqual({ linked: [], more: true });
    await house.setValue(there, mail.id, null, both);
    expect(await history(both)).toEqual({ linked: [], more: false });
    const choice = await house.attribute({ name: "Newsletter", kind: "yes_no" });
    expect((await house.admin("PATCH", "/contact-settings", { matchingAttributeId: choice.id })).status).toBe(400);
    await house.admin("DELETE", `/contact-attributes/${mail.id}`);
    expect((await house.admin("GET", "/contact-settings")).body).toMatchObject({ matchingAttributeId: null });
  });

  it("W118 on X and Instagram the same user id is the same person, without an attribute; elsewhere it is not", async () => {
    const here = await house.writes("Ines", { text: "to one account" });
    const there = await house.writes("Ines", { on: house.press, text: "to the other" });
    await house.writes("Joan", { on: house.press, text: "somebody else" });
    const linked = async (of: ContactId) =>
      (await house.contact(of, both)).history.filter((one) => one.linked).map((one) => one.preview);
    const channels = (platform: Platform, ...ids: ChannelId[]) =>
      house.test.app.parts.database.system.updateTable("channels").set({ platform }).where("id", "in", ids).execute();
    expect(await linked(here)).toEqual([]);
    for (const platform of ["x", "instagram"] as const) {
      await channels(platform, house.shop, house.press);
      expect(await linked(here)).toEqual(["to the other"]);
      expect(await linked(there)).toEqual(["to one account"]);
    }
    await channels("x", house.shop);
    expect(await linked(here)).toEqual([]);
    await channels("api", house.shop, house.press);
  });
});

describe("auto-clear", () => {
  it("W117 values are erased after the last resolution plus the delay; a new conversation stops the timer", async () => {
    const field = await house.attribute({ name: "Passport", kind: "text" });
    const nora = await house.writes("Nora");
    await house.setValue(nora, field.id, "AB 123");
    expect((await house.admin("PATCH", "/contact-settings", { clearAfterMinutes: 60 })).status).toBe(200);
    expect((await house.admin("PATCH", "/contact-settings", { clearAfterMinutes: 61 })).status).toBe(400);
    const { system } = house.test.app.parts.database;
    const clearAt = async () =>
      (await system.selectFrom("contacts").select("clear_at").where("id", "=", nora).executeTakeFirstOrThrow())
        .clear_at;
    const value = async () => (await house.contact(nora)).attributes.find((one) => one.id === field.id)?.value;
    await resolveAll(house.shop);
    await until(async () => (await clearAt()) !== null);
    await house.writes("Nora");
    await until(async () => (await clearAt()) === null);
    await resolveAll(house.shop);
    await until(async () => (await clearAt()) !== null);
    await house.work(new Date(Date.now() + 59 * 60_000));
    expect(await value()).toBe("AB 123");
    await house.work(new Date(Date.now() + 61 * 60_000));
    expect(await value()).toBe(null);
    const { items } = (await house.as(house.agent, "GET", `/contacts/${nora}/changes`)).body as {
      items: { at: string; before: string | null; after: string | null; erased: boolean }[];
    };
    expect(items.length).toBeGreaterThan(1);
    for (const one of items)
      expect(one).toMatchObject({ before: null, after: null, erased: true, at: expect.any(String) });
    const kept = await system.selectFrom("attribute_values").selectAll().where("contact_id", "=", nora).execute();
    expect(JSON.stringify(kept)).not.toContain("AB 123");
    expect(JSON.stringify(kept)).not.toContain("ab 123");
    expect(namesIn(await list("search=123"))).toEqual([]);
  });
});
