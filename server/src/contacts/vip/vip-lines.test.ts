import { type ContactId, type ConversationId, conversationView, type EventId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conversationsListener } from "../../conversations/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { asks, type House, openHouse } from "../contacts.test-kit.ts";

let house: House;
let tier: string;
beforeAll(async () => {
  house = await openHouse();
  tier = (await house.attribute({ name: "Tier", kind: "text" })).id;
});
afterAll(async () => await house?.test.stop());

const system = () => house.test.app.parts.database.system;

async function conversationsOf(contact: ContactId): Promise<ConversationId[]> {
  const rows = await system()
    .selectFrom("conversations")
    .select("id")
    .where("contact_id", "=", contact)
    .orderBy("created_at")
    .execute();
  return rows.map((row) => row.id);
}

/** Lines of a conversation alone, without those of the contact's earlier ones. */
async function linesIn(id: ConversationId | undefined) {
  const view = conversationView.parse((await house.as(house.agent, "GET", `/conversations/${id}`)).body);
  const { lastSeq } = view.conversation;
  const entries = view.entries.filter((entry) => entry.conversationId === id);
  return { lastSeq, entries, lines: entries.flatMap((entry) => (entry.type === "audit" ? [entry] : [])) };
}

const actionsIn = async (id: ConversationId | undefined) => (await linesIn(id)).lines.map((line) => line.action);
const mark = async (contact: ContactId, vip: boolean) =>
  expect((await house.as(house.agent, "PATCH", `/contacts/${contact}`, { vip })).status).toBe(200);
const resolve = async (id: ConversationId | undefined) =>
  await house.as(house.agent, "PUT", `/conversations/${id}/status`, { status: "resolved" });

describe("the mark of a VIP in the history", () => {
  it("W114 W169 set and taken by hand it is a line each, with who and when; what is resolved stays as it is", async () => {
    const anna = await house.writes("Anna");
    const [old] = await conversationsOf(anna);
    await resolve(old);
    await house.writes("Anna", { text: "Once more" });
    const [, open] = await conversationsOf(anna);
    const before = Date.now();
    await mark(anna, true);
    await expect.poll(() => actionsIn(open)).toEqual(["vip_marked"]);
    const { lines } = await linesIn(open);
    expect(lines[0]).toMatchObject({ actor: { type: "user", id: house.agent.id, name: "Test Person" }, subject: {} });
    expect(new Date(lines[0]?.at ?? 0).getTime()).toBeGreaterThanOrEqual(before - 1);
    await mark(anna, true);
    await mark(anna, false);
    await expect.poll(() => actionsIn(open)).toEqual(["vip_marked", "vip_unmarked"]);
    expect(await actionsIn(old)).toEqual(["resolved"]);
  });

  it("W171 W169 a group that marks its members is named, when they come and when they go; a mark set by hand meanwhile stays", async () => {
    const group = await house.group("Gold", asks(tier, "equals", "gold"), true);
    await house.work();
    const ben = await house.writes("Ben");
    const [id] = await conversationsOf(ben);
    await house.setValue(ben, tier, "gold");
    await expect.poll(() => actionsIn(id)).toEqual(["vip_by_group"]);
    expect((await linesIn(id)).lines[0]).toMatchObject({ actor: { type: "system" }, subject: { groupName: "Gold" } });
    await house.setValue(ben, tier, "tin");
    await expect.poll(() => actionsIn(id)).toEqual(["vip_by_group", "vip_group_left"]);
    expect((await linesIn(id)).lines[1]).toMatchObject({ subject: { groupName: "Gold" } });
    // VIP by hand already: the group changes nothing.
    await mark(ben, true);
    await house.setValue(ben, tier, "gold");
    await mark(ben, false);
    await house.setValue(ben, tier, null);
    const whole = ["vip_by_group", "vip_group_left", "vip_marked", "vip_group_left"];
    await expect.poll(() => actionsIn(id)).toEqual(whole);
    // The group goes away with all it gave: there is no name to tell any more.
    await house.setValue(ben, tier, "gold");
    await house.admin("DELETE", `/contact-groups/${group.id}`);
    await house.work();
    await expect.poll(() => actionsIn(id)).toEqual([...whole, "vip_by_group", "vip_group_left"]);
    expect((await linesIn(id)).lines.at(-1)?.subject).toEqual({});
  });

  it("W171 W169 a new rule marks many at once: each of their open conversations tells it", async () => {
    const people: ContactId[] = [];
    for (let n = 0; n < 3; n += 1) people.push(await house.writes(`Many ${n}`));
    for (const one of people) await house.setValue(one, tier, "press");
    await house.group("Press", asks(tier, "equals", "press"), true);
    await house.work();
    for (const one of people)
      await expect.poll(async () => await actionsIn((await conversationsOf(one))[0])).toEqual(["vip_by_group"]);
  });

  it("W169 I5 heard twice it is told once, also when the first line is not dispatched yet; a later conversation is not told", async () => {
    const carl = await house.writes("Carl");
    const [id] = await conversationsOf(carl);
    const { database, log } = house.test.app.parts;
    const handle = async (source: EventId, at: number) =>
      await database
        .of(house.test.organizationId)
        .transaction()
        .execute(
          async (db) =>
            await conversationsListener.handle(
              {
                ...{
                  type: "contacts.vip_changed",
                  id: source,
                  organizationId: house.test.organizationId,
                  at,
                  seq: null,
                },
                ...{ position: "1", actor: { type: "user", id: house.agent.id } },
                data: { contactIds: [carl], vip: true, cause: "by_hand", group: null },
              },
              {
                ...{ db, log, organizationId: house.test.organizationId, now: () => new Date() },
                actor: { type: "system", name: "Guichet" },
              },
            ),
        );
    const source = uuidV7() as EventId;
    const now = Date.now() + 1;
    await Promise.all([handle(source, now), handle(source, now)]);
    await handle(source, now);
    await expect.poll(() => actionsIn(id)).toEqual(["vip_marked"]);
    await expect.poll(async () => (await system().selectFrom("event_inbox").select("ticket").execute()).length).toBe(0);
    await handle(source, now);
    await handle(uuidV7() as EventId, now - 3_600_000);
    const { entries, lastSeq } = await linesIn(id);
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2]);
    expect(lastSeq).toBe(2);
  });
});
