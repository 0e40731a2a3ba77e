import type { ContactId, RuleNode } from "@guichet/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { asks, type House, openHouse, treeOf } from "./contacts.test-kit.ts";
import { listMatching } from "./groups/match-contacts.sql.ts";
import { ruleFieldsOf } from "./rule-fields.ts";

let house: House;
let tier: string;
let orders: string;
beforeAll(async () => {
  house = await openHouse();
  tier = (await house.attribute({ name: "Tier", kind: "text" })).id;
  orders = (await house.attribute({ name: "Orders", kind: "number" })).id;
});
afterAll(async () => await house?.test.stop());

const groupsOf = async (id: ContactId) => (await house.contact(id)).groups.map((one) => one.name);
const listed = async () =>
  (
    (await house.admin("GET", "/contact-groups")).body as {
      items: { id: string; name: string; members: number; computing: boolean; broken: boolean }[];
    }
  ).items;

describe("contact groups", () => {
  it("W115 R37 R39 membership follows each change of a value at once, and a new rule reaches all contacts", async () => {
    const [anna, ben] = [await house.writes("Anna"), await house.writes("Ben")];
    await house.setValue(anna, tier, "GOLD");
    await house.setValue(anna, orders, "12");
    const gold = await house.group("Gold", asks(tier, "any_of", "gold", "platinum"));
    expect(gold).toMatchObject({ computing: true, members: 0 });
    await house.work();
    expect(await groupsOf(anna)).toEqual(["Gold"]);
    expect((await listed())[0]).toMatchObject({ members: 1, computing: false });
    await house.setValue(ben, tier, "Platinum");
    expect(await groupsOf(ben)).toEqual(["Gold"]);
    await house.setValue(ben, tier, "Silver");
    expect(await groupsOf(ben)).toEqual([]);
    const both: RuleNode = {
      type: "all",
      nodes: [
        asks(tier, "equals", "gold"),
        { type: "any", nodes: [asks(orders, "above", "20"), asks(orders, "empty")] },
      ],
    };
    await house.admin("PATCH", `/contact-groups/${gold.id}`, { rule: both });
    await house.work();
    expect(await groupsOf(anna)).toEqual([]);
    await house.setValue(anna, orders, "21");
    expect(await groupsOf(anna)).toEqual(["Gold"]);
  });

  it("W115 W171 a deleted group is gone from contacts, and takes the mark it gave along", async () => {
    const carl = await house.writes("Carl");
    await house.setValue(carl, tier, "press");
    const marking = await house.group("Press", asks(tier, "equals", "press"), true);
    await house.work();
    expect(await house.contact(carl)).toMatchObject({ vip: true, groups: [{ name: "Press" }] });
    expect((await house.admin("DELETE", `/contact-groups/${marking.id}`)).status).toBe(204);
    expect(await groupsOf(carl)).toEqual([]);
    await house.work();
    expect(await house.contact(carl)).toMatchObject({ vip: false, groups: [] });
    expect((await listed()).map((one) => one.name)).not.toContain("Press");
    const left = await house.test.app.parts.database.system
      .selectFrom("contact_groups")
      .select("id")
      .where("id", "=", marking.id)
      .execute();
    expect(left).toEqual([]);
  });

  it("W115 a contact who writes for the first time, and what a platform tells, are looked at in the same moment", async () => {
    await house.writes("Elder", { attributes: { Plan: "Basic" } });
    const { items } = (await house.admin("GET", "/contact-attributes")).body as {
      items: { id: string; name: string }[];
    };
    const plan = items.find((one) => one.name === "Plan")?.id ?? "";
    await house.group("Pro", asks(plan, "starts_with", "pro"));
    await house.group("Unknown tier", asks(tier, "empty"));
    const fay = await house.writes("Fay", { attributes: { Plan: "Pro yearly" } });
    expect(await groupsOf(fay)).toEqual(["Pro", "Unknown tier"]);
    await house.writes("Fay", { attributes: { Plan: "Basic" } });
    expect(await groupsOf(fay)).toEqual(["Unknown tier"]);
  });

  it("W115 R38 an attribute that is not shown is not offered; one that is gone leaves a rule that matches nobody by it", async () => {
    const old = await house.attribute({ name: "Old", kind: "text" });
    const gus = await house.writes("Gus");
    await house.setValue(gus, old.id, "x");
    const group = await house.group("By old", {
      type: "any",
      nodes: [asks(old.id, "filled"), asks(tier, "equals", "only gus")],
    });
    await house.work();
    expect(await groupsOf(gus)).toContain("By old");
    const fields = async () =>
      ((await house.admin("GET", "/contact-groups")).body as { fields: { name: string }[] }).fields.map(
        (one) => one.name,
      );
    const hidden = await house.attribute({ name: "Hidden", kind: "text", shown: false });
    expect(await fields()).not.toContain("Hidden");
    expect(hidden.shown).toBe(false);
    const uses = (await house.admin("GET", "/contact-attributes")).body as {
      items: { id: string; groups: { name: string }[] }[];
    };
    expect(uses.items.find((one) => one.id === old.id)?.groups).toMatchObject([{ name: "By old" }]);
    await house.admin("DELETE", `/contact-attributes/${old.id}`);
    await house.work();
    expect(await groupsOf(gus)).not.toContain("By old");
    expect((await listed()).find((one) => one.id === group.id)).toMatchObject({ broken: true, members: 0 });
  });

  it("W115 a rule is refused with the place that is wrong; names are unique", async () => {
    const refused = async (rule: unknown) => await house.admin("POST", "/contact-groups", { name: "Refused", rule });
    for (const [rule, path] of [
      [treeOf({ type: "any", nodes: [asks(tier, "filled"), asks(orders, "above", "many")] }), "rule.1"],
      [treeOf(asks(uuidV7(), "filled")), "rule.0"],
      [treeOf(asks(tier, "above", "x")), "rule.0"],
      [{ type: "all", nodes: [] }, "rule."],
    ] as const)
      expect(await refused(rule)).toMatchObject({ status: 400, body: { error: { fields: [{ path }] } } });
    expect(
      (await house.admin("POST", "/contact-groups", { name: " gold ", rule: treeOf(asks(tier, "filled")) })).status,
    ).toBe(409);
    const { items } = (await house.admin("GET", "/settings-changes")).body as { items: { action: string }[] };
    expect(items.map((one) => one.action)).toEqual(
      expect.arrayContaining(["contact_group.created", "contact_group.changed", "contact_group.deleted"]),
    );
  });

  it("W115 I22 the preview counts everybody and names only whom the reader sees", async () => {
    const hidden = await house.writes("Hidden one", { on: house.press });
    await house.test.app.parts.database.system
      .insertInto("channel_access")
      .values({
        organization_id: house.test.organizationId,
        channel_id: house.press,
        user_id: house.test.admin.id,
        role: "supervisor",
      })
      .execute();
    await house.setValue(hidden, tier, "preview me", house.test.admin);
    const seen = await house.writes("Seen one");
    await house.setValue(seen, tier, "preview me");
    const rule = treeOf(asks(tier, "equals", "Preview ME"));
    const preview = (await house.admin("POST", "/contact-groups/preview", { rule })).body as {
      count: number;
      more: boolean;
      contacts: { id: string }[];
    };
    expect(preview).toMatchObject({ count: 2, more: false });
    expect(preview.contacts.map((one) => one.id)).toEqual([hidden]);
  });

  it("W45 the queue is filtered by contact groups, one or more", async () => {
    const [hana, ivo] = [await house.writes("Hana"), await house.writes("Ivo")];
    await house.setValue(hana, tier, "west");
    await house.setValue(ivo, tier, "east");
    const [west, east] = [
      await house.group("West", asks(tier, "equals", "west")),
      await house.group("East", asks(tier, "equals", "east")),
    ];
    await house.work();
    const queue = async (groups: string) =>
      (
        (await house.as(house.agent, "GET", `/conversations?status=new&groups=${groups}`)).body as {
          items: { contact: { name: string; groupIds: string[] } }[];
        }
      ).items;
    expect((await queue(west.id)).map((row) => [row.contact.name, row.contact.groupIds])).toEqual([
      ["Hana", [west.id]],
    ]);
    expect((await queue(`${west.id},${east.id}`)).map((row) => row.contact.name).sort()).toEqual(["Hana", "Ivo"]);
    expect(await queue(uuidV7())).toEqual([]);
  });

  it("I12 F-12 while a rule is saved and values change at once, membership comes out as the rule says", async () => {
    const people = await Promise.all(Array.from({ length: 12 }, async (_, n) => await house.writes(`Racer ${n}`)));
    const group = await house.group("Race", asks(orders, "above", "1000"));
    for (let round = 0; round < 3; round += 1) {
      const limit = 1000 + round * 5;
      await Promise.all([
        house.admin("PATCH", `/contact-groups/${group.id}`, { rule: treeOf(asks(orders, "above", String(limit))) }),
        ...people.map(async (id, n) => await house.setValue(id, orders, String(1000 + ((n * 7 + round) % 20)))),
        house.work(),
        house.writes(`Racer ${round}`),
      ]);
      await house.work();
      for (const id of people) {
        const contact = await house.contact(id);
        const value = Number(contact.attributes.find((one) => one.id === orders)?.value);
        expect(
          contact.groups.some((one) => one.id === group.id),
          `${value} above ${limit}`,
        ).toBe(value > limit);
      }
    }
  });

  it("W115 W116 the preview's SQL fits exactly the contacts whom memory puts into the group", async () => {
    const words = ["gold", "GOLD", " Göld", "50%", "_", "'", "x".repeat(300)];
    const people = await Promise.all(Array.from({ length: 10 }, async (_, n) => await house.writes(`Twin ${n}`)));
    for (const [n, id] of people.entries()) {
      if (n % 4 !== 3) await house.setValue(id, tier, words[n % words.length] ?? "");
      if (n % 3 !== 2) await house.setValue(id, orders, String(n * 5 - 10));
    }
    const condition = fc.oneof(
      fc
        .record({
          operator: fc.constantFrom(
            "equals",
            "not_equals",
            "contains",
            "not_contains",
            "starts_with",
            "any_of",
            "filled",
            "empty",
          ),
          values: fc.array(fc.constantFrom(...words.slice(0, 6), "go"), { minLength: 1, maxLength: 2 }),
        })
        .map(({ operator, values }) => asks(tier, operator, ...(operator === "any_of" ? values : values.slice(0, 1)))),
      fc
        .record({
          operator: fc.constantFrom("equals", "not_equals", "above", "at_least", "below", "at_most", "filled"),
          value: fc.integer({ min: -10, max: 40 }),
        })
        .map(({ operator, value }) => asks(orders, operator, String(value))),
    );
    const tree: fc.Arbitrary<RuleNode> = fc.record({
      type: fc.constantFrom("all" as const, "any" as const),
      nodes: fc.array(
        fc.oneof(
          condition,
          fc.record({
            type: fc.constantFrom("all" as const, "any" as const),
            nodes: fc.array(condition, { minLength: 1, maxLength: 3 }),
          }),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    });
    const group = await house.group("Twins", asks(tier, "filled"));
    const fields = ruleFieldsOf([
      { id: tier, kind: "text" },
      { id: orders, kind: "number" },
    ]);
    const sizes = new Set<number>();
    await fc.assert(
      fc.asyncProperty(tree, async (rule) => {
        const saved = await house.admin("PATCH", `/contact-groups/${group.id}`, { rule });
        expect(saved.status, JSON.stringify(saved.body)).toBe(200);
        await house.work();
        const { database, log } = house.test.app.parts;
        const { organizationId, admin } = house.test;
        const ctx = {
          db: database.of(organizationId),
          organizationId,
          actor: { type: "user" as const, id: admin.id },
          now: () => new Date(),
          log,
        };
        const found = await listMatching(ctx, rule, fields, [house.shop, house.press], 1000);
        const members = await database.system
          .selectFrom("contact_group_members")
          .select("contact_id")
          .where("group_id", "=", group.id)
          .execute();
        expect(found?.map((one) => one.id).sort()).toEqual(members.map((one) => one.contact_id).sort());
        sizes.add(members.length);
      }),
      { numRuns: 25, seed: 20261128 },
    );
    // Rules that fit nobody, or all alike, would prove nothing.
    expect(sizes.size).toBeGreaterThan(4);
  }, 120_000);
});
