import type { ContactId, contactNote, RuleNode } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { asks, type House, openHouse } from "./contacts.test-kit.ts";

let house: House;
let anna: ContactId;
beforeAll(async () => {
  house = await openHouse();
  anna = await house.writes("Anna");
});
afterAll(async () => await house?.test.stop());

type Note = z.output<typeof contactNote>;
const notes = async () =>
  ((await house.as(house.agent, "GET", `/contacts/${anna}/notes`)).body as { items: Note[] }).items;

describe("notes on a contact", () => {
  it("W109 notes are listed newest first, with author and time; any agent edits and deletes any note, and brings it back", async () => {
    const [first, second] = [uuidV7(), uuidV7()];
    const path = `/contacts/${anna}/notes`;
    expect((await house.as(house.agent, "POST", path, { id: first, text: "  Prefers calls  " })).status).toBe(201);
    expect((await house.as(house.agent, "POST", path, { id: second, text: "Second" })).status).toBe(201);
    // The same note once more, from a browser that did not hear the answer.
    expect((await house.as(house.agent, "POST", path, { id: second, text: "Second" })).status).toBe(201);
    expect((await notes()).map((one) => [one.text, one.author.name])).toEqual([
      ["Second", "Test Person"],
      ["Prefers calls", "Test Person"],
    ]);
    const edited = await house.as(house.viewer, "PUT", `${path}/${first}`, { text: "Prefers mail", version: 1 });
    expect(edited.body).toMatchObject({ text: "Prefers mail", editedBy: "Test Person", version: 2 });
    const late = await house.as(house.agent, "PUT", `${path}/${first}`, { text: "Prefers fax", version: 1 });
    expect(late).toMatchObject({
      status: 409,
      body: { error: { code: "changed_meanwhile", details: { value: "Prefers mail" } } },
    });
    await house.as(house.agent, "DELETE", `${path}/${second}`);
    expect((await notes()).map((one) => one.text)).toEqual(["Prefers mail"]);
    await house.as(house.agent, "POST", `${path}/${second}/restore`);
    expect((await notes()).map((one) => one.text)).toEqual(["Second", "Prefers mail"]);
  });

  it("W109 a note has 1 to 2,000 characters, and belongs to its contact alone", async () => {
    const path = `/contacts/${anna}/notes`;
    expect((await house.as(house.agent, "POST", path, { id: uuidV7(), text: "x".repeat(2000) })).status).toBe(201);
    for (const text of ["", "   ", "x".repeat(2001)])
      expect((await house.as(house.agent, "POST", path, { id: uuidV7(), text })).status).toBe(400);
    const ben = await house.writes("Ben");
    const [note] = await notes();
    const elsewhere = await house.as(house.agent, "PUT", `/contacts/${ben}/notes/${note?.id}`, {
      text: "x",
      version: 1,
    });
    expect(elsewhere.status).toBe(404);
    expect((await house.as(house.outsider, "POST", path, { id: uuidV7(), text: "x" })).status).toBe(404);
  });

  it("I28 a deleted note is gone from the disk after an hour", async () => {
    const id = uuidV7();
    await house.as(house.agent, "POST", `/contacts/${anna}/notes`, { id, text: "to be gone" });
    await house.as(house.agent, "DELETE", `/contacts/${anna}/notes/${id}`);
    const count = async () =>
      (
        await house.test.app.parts.database.system
          .selectFrom("contact_notes")
          .select("id")
          .where("id", "=", id as never)
          .execute()
      ).length;
    await house.work(new Date(Date.now() + 3_000_000));
    expect(await count()).toBe(1);
    await house.work(new Date(Date.now() + 3_700_000));
    expect(await count()).toBe(0);
  });
});

