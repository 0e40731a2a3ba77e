import type { AutomationId, TopicId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import type { IntakeStep } from "../conversations/index.ts";
import { receiveMessages } from "../conversations/receive-messages.ts";
import { setStatus } from "../conversations/set-status.ts";
import { explainRouting } from "../conversations/teams/explain-routing.ts";
import { changeTopics } from "../conversations/topics/change-topics.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { asks, groupOf, routingIn } from "./routing.test-kit.ts";

let world: World;
const at = routingIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => await at.begin());

let people = 0;
const somebody = () => `contact-${++people}`;

describe("choosing a team at the intake", () => {
  it("R60 an organization without skill sets and fallback teams has no step, and nothing is told", async () => {
    await at.hear();
    expect(await at.stepsOf()).toEqual([]);
    const row = await at.receive(somebody());
    expect(row).toMatchObject({ team_id: null, routed_at: null });
    expect(await at.decisionsOf(row.id)).toEqual([]);
  });

  it("R40 R45 R50 R60 seed S13 seed S14 a new conversation goes where its skill set leads, else to the fallback team, with the reason", async () => {
    const refunds = await at.team("Refunds");
    const rest = await at.team("Rest");
    await at.skillSet("Public ones", [groupOf(asks("visibility", "equals", "public"))], refunds.id);
    await at.fallback(rest.id);
    await at.hear();
    const comment = await at.receive(somebody(), { visibility: "public" });
    const direct = await at.receive(somebody());
    expect([comment.team_id, direct.team_id]).toEqual([refunds.id, rest.id]);
    expect(comment.routed_at).not.toBeNull();
    expect(await at.decisionsOf(comment.id)).toMatchObject([
      {
        ...{ trigger: "message", rule: "only", fallback: false, facts: { visibility: "public" } },
        skillSets: [
          { name: "Public ones", held: [[{ field: "visibility", operator: "equals", words: ["public"], more: 0 }]] },
        ],
      },
    ]);
    expect(await at.decisionsOf(direct.id)).toMatchObject([{ rule: "only", fallback: true, skillSets: [] }]);
    expect((await at.auditOf(direct.id)).map((line) => [line.action, line.subject])).toEqual([
      ["routed", { teamName: "Rest", fallback: true }],
    ]);
    expect((await at.auditOf(comment.id)).at(-1)?.subject).toEqual({ teamName: "Refunds", skillSets: ["Public ones"] });
    // Later messages of New choose nothing again.
    await at.receive(direct.contact_id, {});
    expect(await at.decisionsOf(direct.id)).toHaveLength(1);
  });

  it("R53 a topic that a rule puts on decides at once, on the first message and on a later one; what it resolves gets no team", async () => {
    const billing = await at.team("Billing");
    const rest = await at.team("Rest of them");
    const topic = await at.topic("Bill");
    await at.skillSet("Bills", [groupOf(asks("topics", "any_of", topic))], billing.id);
    await at.fallback(rest.id);
    await at.hear();
    const by = { type: "automation", id: uuidV7() as AutomationId, name: "Bills" } as const;
    const rule: IntakeStep = ({ text }) =>
      text.includes("bill") ? { by, addTopicIds: [topic as TopicId] } : undefined;
    const closing: IntakeStep = ({ text }) =>
      text.includes("bye") ? { by, resolve: { reasonId: null, reason: null } } : undefined;
    const receive = async (from: string, text: string) => {
      const { database, organizationId, now } = world;
      const steps = [rule, closing, ...(await at.stepsOf())];
      await receiveMessages([buildMessage(world, { from, text })], { database, organizationId, steps, now });
      return await at.rowOf((await lastOf(from)).id);
    };
    const lastOf = async (from: string) => {
      const found = await world.database.system
        .selectFrom("conversations as c")
        .innerJoin("identities as i", "i.id", "c.identity_id")
        .select("c.id")
        .where("i.external_id", "=", from)
        .orderBy("c.id", "desc")
        .executeTakeFirstOrThrow();
      return found;
    };
    const [first, second, third] = [somebody(), somebody(), somebody()];
    const atOnce = await receive(first, "my bill");
    expect(atOnce.team_id).toBe(billing.id);
    expect(await at.decisionsOf(atOnce.id)).toMatchObject([{ trigger: "message", automations: [{ name: "Bills" }] }]);
    expect((await receive(second, "hello")).team_id).toBe(rest.id);
    const later = await receive(second, "about my bill");
    expect(later.team_id).toBe(billing.id);
    expect(await at.decisionsOf(later.id)).toMatchObject([{ rule: "only" }, { trigger: "topics", rule: "only" }]);
    const closed = await receive(third, "bye, my bill is fine");
    expect(closed).toMatchObject({ status: "resolved", team_id: null });
    // That is the reason why no team was chosen.
    expect(await explainRouting(world.ctx(world.kai), closed.id)).toMatchObject({
      ...{ decisions: [], resolvedBy: { name: "Bills" } },
    });
    // What acted at the intake is told of a later decision, too.
    await at.fallback(rest.id, false);
    await changeTopics(world.ctx(world.kai), atOnce.id, { add: [], remove: [topic] });
    await at.hear();
    expect((await at.decisionsOf(atOnce.id)).at(-1)).toMatchObject({
      ...{ trigger: "topics", rule: "no_team", automations: [{ id: by.id, name: "Bills" }] },
    });
  });

  it("R54 words in a message lead to a team, also in a later one of New; one that says nothing of the kind moves nothing", async () => {
    const [refunds, delivery, rest] = [await at.team("Refunds"), await at.team("Delivery"), await at.team("Others")];
    await at.skillSet("Money", [groupOf(asks("keywords", "any_of", "refund, money back"))], refunds.id);
    await at.skillSet("Parcels", [groupOf(asks("keywords", "any_of", "parcel"))], delivery.id);
    await at.fallback(rest.id);
    await at.hear();
    const from = somebody();
    const says = async (text: string) => (await at.receive(from, { text })).team_id;
    expect(await says("Hello")).toBe(rest.id);
    expect(await says("I want my MONEY BACK.")).toBe(refunds.id);
    expect(await says("Please!")).toBe(refunds.id);
    const row = await at.receive(from, { text: "And where is my parcel?" });
    expect(row.team_id).toBe(delivery.id);
    // Told once for each move.
    expect((await at.decisionsOf(row.id)).map((one) => one.teamId)).toEqual([rest.id, refunds.id, delivery.id]);
    expect(await at.receive(somebody(), { text: "refunded twice" })).toMatchObject({ team_id: rest.id });
  });

  it("R58 a burst in one batch spreads over equal teams, and what comes next goes to the one with more people there", async () => {
    const [a, b] = [
      await at.team("Twin A"),
      await at.team("Twin B", { members: [await at.member(), await at.member()] }),
    ];
    await at.fallback(a.id);
    await at.fallback(b.id);
    await at.hear();
    const { database, organizationId, now } = world;
    const batch = Array.from({ length: 30 }, () => buildMessage(world, { from: somebody() }));
    await receiveMessages(batch, { database, organizationId, steps: await at.stepsOf(), now });
    const rows = await database.system
      .selectFrom("conversations")
      .select(["team_id"])
      .where("team_id", "in", [a.id, b.id])
      .execute();
    const count = (id: string) => rows.filter((row) => row.team_id === id).length;
    // One is there in A, two are in B.
    expect([count(a.id), count(b.id)]).toEqual([10, 20]);
  });

  it("R59 R65 back in New by a message it is chosen again: a person's choice stays, a rule's may move and takes the work along", async () => {
    const [fallback, other] = [await at.team("First line"), await at.team("Second line")];
    await at.fallback(fallback.id);
    await at.hear();
    const from = somebody();
    const row = await at.receive(from);
    const [agent] = fallback.members;
    if (agent === undefined) throw new Error("nobody");
    await world.database.system
      .updateTable("conversations")
      .set({ assignee_id: agent })
      .where("id", "=", row.id)
      .execute();
    await setStatus(world.ctx(world.kai), row.id, { status: "pending" });
    await at.fallback(fallback.id, false);
    await at.fallback(other.id);
    await at.hear();
    const back = await at.receive(from);
    expect(back).toMatchObject({ id: row.id, status: "new", team_id: other.id, assignee_id: null });
    expect((await at.auditOf(row.id)).map((line) => line.action).slice(-2)).toEqual(["routed", "assignment_rerouted"]);
    await world.database.system
      .updateTable("conversations")
      .set({ team_id: fallback.id, team_by_hand: true })
      .where("id", "=", row.id)
      .execute();
    await setStatus(world.ctx(world.kai), row.id, { status: "pending" });
    expect(await at.receive(from)).toMatchObject({ team_id: fallback.id, team_by_hand: true });
  });

  it("R62 R71 a fallback team without the channel, or in which nobody is, is passed over; then there is no team, and that is a decision", async () => {
    const elsewhere = await at.team("Elsewhere", { channels: [] });
    const empty = await at.team("Nobody in it", { members: [] });
    await at.fallback(elsewhere.id);
    await at.fallback(empty.id);
    await at.hear();
    const row = await at.receive(somebody());
    expect(row.team_id).toBeNull();
    expect(await at.decisionsOf(row.id)).toMatchObject([{ rule: "no_team", teamId: null, fallback: true }]);
  });
});
