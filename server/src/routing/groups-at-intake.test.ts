import type { AttributeId, ContactGroupId, RuleNode, RuleOperator } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import type { IntakeStep } from "../conversations/index.ts";
import { receiveMessages } from "../conversations/receive-messages.ts";
import { setStatus } from "../conversations/set-status.ts";
import type { Database } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { asks, groupOf, routingIn } from "./routing.test-kit.ts";

let world: World;
let tier: AttributeId;
const at = routingIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
  tier = uuidV7() as AttributeId;
  await world.database.system
    .insertInto("attributes")
    .values({
      ...{ organization_id: world.organizationId, id: tier, name: "Tier", name_key: "tier", kind: "text" },
      ...{ platform: "api", position: 1 },
    })
    .execute();
});
afterAll(async () => await world?.close());
beforeEach(async () => {
  await at.begin();
  await world.database.system.deleteFrom("contact_groups").execute();
});

let people = 0;
const somebody = () => `contact-${++people}`;
const withTier = (from: string, value: string, name = "Tier") => ({
  party: { externalId: from, attributes: { [name]: value } },
});

/** Those of whom this holds. */
async function group(operator: RuleOperator, ...values: string[]): Promise<ContactGroupId> {
  const id = uuidV7() as ContactGroupId;
  const condition: RuleNode = { type: "condition", field: `attribute:${tier}`, operator, values };
  await world.database.system
    .insertInto("contact_groups")
    .values({
      ...{ organization_id: world.organizationId, id, name: `Group ${id}` },
      rule: JSON.stringify({ type: "all", nodes: [condition] }),
    })
    .execute();
  return id;
}

/** A team for those in a group, and one for everybody else. */
async function teamsFor(groupId: ContactGroupId) {
  const [special, rest] = [await at.team(`Special ${groupId}`), await at.team(`Rest ${groupId}`)];
  await at.skillSet(`Special ${groupId}`, [groupOf(asks("groups", "any_of", groupId))], special.id);
  await at.fallback(rest.id);
  await at.hear();
  return { special: special.id, rest: rest.id };
}

const linesOf = async (id: string) => (await at.auditOf(id as never)).map((line) => line.action);

describe("contact groups at the intake", () => {
  it("R43 R64 somebody new goes straight to the team of the group that their attributes put them in: decided once, never moved", async () => {
    const { special, rest } = await teamsFor(await group("equals", "platinum"));
    const from = somebody();
    const row = await at.receive(from, withTier(from, "Platinum"));
    expect(row.team_id).toBe(special);
    // Everything that the message has changed is heard, and every job has run.
    await at.hear();
    await at.work();
    expect((await at.rowOf(row.id)).team_id).toBe(special);
    expect(await at.decisionsOf(row.id)).toMatchObject([{ trigger: "message", teamId: special, fallback: false }]);
    expect(await linesOf(row.id)).toEqual(["routed"]);
    const other = somebody();
    expect((await at.receive(other, withTier(other, "Gold"))).team_id).toBe(rest);
  });

  it("R64 R65 somebody known whose message changes the group is chosen for by the new one, also out of it", async () => {
    const { special, rest } = await teamsFor(await group("equals", "platinum"));
    const from = somebody();
    const row = await at.receive(from);
    expect(row.team_id).toBe(rest);
    const again = async (value: string) => {
      await setStatus(world.ctx(world.kai), row.id, { status: "pending" });
      const { team_id } = await at.receive(from, withTier(from, value, " TIER "));
      await at.hear();
      await at.work();
      return team_id;
    };
    expect([await again("platinum"), await again("gold"), await again("platinum"), await again("")]).toEqual([
      ...[special, rest, special, rest],
    ]);
    expect((await at.decisionsOf(row.id)).map((one) => one.trigger)).toEqual(["message", ...Array(4).fill("returned")]);
  });

  it("R43 W160 what an agent has set stays, whatever a message tells, and leads to the same team", async () => {
    const { rest } = await teamsFor(await group("equals", "platinum"));
    const from = somebody();
    const row = await at.receive(from, withTier(from, "gold"));
    const { system } = world.database;
    await system
      .updateTable("attribute_values")
      .set({ source: "agent" })
      .where("contact_id", "=", row.contact_id)
      .execute();
    await setStatus(world.ctx(world.kai), row.id, { status: "pending" });
    expect((await at.receive(from, withTier(from, "platinum"))).team_id).toBe(rest);
    const found = await system
      .selectFrom("contact_group_members")
      .selectAll()
      .where("contact_id", "=", row.contact_id)
      .execute();
    expect(found).toEqual([]);
  });

  it("R43 R44 in one batch each message sees what those before it have told, and a group of the unknown holds for somebody new", async () => {
    const known = await group("filled");
    const unknown = await group("empty");
    const seen: (readonly ContactGroupId[])[] = [];
    const looks: IntakeStep = ({ groupIds }) => void seen.push(groupIds);
    const from = somebody();
    const batch = [{}, withTier(from, "any"), {}, withTier(from, "")].map((one) =>
      buildMessage(world, { from, ...one }),
    );
    const { database, organizationId, now } = world;
    await receiveMessages(batch, { database, organizationId, steps: [looks], now });
    expect(seen).toEqual([[unknown], [known], [known], [unknown]]);
  });

  it("R43 a message of somebody known that tells nothing of them costs no statement more, and one that does asks before it writes", async () => {
    await teamsFor(await group("equals", "platinum"));
    const from = somebody();
    await at.receive(from);
    const plain = await statementsOf(from, {});
    expect(plain.filter((text) => /contact_groups|contact groups|attribute/.test(text))).toEqual([]);
    const telling = await statementsOf(from, withTier(from, "platinum"));
    const placeOf = (word: string) => telling.findIndex((text) => text.includes(word));
    expect(placeOf("contact_groups")).toBeGreaterThan(0);
    expect(placeOf("contact_groups")).toBeLessThan(placeOf("insert into messages"));
    expect(telling.filter((text) => text.includes("from contact_groups"))).toHaveLength(1);
  });
});

async function statementsOf(from: string, over: Parameters<typeof buildMessage>[1]): Promise<string[]> {
  const { database, organizationId, now } = world;
  const texts: string[] = [];
  const watched: Database = {
    ...database,
    withClient: (id, work) =>
      database.withClient(id, (client) =>
        work({
          query: (text, values) => {
            texts.push(text);
            return client.query(text, values);
          },
        }),
      ),
  };
  const batch = [buildMessage(world, { from, ...over })];
  await receiveMessages(batch, { database: watched, organizationId, steps: await at.stepsOf(), now });
  return texts;
}
