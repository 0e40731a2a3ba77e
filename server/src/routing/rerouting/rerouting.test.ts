import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../../conversations/conversations.test-kit.ts";
import { deleteLabel, restoreLabel } from "../../conversations/labels/change-label.ts";
import { setStatus } from "../../conversations/set-status.ts";
import { moveToTeam } from "../../conversations/teams/move-to-team.ts";
import { changeTopics } from "../../conversations/topics/change-topics.ts";
import { installFailpoints } from "../../lib/failpoint.ts";
import { setTeamChannels, setTeamMembers } from "../../users/index.ts";
import { asks, groupOf, routingIn } from "../routing.test-kit.ts";
import { routingState } from "./routing-state.ts";

let world: World;
const at = routingIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => await at.begin());

let people = 0;
const somebody = () => `contact-${++people}`;
const kai = () => world.ctx(world.kai);
const teamOf = async (id: string) => (await at.rowOf(id)).team_id;

/** Billing with its topic, and where the rest goes. */
async function billingAndRest() {
  const topic = await at.topic();
  const billing = await at.team(`Billing ${++people}`);
  const rest = await at.team(`Rest ${people}`);
  const skillSetId = await at.skillSet(`Bills ${people}`, [groupOf(asks("topics", "any_of", topic))], billing.id);
  await at.fallback(rest.id);
  await at.hear();
  await at.work();
  return { topic, billing, rest, skillSetId };
}

