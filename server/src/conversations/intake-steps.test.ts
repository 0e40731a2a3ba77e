import type { AutomationId, ResolutionReasonId, RoutingDecision, TagId, TeamId } from "@guichet/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { conversationsOf } from "./conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "./conversations.test-kit.ts";
import type { IntakeFacts, IntakeStep } from "./intake-steps.ts";
import { labelsIn } from "./labels/labels.test-kit.ts";
import { receiveMessages } from "./receive-messages.ts";
import { setStatus } from "./set-status.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());
const { topic, auditOf, eventsOf } = labelsIn(() => world);

const rule = { type: "automation", id: uuidV7() as AutomationId, name: "Goodbyes" } as const;
const decisionOf = (teamId: TeamId | null): RoutingDecision => ({
  ...{ trigger: "message", rule: "only", teamId, fallback: false, automations: [], skillSets: [], candidates: [] },
});

async function receive(steps: IntakeStep[], from: string, ...texts: string[]) {
  const { database, organizationId } = world;
  const batch = texts.map((text) => buildMessage(world, { from, text }));
  await receiveMessages(batch, { database, organizationId, steps, now: () => new Date() });
  const rows = await conversationsOf(world, from);
  const row = rows.at(-1);
  if (row === undefined) throw new Error("no conversation");
  return row;
}

it("R30 R31 R35 R36 I4 a rule's topic, tag and resolving are on the conversation and in the trail in its name, the resolving last", async () => {
  const done = await topic("Done");
  const tagId = uuidV7() as TagId;
  await world.database.system
    .insertInto("tags")
    .values({ organization_id: world.organizationId, id: tagId, name: "Thanks" })
    .execute();
  const reasonId = uuidV7() as ResolutionReasonId;
  const row = await receive(
    [
      ({ firstMessage }) => (firstMessage ? { by: rule, resolve: { reasonId, reason: "Only thanks" } } : undefined),
      () => ({ by: rule, addTopicIds: [done, done], addTagIds: [tagId, tagId] }),
      ({ resolved, automations }) => {
        expect([resolved, automations.map((one) => one.name)]).toEqual([true, ["Goodbyes", "Goodbyes"]]);
        return {};
      },
    ],
    "thanks",
    "goodbye",
  );
  expect(row).toMatchObject({
    ...{ status: "resolved", topic_ids: [done], tag_ids: [tagId], waiting_since: null, resolve_at: null },
    ...{ resolution_reason: "Only thanks", resolution_reason_id: reasonId, assignee_id: null },
  });
  const lines = await auditOf(row.id);
  expect(lines.map((line) => [line.action, line.actor])).toEqual([
    ["topic_added", { type: "automation", name: "Goodbyes" }],
    ["resolved", { type: "automation", name: "Goodbyes" }],
  ]);
  expect(lines[1]?.subject.reason).toBe("Only thanks");
  expect(await eventsOf(row.id, "tag.added")).toHaveLength(1);
  const { entries } = await viewConversation(world.ctx(world.kai), row.id);
  expect(entries.find((entry) => entry.type === "message")).toMatchObject({ tagIds: [tagId] });
  expect(row.last_seq).toBe(3);
  // The next message begins another conversation (T5).
  expect((await receive([], "thanks", "one more thing")).id).not.toBe(row.id);
});

it("I4 the team that a step chooses stands on the conversation with its decision; it is a line only when it changes", async () => {
  const teamId = uuidV7() as TeamId;
  await world.database.system
    .insertInto("teams")
    .values({ organization_id: world.organizationId, id: teamId, name: "Billing" })
    .execute();
  const seen: IntakeFacts[] = [];
  const step: IntakeStep = (facts) => {
    seen.push(facts);
    return { team: { teamId, decision: decisionOf(teamId), dropAssignee: false }, priority: 3 };
  };
  const row = await receive([step], "routed", "hello", "are you there?");
  expect(row).toMatchObject({ team_id: teamId, team_by_hand: false, priority: 3 });
  expect(seen.map((facts) => [facts.teamId, facts.firstMessage, facts.cameToNew])).toEqual([
    [null, true, true],
    [teamId, false, false],
  ]);
  expect((await auditOf(row.id)).map((line) => [line.action, line.subject.teamName])).toEqual([["routed", "Billing"]]);
  const told = await eventsOf(row.id, "conversation.routed");
  expect(told).toHaveLength(2);
  expect(told[0]).toMatchObject({ data: { before: null, decision: { rule: "only", teamId } } });
});

it("R65 back in New from Pending another team may have it: an assignee who is not in it loses it, told in a line", async () => {
  const row = await receive([], "moves", "hello");
  await world.database.system
    .updateTable("conversations")
    .set({ assignee_id: world.kai })
    .where("id", "=", row.id)
    .execute();
  await setStatus(world.ctx(world.kai), row.id, { status: "pending" });
  const facts: IntakeFacts[] = [];
  const back = await receive(
    [
      (given) => {
        facts.push(given);
        return { team: { teamId: null, decision: decisionOf(null), dropAssignee: true } };
      },
    ],
    "moves",
    "again",
  );
  expect(facts.map((given) => [given.cameToNew, given.assigneeId])).toEqual([[true, world.kai]]);
  expect(back).toMatchObject({ id: row.id, status: "new", assignee_id: null });
  expect((await auditOf(row.id)).at(-1)?.action).toBe("assignment_rerouted");
});
