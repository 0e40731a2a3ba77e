import { type ContactId, settingsChange } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { type House, openHouse } from "./contacts.test-kit.ts";

let house: House;
let anna: ContactId;
beforeAll(async () => {
  house = await openHouse();
  anna = await house.writes("Anna");
});
afterAll(async () => await house?.test.stop());

const names = async () =>
  (await house.admin("GET", "/contact-attributes").then(({ body }) => body as { items: { name: string }[] })).items.map(
    (one) => one.name,
  );
const lastChange = async () =>
  z.object({ items: z.array(settingsChange) }).parse((await house.admin("GET", "/settings-changes")).body).items[0];

describe("contact attributes in Settings", () => {
  it("W111 W113 an Admin adds, changes, orders and deletes them, and the audit log tells of each", async () => {
    const tier = await house.attribute({
      name: "Tier",
      kind: "choice",
      options: ["Gold", "gold", "Silver"],
      lookup: true,
    });
    expect(tier).toMatchObject({
      alias: "tier",
      options: ["gold", "Silver"],
      lookup: true,
      crmManaged: false,
      shown: true,
    });
    expect(await lastChange()).toMatchObject({ action: "attribute.created", subject: "Tier" });
    const number = await house.attribute({ name: "Customer n°", kind: "number" });
    expect(number.alias).toBe("customer_n");
    const changed = await house.admin("PATCH", `/contact-attributes/${tier.id}`, { name: "Level", crmManaged: true });
    expect(changed.body).toMatchObject({ name: "Level", crmManaged: true, alias: "tier" });
    expect(await lastChange()).toMatchObject({
      before: { name: "Tier", crmManaged: false },
      after: { name: "Level", crmManaged: true },
    });
    expect(await names()).toEqual(["Level", "Customer n°"]);
    await house.admin("PUT", "/contact-attribute-order", { ids: [number.id] });
    expect(await names()).toEqual(["Customer n°", "Level"]);
    expect(await lastChange()).toMatchObject({
      action: "attribute.ordered",
      after: { order: ["Customer n°", "Level"] },
    });
    expect((await house.admin("DELETE", `/contact-attributes/${number.id}`)).status).toBe(204);
    expect(await names()).toEqual(["Level"]);
    expect((await house.admin("DELETE", `/contact-attributes/${number.id}`)).status).toBe(404);
    // The name is free again.
    expect((await house.admin("POST", "/contact-attributes", { name: "customer N°", kind: "text" })).status).toBe(201);
  });

  it("W111 names and aliases are unique whatever their case, and a choice needs options", async () => {
    const taken = await house.admin("POST", "/contact-attributes", { name: " LEVEL ", kind: "text" });
    expect(taken).toMatchObject({
      status: 409,
      body: { error: { code: "already_exists", details: { field: "name" } } },
    });
    const alias = await house.admin("POST", "/contact-attributes", { name: "Other", kind: "text", alias: "tier" });
    expect(alias).toMatchObject({ status: 409, body: { error: { details: { field: "alias" } } } });
    expect(await house.admin("POST", "/contact-attributes", { name: "Empty", kind: "choice" })).toMatchObject({
      status: 400,
      body: { error: { fields: [{ path: "options" }] } },
    });
  });

  it("W172 W160 what a platform tells appears there by itself, with its platform, and keeps its name", async () => {
    const ben = await house.writes("Ben", { attributes: { Plan: "Pro", Seats: "12" } });
    const { items } = (await house.admin("GET", "/contact-attributes")).body as {
      items: { id: string; name: string; platform: string | null }[];
    };
    const plan = items.find((one) => one.name === "Plan");
    expect(plan).toMatchObject({ platform: "api", kind: "text" });
    const told = (await house.contact(ben)).attributes.filter((one) => one.platform === "api");
    expect(told.map((one) => [one.name, one.value, one.editable])).toEqual([
      ["Plan", "Pro", false],
      ["Seats", "12", false],
    ]);
    expect((await house.admin("PATCH", `/contact-attributes/${plan?.id}`, { name: "Mine" })).status).toBe(403);
    expect((await house.setValue(ben, plan?.id ?? "", "Free")).status).toBe(403);
    await house.admin("PATCH", `/contact-attributes/${plan?.id}`, { shown: false });
    expect((await house.contact(ben)).attributes.map((one) => one.name)).not.toContain("Plan");
    await house.writes("Ben", { attributes: { Seats: "" } });
    expect((await house.contact(ben)).attributes.filter((one) => one.platform === "api")).toEqual([]);
  });

  it("S27 a platform cannot fill Settings without end, and odd names break nothing", async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`n${n}`, "x"]));
    for (let batch = 0; batch < 4; batch += 1) {
      const renamed = Object.fromEntries(Object.keys(many).map((name) => [`${name} of ${batch}`, "x"]));
      await house.writes("Flood", { attributes: renamed });
    }
    const { items } = (await house.admin("GET", "/contact-attributes")).body as {
      items: { platform: string | null }[];
    };
    expect(items.filter((one) => one.platform === "api").length).toBeLessThanOrEqual(300);
    const odd = {
      __proto__x: "a",
      "'; drop table attributes; --": "b",
      ["🙂".repeat(60)]: "c",
      " ": "d",
      "a\u202eb": "e",
    };
    await house.writes("Odd", { attributes: odd });
    expect((await house.admin("GET", "/contact-attributes")).status).toBe(200);
  });

  it("W111 an attribute that is gone takes its values along, bit by bit", async () => {
    const doomed = await house.attribute({ name: "Doomed", kind: "text" });
    await house.setValue(anna, doomed.id, "secret words");
    expect((await house.admin("GET", `/contact-attributes/${doomed.id}/use`)).body).toEqual({
      contacts: 1,
      more: false,
    });
    await house.admin("DELETE", `/contact-attributes/${doomed.id}`);
    expect(JSON.stringify(await house.contact(anna))).not.toContain("secret words");
    await house.work();
    const { system } = house.test.app.parts.database;
    for (const table of ["attribute_values", "contact_changes"] as const) {
      const left = await system.selectFrom(table).selectAll().where("attribute_id", "=", doomed.id).execute();
      expect(left, table).toEqual([]);
    }
  });
});

