import { type ContactId, type ConversationId, listConversationsAnswer, type TopicId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type House, openHouse } from "../../contacts/contacts.test-kit.ts";
import { type IntakeStep, receiveMessages } from "../../conversations/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { prioritizeAtIntake } from "./prioritize-at-intake.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => await house?.test.stop());
const system = () => house.test.app.parts.database.system;

async function topic(name: string): Promise<TopicId> {
  const answer = await house.admin("POST", "/topics", { name, description: "" });
  return (answer.body as { id: TopicId }).id;
}

/** Somebody writes; the conversation waits since so many minutes. */
async function begin(name: string, minutes: number): Promise<ConversationId> {
  const contactId: ContactId = await house.writes(name);
  const row = await system()
    .updateTable("conversations")
    .set({ queue_at: new Date(Date.now() - minutes * 60_000) })
    .where("contact_id", "=", contactId)
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

async function listed(query = "sort=priority"): Promise<{ id: string; priority: number }[]> {
  const found: { id: string; priority: number }[] = [];
  let after = "";
  do {
    const path = `/conversations?status=new&limit=2&${query}${after === "" ? "" : `&after=${after}`}`;
    const page = listConversationsAnswer.parse((await house.as(house.agent, "GET", path)).body);
    found.push(...page.items.map(({ id, priority }) => ({ id, priority })));
    after = page.next ?? "";
  } while (after !== "");
  return found;
}

async function until(expected: { id: string; priority: number }[], query?: string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 30)))
    if (JSON.stringify(await listed(query)) === JSON.stringify(expected)) return;
  expect(await listed(query)).toEqual(expected);
}

const prioritize = (change: Record<string, unknown>) => house.admin("PATCH", "/prioritization", change);

describe("priority in New", () => {
  it("R77 R78 R79 W48 each topic, group and channel that fits adds one; the highest first, of equals the oldest; it follows topics and settings", async () => {
    const [urgent, refund] = [await topic("Urgent"), await topic("Refund")];
    const old = await begin("Old", 30);
    const newer = await begin("Newer", 20);
    const newest = await begin("Newest", 10);
    await until([old, newer, newest].map((id) => ({ id, priority: 0 })));
    expect((await prioritize({ add: { topicIds: [urgent, refund] } })).status).toBe(200);
    await house.as(house.agent, "PATCH", `/conversations/${newest}/topics`, { add: [urgent, refund] });
    await house.as(house.agent, "PATCH", `/conversations/${newer}/topics`, { add: [urgent] });
    const order = [
      { id: newest, priority: 2 },
      { id: newer, priority: 1 },
      { id: old, priority: 0 },
    ];
    await until(order);
    expect((await listed("sort=oldest")).map((row) => row.id)).toEqual([old, newer, newest]);
    // Of those with a topic alone, by the index of labels.
    await until(order.slice(0, 2), `sort=priority&topics=${urgent},${refund}`);
    await until(order.slice(0, 2), `sort=priority&topics=${urgent}&visibility=private`);
    await house.as(house.agent, "PATCH", `/conversations/${newest}/topics`, { remove: [urgent, refund] });
    await until([
      { id: newer, priority: 1 },
      { id: old, priority: 0 },
      { id: newest, priority: 0 },
    ]);
    await prioritize({
      add: { channels: [{ channelId: house.shop, visibility: "private" }] },
      remove: { topicIds: [urgent, refund] },
    });
    await until([old, newer, newest].map((id) => ({ id, priority: 1 })));
    await prioritize({ add: { channels: [{ channelId: house.shop, visibility: "public" }] } });
    await until([old, newer, newest].map((id) => ({ id, priority: 0 })));
    await prioritize({ remove: { channelIds: [house.shop] } });
  });

  it("R43 R77 seed S43 a contact group raises its members' conversations, and a deleted topic raises nothing any more", async () => {
    const mail = await house.attribute({ name: "Plan", kind: "text" });
    const group = await house.group("Gold", {
      type: "condition",
      field: `attribute:${mail.id}`,
      operator: "equals",
      values: ["gold"],
    });
    const member = await house.writes("Goldie");
    await prioritize({ add: { contactGroupIds: [group.id] } });
    await house.setValue(member, mail.id, "gold");
    await house.work();
    const scoreOf = async () =>
      (
        await system()
          .selectFrom("conversations")
          .select("priority")
          .where("contact_id", "=", member)
          .executeTakeFirstOrThrow()
      ).priority;
    for (
      const end = Date.now() + 30_000;
      (await scoreOf()) !== 1;
      await new Promise((resolve) => setTimeout(resolve, 30))
    )
      if (Date.now() > end) throw new Error("the group raises nothing");
    await house.admin("DELETE", `/contact-groups/${group.id}`);
    for (
      const end = Date.now() + 30_000;
      (await scoreOf()) !== 0;
      await new Promise((resolve) => setTimeout(resolve, 30))
    )
      if (Date.now() > end) throw new Error("a group that is gone raises still");
  });

  it("R78 I4 a message that comes in is scored in its transaction, by what was set a moment ago", async () => {
    const first = await topic("From the first");
    await prioritize({ add: { channels: [{ channelId: house.press, visibility: null }], topicIds: [first] } });
    const { parts } = house.test.app;
    const { organizationId } = house.test;
    const message = {
      ...{ channelId: house.press, platform: "api" as const, externalId: uuidV7(), direction: "in" as const },
      ...{ occurredAt: Date.now(), party: { externalId: "pressing" }, text: "Now!", visibility: "public" as const },
      ...{ automatic: false, media: [], deliveryId: uuidV7() },
    };
    const steps = await prioritizeAtIntake(parts)(organizationId);
    const raise: IntakeStep = () => ({ addTopicIds: [first] });
    const options = { database: parts.database, organizationId, steps: [raise, ...steps], now: () => new Date() };
    await receiveMessages([message], options);
    const row = await sql<{ priority: number; version: number }>`
      select c.priority, c.version from conversations c join identities i on i.id = c.identity_id
      where i.external_id = 'pressing'`.execute(parts.database.system);
    expect(row.rows).toEqual([{ priority: 2, version: 1 }]);
  });

  it("R04 I22 only Admins set it; what is unknown, foreign or named twice is refused, and nothing is written", async () => {
    expect((await house.as(house.agent, "GET", "/prioritization")).status).toBe(403);
    expect((await house.as(house.agent, "PATCH", "/prioritization", {})).status).toBe(403);
    const before = (await house.admin("GET", "/prioritization")).body;
    const own = await topic("Named twice");
    for (const [change, status] of [
      [{ add: { topicIds: [uuidV7()] } }, 404],
      [{ add: { contactGroupIds: [own] } }, 404],
      [{ add: { channels: [{ channelId: uuidV7(), visibility: null }] } }, 404],
      [{ add: { topicIds: [own, own] } }, 400],
      [{ add: { channels: [{ channelId: house.shop, visibility: "secret" }] } }, 400],
      [{ more: [] }, 400],
    ] as const)
      expect((await prioritize(change)).status, JSON.stringify(change)).toBe(status);
    expect((await house.admin("GET", "/prioritization")).body).toEqual(before);
    // Taking away what is not there is no error: it is gone.
    expect((await prioritize({ remove: { topicIds: [uuidV7()] } })).status).toBe(200);
  });
});