describe("the name of a contact", () => {
  it("W110 a name given by a person stays when the platform tells another one; of two at once the second is told", async () => {
    const before = await house.contact(anna);
    const { version } = before;
    const named = await house.as(house.agent, "PATCH", `/contacts/${anna}`, { name: "Anna Berg", version });
    expect(named.body).toMatchObject({ name: "Anna Berg", version: version + 1 });
    const late = await house.as(house.agent, "PATCH", `/contacts/${anna}`, { name: "A. B.", version });
    expect(late).toMatchObject({ status: 409, body: { error: { details: { value: "Anna Berg" } } } });
    await house.test.app.parts.database.system
      .updateTable("identities")
      .set({ display_name: "Someone" })
      .where("contact_id", "=", anna)
      .execute();
    await house.writes("Anna");
    expect((await house.contact(anna)).name).toBe("Anna Berg");
    expect((await house.as(house.agent, "PATCH", `/contacts/${anna}`, { name: "  ", version: 9 })).status).toBe(400);
    const rows = (await house.as(house.agent, "GET", "/conversations?status=new")).body as {
      items: { contact: { name: string } }[];
    };
    expect(rows.items.map((row) => row.contact.name)).toContain("Anna Berg");
  });
});

describe("the mark of a VIP", () => {
  it("W114 a Contributor marks a contact by hand; a Viewer may not; rows of the queue show it and are filtered by it", async () => {
    expect((await house.as(house.viewer, "PATCH", `/contacts/${anna}`, { vip: true })).status).toBe(403);
    expect((await house.contact(anna, house.viewer)).abilities).toEqual(["see", "edit"]);
    const marked = await house.as(house.agent, "PATCH", `/contacts/${anna}`, { vip: true });
    expect(marked.body).toMatchObject({ vip: true, vipByHand: true });
    const list = async (query: string) =>
      (
        (await house.as(house.agent, "GET", `/conversations?status=new${query}`)).body as {
          items: { contact: { id: string; vip: boolean } }[];
        }
      ).items;
    expect((await list("&vip=yes")).map((row) => row.contact)).toMatchObject([{ id: anna, vip: true }]);
    expect((await list("")).length).toBeGreaterThan(1);
    const { items } = (await house.as(house.agent, "GET", `/contacts/${anna}/changes`)).body as {
      items: { what: string; after: string }[];
    };
    expect(items[0]).toMatchObject({ what: "vip", before: "no", after: "yes" });
    await house.as(house.agent, "PATCH", `/contacts/${anna}`, { vip: false });
    expect(await list("&vip=yes")).toEqual([]);
  });

  it("W171 a group marks its members; the mark follows membership, and a mark set by hand stays", async () => {
    const title = await house.attribute({ name: "Title", kind: "text" });
    await house.group("Leaders", asks(title.id, "any_of", "Director", "CEO"), true);
    const carl = await house.writes("Carl");
    await house.setValue(carl, title.id, "ceo");
    expect(await house.contact(carl)).toMatchObject({
      vip: true,
      vipByHand: false,
      groups: [{ name: "Leaders", marksVip: true }],
    });
    await house.setValue(carl, title.id, "Clerk");
    expect(await house.contact(carl)).toMatchObject({ vip: false, groups: [] });
    await house.as(house.agent, "PATCH", `/contacts/${carl}`, { vip: true });
    await house.setValue(carl, title.id, "Director");
    await house.setValue(carl, title.id, null);
    expect(await house.contact(carl)).toMatchObject({ vip: true, vipByHand: true, groups: [] });
  });

  it("W114 W171 a group may ask who is VIP, but not one that marks", async () => {
    const vip: RuleNode = { type: "condition", field: "vip", operator: "equals", values: ["yes"] };
    const dora = await house.writes("Dora");
    const marked = await house.group("Marked", vip);
    await house.as(house.agent, "PATCH", `/contacts/${dora}`, { vip: true });
    expect((await house.contact(dora)).groups.map((one) => one.id)).toEqual([marked.id]);
    await house.as(house.agent, "PATCH", `/contacts/${dora}`, { vip: false });
    expect((await house.contact(dora)).groups).toEqual([]);
    const loop = await house.admin("POST", "/contact-groups", {
      name: "Loop",
      rule: { type: "all", nodes: [vip] },
      marksVip: true,
    });
    expect(loop).toMatchObject({ status: 400, body: { error: { fields: [{ path: "marksVip" }] } } });
  });
});