describe("choosing a team anew", () => {
  it("R63 a topic put on or taken off by a person moves it; heard twice it is told once", async () => {
    const { topic, billing, rest } = await billingAndRest();
    const { id } = await at.receive(somebody());
    await at.hear();
    await changeTopics(kai(), id, { add: [topic], remove: [] });
    await at.hear();
    expect(await teamOf(id)).toBe(billing.id);
    expect((await at.decisionsOf(id)).map(({ trigger, rule }) => [trigger, rule])).toEqual([
      ["message", "only"],
      ["topics", "only"],
    ]);
    const [told] = await at.eventsOf(id, "topic.added");
    const { routingListener } = await import("./routing.listeners.ts");
    const again = { type: "topic.added", actor: { type: "user", id: world.kai }, data: told?.data };
    await routingListener(world).handle(again as never, { ...kai(), actor: { type: "system", name: "Guichet" } });
    expect(await at.decisionsOf(id)).toHaveLength(2);
    await changeTopics(kai(), id, { add: [], remove: [topic] });
    await at.hear();
    expect(await teamOf(id)).toBe(rest.id);
  });

  it("R63 whoever put the topic on keeps their own conversation; a colleague's assignment goes with the move", async () => {
    const { topic, billing } = await billingAndRest();
    const [mine, hers] = [await at.receive(somebody()), await at.receive(somebody())];
    const { system } = world.database;
    await system.updateTable("conversations").set({ assignee_id: world.kai }).where("id", "=", mine.id).execute();
    await system.updateTable("conversations").set({ assignee_id: world.ana }).where("id", "=", hers.id).execute();
    for (const { id } of [mine, hers]) await changeTopics(kai(), id, { add: [topic], remove: [] });
    await at.hear();
    expect(await at.rowOf(mine.id)).toMatchObject({ team_id: billing.id, assignee_id: world.kai });
    expect(await at.rowOf(hers.id)).toMatchObject({ team_id: billing.id, assignee_id: null });
    const line = (await at.auditOf(hers.id)).at(-1);
    expect(line).toMatchObject({ action: "assignment_rerouted", actor: { type: "system" } });
  });

  it("R64 whoever comes into a contact group, or leaves it, has their open conversations chosen for anew", async () => {
    const gold = await at.team("Gold");
    const group = await at.contactGroup();
    await at.skillSet("Gold ones", [groupOf(asks("groups", "any_of", group))], gold.id);
    await at.hear();
    const { id, contact_id } = await at.receive(somebody());
    expect(await teamOf(id)).toBeNull();
    const { system } = world.database;
    const change = async (isMember: boolean) => {
      const row = { organization_id: world.organizationId, contact_id, group_id: group };
      if (isMember) await system.insertInto("contact_group_members").values(row).execute();
      else await system.deleteFrom("contact_group_members").where("group_id", "=", group).execute();
      const { appendEvents } = await import("../../events/index.ts");
      await appendEvents(kai(), [{ type: "contact.changed", data: { contactId: contact_id, change: "attributes" } }]);
      await at.hear();
    };
    await change(true);
    expect(await teamOf(id)).toBe(gold.id);
    await change(false);
    expect(await teamOf(id)).toBeNull();
    expect((await at.decisionsOf(id)).at(-1)).toMatchObject({ trigger: "contact_groups", rule: "no_team" });
  });

  it("R59 R65 back in New by hand it is chosen again; what a person chose lasts until it is resolved; Resolved is left alone", async () => {
    const { topic, billing, rest } = await billingAndRest();
    const { id } = await at.receive(somebody());
    await moveToTeam(kai(), id, billing.id);
    await setStatus(kai(), id, { status: "pending" });
    await setStatus(kai(), id, { status: "new" });
    await at.hear();
    expect(await at.rowOf(id)).toMatchObject({ team_id: billing.id, team_by_hand: true });
    await setStatus(kai(), id, { status: "resolved" });
    await changeTopics(kai(), id, { add: [topic], remove: [] });
    await changeTopics(kai(), id, { add: [], remove: [topic] });
    await at.hear();
    expect(await at.rowOf(id)).toMatchObject({ team_id: billing.id, status: "resolved" });
    await setStatus(kai(), id, { status: "new" });
    await at.hear();
    expect(await at.rowOf(id)).toMatchObject({ team_id: rest.id, team_by_hand: false, status: "new" });
  });

  it("R50 R61 R62 a saved skill set and a chosen fallback team reach what waits and is nobody's, and nothing else", async () => {
    const waiting = await at.receive(somebody());
    const taken = await at.receive(somebody());
    const pending = await at.receive(somebody());
    const done = await at.receive(somebody());
    await world.database.system
      .updateTable("conversations")
      .set({ assignee_id: world.kai })
      .where("id", "=", taken.id)
      .execute();
    await setStatus(kai(), pending.id, { status: "pending" });
    await setStatus(kai(), done.id, { status: "resolved" });
    const rest = await at.team("Everything else");
    await at.fallback(rest.id);
    await at.hear();
    expect((await routingState(kai())).rerouting).toEqual({ looked: 0, total: 0, moved: 0 });
    expect((await routingState(kai())).withoutTeam).toEqual({ count: 1, more: false });
    await at.work();
    expect(await Promise.all([waiting, taken, pending, done].map(({ id }) => teamOf(id)))).toEqual([
      rest.id,
      null,
      null,
      null,
    ]);
    expect(await at.decisionsOf(waiting.id)).toMatchObject([{ trigger: "settings", rule: "only", fallback: true }]);
    expect(await routingState(kai())).toEqual({
      ...{ inUse: true, withoutTeam: { count: 0, more: false }, mayShow: false, unreached: [], rerouting: null },
    });
    await at.fallback(rest.id, false);
    await at.hear();
    await at.work();
    expect(await teamOf(waiting.id)).toBeNull();
    expect((await routingState(kai())).inUse).toBe(false);
  });

  it("R59 R62 R71 what stands with a team that loses the channel, its last member, or is deleted, goes elsewhere, also from those who work on it", async () => {
    const rest = await at.team("Where the rest goes");
    await at.fallback(rest.id);
    for (const lose of ["channel", "members", "team"] as const) {
      const lost = await at.team(`Loses its ${lose}`);
      await at.hear();
      const { id } = await at.receive(somebody());
      await moveToTeam(kai(), id, lost.id);
      const [member] = lost.members;
      await world.database.system
        .updateTable("conversations")
        .set({ assignee_id: member ?? null })
        .where("id", "=", id)
        .execute();
      await setStatus(kai(), id, { status: "pending" });
      if (lose === "channel") await setTeamChannels(at.admin(), lost.id, { channelIds: [] });
      if (lose === "members") await setTeamMembers(at.admin(), lost.id, { members: [] });
      if (lose === "team") await (await import("../../users/access/change-team.ts")).deleteTeam(at.admin(), lost.id);
      await at.hear();
      await at.work();
      expect(await at.rowOf(id)).toMatchObject({ team_id: rest.id, team_by_hand: false, assignee_id: null });
      expect((await at.decisionsOf(id)).at(-1)).toMatchObject({ trigger: "team_gone" });
    }
  });

  it("R59 W79 where no skill set and no fallback team is set up, what a person has placed stays, whatever changes", async () => {
    const team = await at.team("Placed by hand");
    await at.hear();
    const { id } = await at.receive(somebody());
    await moveToTeam(kai(), id, team.id);
    const other = await at.team("Another team");
    await setTeamMembers(at.admin(), other.id, { members: [] });
    await at.hear();
    await at.work();
    expect(await at.rowOf(id)).toMatchObject({ team_id: team.id, team_by_hand: true });
  });

  it("R52 a skill set that is left with nothing to ask for matches nothing, and what it had goes on; restored it leads again", async () => {
    const { topic, billing, rest } = await billingAndRest();
    const { id } = await at.receive(somebody());
    await changeTopics(kai(), id, { add: [topic], remove: [] });
    await at.hear();
    expect(await teamOf(id)).toBe(billing.id);
    await deleteLabel(at.admin(), "topic", topic);
    await at.hear();
    await at.work();
    expect(await teamOf(id)).toBe(rest.id);
    await restoreLabel(at.admin(), "topic", topic);
    await at.hear();
    await at.work();
    expect(await teamOf(id)).toBe(billing.id);
  });

  it("R61 R62 I4 killed in the middle it goes on where it stood, and nothing is told twice", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      await world.receive(...Array.from({ length: 150 }, () => buildMessage(world, { from: somebody() })));
    }
    const rest = await at.team("Takes them all");
    await at.fallback(rest.id);
    await at.hear();
    let deaths = 0;
    const takeAway = installFailpoints((name) => {
      if (name !== "routing.before_commit" || deaths > 2) return undefined;
      deaths += 1;
      return Promise.reject(new Error("killed"));
    });
    for (let n = 0; n < 3; n += 1) await at.work().catch(() => undefined);
    takeAway();
    await at.work();
    const rows = await world.database.system
      .selectFrom("conversations")
      .select(["id", "team_id", "last_seq"])
      .where("status", "=", "new")
      .execute();
    expect(rows).toHaveLength(450);
    expect(rows.every((row) => row.team_id === rest.id && row.last_seq === 2)).toBe(true);
    for (const row of rows.slice(0, 5)) ids.push(row.id);
    for (const id of ids) expect(await at.decisionsOf(id)).toHaveLength(1);
  });

  it("R62 I12 what changes while it is being chosen for is chosen for as it is then", async () => {
    const { topic, billing } = await billingAndRest();
    const { id } = await at.receive(somebody());
    const { routeConversations } = await import("../../conversations/index.ts");
    const { prepareRerouting } = await import("./reroute.ts");
    const { createLoads } = await import("../choosing/loads.ts");
    const { route, wouldMove } = await prepareRerouting(kai(), createLoads(world), "settings");
    await changeTopics(kai(), id, { add: [topic], remove: [] });
    const options = { withText: false, waitingOnly: true, wouldMove };
    // Looked at while it was nobody's; taken in the moment before it is held.
    const taken = async () =>
      await world.database.system
        .updateTable("conversations")
        .set({ assignee_id: world.ana })
        .where("id", "=", id)
        .execute();
    const late = { ...options, wouldMove: (question: Parameters<typeof wouldMove>[0]) => wouldMove(question) };
    await taken();
    expect(await routeConversations(kai(), [id], route, late)).toEqual([]);
    await world.database.system.updateTable("conversations").set({ assignee_id: null }).where("id", "=", id).execute();
    expect(await routeConversations(kai(), [id], route, options)).toMatchObject([{ id, to: billing.id }]);
    expect(await routeConversations(kai(), [id], route, options)).toEqual([]);
  });
});
