import type { ConversationId, RoutingDecision, TeamId } from "@guichet/contract";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildMessage } from "../conversations/conversations.test-kit.ts";
import type { IntakeDecision, IntakeStep } from "../conversations/index.ts";
import { labelsIn } from "../conversations/labels/labels.test-kit.ts";
import { receiveMessages } from "../conversations/receive-messages.ts";
import { setStatus } from "../conversations/set-status.ts";
import { installFailpoints } from "../lib/failpoint.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createBusinessHours } from "../organizations/business-hours/change-business-hours.ts";
import { changeAutoResponder, deleteAutoResponder } from "./change-auto-responders.ts";
import { inceptionStep } from "./inception.ts";
import { type AgentWorld, buildAgentWorld } from "./virtual-agents.test-kit.ts";

let world: AgentWorld;
let remove: (() => void) | undefined;
beforeAll(async () => {
  world = await buildAgentWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => await world.begin());
afterEach(() => {
  remove?.();
  remove = undefined;
  world.clock.at = undefined;
});

let people = 0;
const somebody = () => `contact ${++people}`;

describe("R157 inception", () => {
  it("T1 R81 what a person begins in private is the virtual agent's, then has its script once and stands in New", async () => {
    const { name } = await world.responder();
    const { id, holder } = await world.write(somebody());
    expect(holder).toMatchObject({ kind: "auto_responder", name: `${name} VA`, handOff: "new", from: null });
    expect(await world.inNew()).not.toContain(id);
    expect(await world.lines(id)).toEqual(["agent_assigned"]);
    for (const _ of [1, 2, 3]) await world.answer();
    expect(await world.said(id)).toEqual([`${name} VA: Welcome!`]);
    expect(await world.row(id)).toMatchObject({ holder: null, status: "new", assignee_id: null });
    expect(await world.inNew()).toContain(id);
    expect(await world.lines(id)).toEqual(["agent_assigned", "agent_handed_over"]);
    // It is no answer: the contact waits on.
    expect((await world.row(id)).waiting_since).not.toBeNull();
    const sent = await world.events(id, "message.sent");
    expect(sent).toMatchObject([{ by: "virtual_agent" }]);
    const out = await world.database.system
      .selectFrom("outbox")
      .select("message_id")
      .where("conversation_id", "=", id)
      .execute();
    expect(out).toHaveLength(1);
    // What follows in the same conversation is no beginning.
    await world.write(await nameOf(id), {});
    await world.answer();
    expect(await world.said(id)).toHaveLength(1);
  });

  it("S38 P42 P45 P76 P147 a script is said as it was written: nothing in it is run, nor in what the contact is called", async () => {
    const text =
      "<script>alert(1)</script> {{contact.name}} #{7*7} *{7*7} <%= 7*7 %> {% raw %} {{constructor.constructor('x')()}}";
    const scripts = [{ language: "en", inside: text, outside: text }];
    const { name } = await world.responder({ scripts });
    const { id } = await world.write(`{{7*7}} ${somebody()} <b>`, { text });
    await world.answer();
    expect(await world.said(id)).toEqual([`${name} VA: ${text}`]);
  });

  it.each([
    ["a machine's message (I18)", { automatic: true }],
    ["a public one", { visibility: "public" as const }],
    ["what the brand wrote elsewhere", { direction: "echo" as const }],
  ])("takes not: %s", async (_case, over) => {
    await world.responder();
    const { id, holder } = await world.write(somebody(), over);
    expect(holder).toBeNull();
    await world.answer();
    expect(await world.said(id)).toEqual([]);
  });

  it("I18 takes nothing of a muted contact, and says nothing to one muted meanwhile", async () => {
    await world.responder();
    const from = somebody();
    const first = await world.write(from);
    await world.database.system
      .updateTable("identities")
      .set({ muted_at: new Date() })
      .where("id", "=", first.identity_id)
      .execute();
    await world.answer();
    expect(await world.said(first.id)).toEqual([]);
    expect(await world.row(first.id)).toMatchObject({ holder: null, status: "new" });
    await world.database.system
      .updateTable("conversations")
      .set({ status: "resolved" })
      .where("id", "=", first.id)
      .execute();
    await world.database.system.updateTable("organizations").set({ muting_contacts: true }).execute();
    expect(await world.write(from)).toMatchObject({ status: "resolved", holder: null });
  });

  it("R80 says what fits the hour and the contact's language; where nothing is written, it only hands over", async () => {
    await createBusinessHours(world.admin(), {
      ...{ name: "Office", timeZone: "UTC", holidays: [], channelIds: [world.channelId], takeOver: [] },
      week: {
        ...{ monday: [{ from: "09:00", until: "17:00" }], tuesday: [], wednesday: [], thursday: [], friday: [] },
        ...{ saturday: [], sunday: [] },
      },
    });
    world.hours.forget(world.organizationId);
    const { id: agentId, version, name } = await world.responder();
    world.clock.at = new Date("2026-11-16T10:00:00Z");
    const inside = await world.write(somebody());
    await world.speaks(inside.contact_id, "fr-CA");
    await world.answer();
    expect(await world.said(inside.id)).toEqual([`${name} VA: Bienvenue !`]);
    world.clock.at = new Date("2026-11-17T10:00:00Z");
    const outside = await world.write(somebody());
    await world.answer();
    expect(await world.said(outside.id)).toEqual([`${name} VA: We are closed.`]);
    const scripts = [{ language: "en", inside: "Only inside", outside: "" }];
    await changeAutoResponder(world.admin(), agentId, { version, scripts });
    const silent = await world.write(somebody());
    await world.answer();
    expect(await world.said(silent.id)).toEqual([]);
    expect(await world.inNew()).toContain(silent.id);
  });

  it("switched off or deleted, it takes nothing more and lets go of what it has, without a word", async () => {
    const one = await world.responder();
    const held = await world.write(somebody());
    await changeAutoResponder(world.admin(), one.id, { version: one.version, enabled: false });
    world.forget();
    expect((await world.write(somebody())).holder).toBeNull();
    await world.answer();
    expect(await world.row(held.id)).toMatchObject({ holder: null, status: "new" });
    expect(await world.lines(held.id)).toEqual(["agent_assigned", "agent_let_go"]);
    const two = await world.responder();
    const again = await world.write(somebody());
    await deleteAutoResponder(world.admin(), two.id);
    await world.answer();
    expect([await world.said(held.id), await world.said(again.id)]).toEqual([[], []]);
    expect((await world.row(again.id)).holder).toBeNull();
  });

  it("analytics 12: what a rule resolves is nobody's; the team is chosen at the hand-over, in the same moment", async () => {
    await world.responder();
    const by = { type: "automation", id: uuidV7() as never, name: "Bye" } as const;
    const team = uuidV7() as TeamId;
    const decision: RoutingDecision = {
      ...{ trigger: "handed_over", rule: "only", teamId: team, fallback: true },
      ...{ automations: [], skillSets: [], candidates: [] },
    };
    const asked: string[] = [];
    const topicId = await labelsIn(() => world).topic();
    const greeted = { type: "automation", id: uuidV7() as never, name: "Greeted" } as const;
    const rule: IntakeStep = ({ text, handedOver }) =>
      text === "first" && handedOver !== true ? { by: greeted, addTopicIds: [topicId] } : undefined;
    const choose: IntakeStep = ({ held, resolved, handedOver, text, automations }) => {
      if (held || resolved) return undefined;
      // What acted while it was held is told, though it did so some messages before.
      asked.push(`${handedOver === true} ${text} ${automations.map(({ name }) => name)}`);
      return { team: { teamId: team, decision, dropAssignee: false } };
    };
    world.routing.push(rule, choose);
    const from = somebody();
    const { id } = await world.write(from, { text: "first" }, { text: "and another thing" });
    expect(await world.row(id)).toMatchObject({ team_id: null });
    expect(asked).toEqual([]);
    await world.answer();
    expect(asked).toEqual(["true and another thing Greeted"]);
    expect(await world.row(id)).toMatchObject({ team_id: team, holder: null });
    expect(await world.lines(id)).toEqual(["topic_added", "agent_assigned", "agent_handed_over", "routed"]);
    const takers = new Map([
      [
        world.channelId,
        { id: uuidV7() as never, kind: "auto_responder", name: "Hello", channelId: world.channelId } as const,
      ],
    ]);
    const steps = [(): IntakeDecision => ({ by, resolve: { reasonId: null, reason: null } }), inceptionStep(takers)];
    await receiveMessages([buildMessage(world, { from: "resolved" })], { ...world, steps });
    expect(await world.newest("resolved")).toMatchObject({ status: "resolved", holder: null });
  });

  it("I18 to one person no more than three times an hour, however often they begin anew", async () => {
    const { name } = await world.responder();
    const from = somebody();
    let said = 0;
    for (let n = 0; n < 6; n += 1) {
      const { id } = await world.write(from);
      await world.answer();
      said += (await world.said(id)).length;
      await setStatus(world.ctx(world.kai), id, { status: "resolved" });
    }
    expect(said).toBe(3);
    const other = await world.write(somebody());
    await world.answer();
    expect(await world.said(other.id)).toEqual([`${name} VA: Welcome!`]);
  });
});

describe("R81 exactly once", () => {
  const KILLED = [
    "virtual_agents.after_script",
    "virtual_agents.before_commit",
    "virtual_agents.after_commit",
  ] as const;

  it("whatever dies between the steps, and however many work at it at once, one script a start, then New", async () => {
    const { name } = await world.responder();
    const step = fc.oneof(
      fc.constant("answer" as const),
      fc.constant("together" as const),
      fc.constant("writes" as const),
      fc.constantFrom(...KILLED),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const from = somebody();
        const { id } = await world.write(from);
        for (const one of steps) {
          if (one === "answer") await world.answer();
          else if (one === "together") await Promise.all([world.answer(), world.answer(), world.answer()]);
          else if (one === "writes") await world.write(from);
          else {
            const away = installFailpoints((at) => {
              if (at === one) throw new Error("killed");
              return undefined;
            });
            await world.answer();
            away();
          }
        }
        await world.answer();
        expect(await world.said(id)).toEqual([`${name} VA: Welcome!`]);
        expect(await world.row(id)).toMatchObject({ holder: null, status: "new" });
        const handed = await world.events(id, "conversation.handed");
        expect(handed.map((data) => "cause" in data && data.cause)).toEqual(["inception", "handed_over"]);
      }),
      { numRuns: 25 },
    );
  });

  it("what fails again and again is handed over without a word: nobody waits for a machine", async () => {
    await world.responder();
    const { id } = await world.write(somebody());
    world.clock.at = new Date();
    remove = installFailpoints((at) => {
      if (at === "virtual_agents.after_script") tries += 1;
      if (at === "virtual_agents.after_script" && tries <= 3) throw new Error("no good");
      return undefined;
    });
    let tries = 0;
    const failures = new Map();
    for (let n = 0; n < 5; n += 1) {
      await world.answer(failures);
      world.clock.pass(10_000);
    }
    expect(tries).toBe(4);
    expect(await world.said(id)).toEqual([]);
    expect(await world.row(id)).toMatchObject({ holder: null, status: "new" });
  });
});

async function nameOf(id: ConversationId): Promise<string> {
  const found = await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .select("i.external_id")
    .where("c.id", "=", id)
    .executeTakeFirstOrThrow();
  return found.external_id;
}