describe("values of attributes", () => {
  it("W110 W113 values are checked by kind, kept in one form, and refused with the field", async () => {
    const due = await house.attribute({ name: "Renewal", kind: "date" });
    const site = await house.attribute({ name: "Website", kind: "url" });
    const managed = await house.attribute({ name: "Account", kind: "text", crmManaged: true });
    const wrong = await house.setValue(anna, due.id, "soon");
    expect(wrong).toMatchObject({
      status: 400,
      body: { error: { fields: [{ path: "value", problem: "not_a_day" }] } },
    });
    expect((await house.setValue(anna, due.id, "2026-12-01")).status).toBe(200);
    expect((await house.setValue(anna, site.id, "lumen.example")).status).toBe(200);
    expect((await house.setValue(anna, site.id, "javascript:alert(1)")).status).toBe(400);
    expect((await house.setValue(anna, managed.id, "mine")).status).toBe(403);
    const shown = await house.contact(anna);
    const of = (id: string) => shown.attributes.find((one) => one.id === id);
    expect(of(due.id)).toMatchObject({ value: "2026-12-01", source: "agent", version: 1, editable: true });
    expect(of(site.id)).toMatchObject({ value: "https://lumen.example/" });
    expect(of(managed.id)).toMatchObject({ value: null, crmManaged: true, editable: false });
  });

  it("W110 who changed a value, when, from what to what, is kept", async () => {
    const city = await house.attribute({ name: "City", kind: "text" });
    await house.setValue(anna, city.id, "Lyon");
    await house.setValue(anna, city.id, "Paris", house.viewer);
    await house.setValue(anna, city.id, null);
    const { items } = (await house.as(house.agent, "GET", `/contacts/${anna}/changes?attribute=${city.id}`)).body as {
      items: { before: string; after: string; actorName: string }[];
    };
    expect(items.map((one) => [one.before, one.after, one.actorName])).toEqual([
      ["Paris", null, "Test Person"],
      ["Lyon", "Paris", "Test Person"],
      [null, "Lyon", "Test Person"],
    ]);
  });

  it("I12 of many who change one value at once one succeeds, and each other one is told what stands there", async () => {
    const field = await house.attribute({ name: "Contested", kind: "text" });
    const path = `/contacts/${anna}/attributes/${field.id}`;
    const race = async (version: number) =>
      await Promise.all(
        ["a", "b", "c", "d"].map((value) =>
          house.as(house.agent, "PUT", path, { value: `${value}${version}`, version }),
        ),
      );
    for (const version of [0, 1]) {
      const answers = await race(version);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const held = (await house.contact(anna)).attributes.find((one) => one.id === field.id)?.value;
      for (const { body } of answers.filter(({ status }) => status !== 200))
        expect(body).toMatchObject({ error: { code: "changed_meanwhile", details: { value: held } } });
    }
    // A value that was taken away and set again is not mistaken for the old one.
    await house.setValue(anna, field.id, null);
    await house.setValue(anna, field.id, "again");
    expect((await house.as(house.agent, "PUT", path, { value: "late", version: 2 })).status).toBe(409);
  });

  it("W119 I22 whoever does not see the contact reads and changes nothing; unknown and foreign look alike", async () => {
    const field = await house.attribute({ name: "Private", kind: "text" });
    await house.setValue(anna, field.id, "CANARY");
    const stranger = await house.test.person(await house.test.organization(), "admin");
    for (const person of [house.outsider, stranger, house.test.admin]) {
      const put = await house.as(person, "PUT", `/contacts/${anna}/attributes/${field.id}`, { value: "x", version: 1 });
      const none = await house.as(person, "PUT", `/contacts/${uuidV7()}/attributes/${field.id}`, {
        value: "x",
        version: 1,
      });
      expect(put.status).toBe(404);
      expect(put.body).toEqual(none.body);
      for (const path of ["", "/changes", "/notes"])
        expect((await house.as(person, "GET", `/contacts/${anna}${path}`)).status).toBe(404);
    }
    expect((await house.setValue(anna, uuidV7(), "x")).status).toBe(404);
  });

  it.each([
    "\u0000nul",
    "\ud800half",
    "x".repeat(1001),
    "🙂".repeat(600),
    "<img src=x onerror=alert(1)>",
    "'; --",
    "\u202eabc",
  ])("S27 F-21 a hostile value is kept as text or refused: %j", async (value) => {
    const { items } = (await house.admin("GET", "/contact-attributes")).body as {
      items: { id: string; name: string }[];
    };
    const city = items.find((one) => one.name === "City")?.id ?? "";
    const answer = await house.setValue(anna, city, value);
    expect([200, 400]).toContain(answer.status);
    if (answer.status !== 200) return;
    const held = (await house.contact(anna)).attributes.find((one) => one.id === city)?.value;
    expect(held).toBe(value.replace("\0", "\uFFFD").replace("\ud800", "\uFFFD"));
  });
});
