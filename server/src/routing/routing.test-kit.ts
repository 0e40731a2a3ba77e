import {
  type ChannelId,
  type ContactGroupId,
  type LoggedEvent,
  type RoutingDecision,
  type SkillCondition,
  type SkillGroup,
  type SkillSetId,
  type TeamId,
  toSkillRule,
  type UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import { conversationsOf } from "../conversations/conversations.look.test-kit.ts";
import { buildMessage, type World } from "../conversations/conversations.test-kit.ts";
import type { InboundMessage } from "../conversations/index.ts";
import { labelsIn } from "../conversations/labels/labels.test-kit.ts";
import { receiveMessages } from "../conversations/receive-messages.ts";
import type { Ctx } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createTeam, goOffline, setPresence, setTeamChannels, setTeamMembers, setTeamOptions } from "../users/index.ts";
import { routingStepsOf } from "./choosing/routing-steps.ts";
import { setFallbackTeam } from "./fallback/set-fallback-team.ts";
import { individualListener } from "./individual/individual.listeners.ts";
import { createGivingWork } from "./individual/work-on-givings.ts";
import { routingListener } from "./rerouting/routing.listeners.ts";
import { createReroutingWork } from "./rerouting/work-on-reroutings.ts";
import { applyToTeam } from "./skill-sets/apply-to-team.ts";
import { createSkillSet } from "./skill-sets/change-skill-set.ts";

export const asks = (
  field: SkillCondition["field"],
  operator: SkillCondition["operator"],
  ...values: string[]
): SkillCondition => ({ type: "condition", field, operator, values });
export const groupOf = (...rules: SkillCondition[]): SkillGroup => ({ join: "or", rules });

/** Teams, skill sets and what hears and works for them, in one world of the core. */
export function routingIn(world: () => World) {
  const labels = labelsIn(world);
  const { admin } = labels;
  let heard = "0";
  let names = 0;
  const ears: ((events: LoggedEvent[]) => unknown)[] = [];
  let steps: ReturnType<typeof routingStepsOf> | undefined;
  const stepsOf = () => {
    steps ??= routingStepsOf({ database: world().database, feed: { subscribe: (ear) => void ears.push(ear) } });
    return steps(world().organizationId);
  };

  async function member(presence: "available" | "away" | "offline" = "available"): Promise<UserId> {
    const id = uuidV7() as UserId;
    await world()
      .database.system.insertInto("users")
      .values({
        ...{ organization_id: world().organizationId, id, email: `${id}@example.org`, first_name: "Member" },
        ...{ last_name: `Number ${++names}`, account_role: "agent", access_mode: "teams", preferences: "{}", presence },
      })
      .execute();
    return id;
  }

  /** Everything told since is heard, as the dispatcher would tell it, until nobody says anything more. */
  async function hear(): Promise<number> {
    const listener = routingListener(world());
    let count = 0;
    for (;;) {
      const found = await sql<LoggedEvent & { ticket: string; at: Date }>`
        select ticket, organization_id as "organizationId", id, type, seq, actor, data, at, ticket::text as position
        from event_inbox where ticket > ${heard} order by ticket`.execute(world().database.system);
      const events = found.rows.map((row) => ({ ...row, at: row.at.getTime() }) as unknown as LoggedEvent);
      if (events.length === 0) return count;
      heard = found.rows.at(-1)?.ticket ?? heard;
      for (const ear of ears) await ear(events);
      const ctx: Ctx = { ...world().ctx(world().ana), actor: { type: "system", name: "Guichet" } };
      for (const event of events) {
        if (individualListener.hears.includes(event.type)) await individualListener.handle(event, ctx);
        if (!listener.hears.includes(event.type)) continue;
        count += 1;
        await listener.handle(event, ctx);
      }
    }
  }

  async function giveOnce(): Promise<void> {
    const { database, now } = world();
    await createGivingWork({ database, now, log: world().ctx(world().ana).log, wake: () => undefined })();
  }

  return {
    ...labels,
    member,
    hear,
    giveOnce,
    stepsOf,
    async team(
      name: string,
      given: { members?: UserId[]; channels?: ChannelId[] } = {},
    ): Promise<{ id: TeamId; members: UserId[] }> {
      const members = given.members ?? [await member()];
      const { id } = await createTeam(admin(), name);
      await setTeamMembers(admin(), id, {
        members: members.map((userId) => ({ userId, role: "contributor" as const })),
      });
      await setTeamChannels(admin(), id, { channelIds: given.channels ?? [world().channelId] });
      return { id, members };
    },
    async skillSet(name: string, groups: SkillGroup[], ...teams: TeamId[]): Promise<SkillSetId> {
      const id = await createSkillSet(admin(), { name, rule: toSkillRule(groups) });
      for (const teamId of teams) await applyToTeam(admin(), id, teamId, true);
      return id;
    },
    /** Nothing is set up, nothing is open, and nobody remembers anything. */
    async begin(): Promise<void> {
      const { system } = world().database;
      await sql`update conversations set status = 'resolved' where status <> 'resolved'`.execute(system);
      for (const table of ["fallback_teams", "skill_sets", "teams"] as const) await system.deleteFrom(table).execute();
      await hear();
      for (const table of ["reroutings", "givings", "turns"] as const) await system.deleteFrom(table).execute();
      const news = { type: "fallback_teams.changed", organizationId: world().organizationId } as LoggedEvent;
      for (const ear of ears) await ear([news]);
    },
    fallback: async (teamId: TeamId, on = true) => await setFallbackTeam(admin(), teamId, on),
    /** A contact's messages, taken in by the steps that are set up now. */
    async receive(from: string, ...over: Partial<InboundMessage>[]) {
      const messages = (over.length === 0 ? [{}] : over).map((one) => buildMessage(world(), { from, ...one }));
      const { database, organizationId, now } = world();
      await receiveMessages(messages, { database, organizationId, steps: await stepsOf(), now });
      const row = (await conversationsOf(world(), from)).at(-1);
      if (row === undefined) throw new Error("no conversation");
      return row;
    },
    async rowOf(id: string) {
      return await world()
        .database.system.selectFrom("conversations")
        .selectAll()
        .where("id", "=", id as never)
        .executeTakeFirstOrThrow();
    },
    async decisionsOf(id: string): Promise<RoutingDecision[]> {
      const told = await labels.eventsOf(id as never, "conversation.routed");
      return told.map(({ data }) => data.decision as RoutingDecision);
    },
    /** A group without a rule of its own, and who is in it. */
    async contactGroup(...contactIds: string[]): Promise<ContactGroupId> {
      const id = uuidV7() as ContactGroupId;
      const { system } = world().database;
      const rule = JSON.stringify({ type: "all", nodes: [] });
      const organization_id = world().organizationId;
      await system
        .insertInto("contact_groups")
        .values({ organization_id, id, name: `Group ${++names}`, rule })
        .execute();
      for (const contact_id of contactIds)
        await system
          .insertInto("contact_group_members")
          .values({ organization_id, contact_id: contact_id as never, group_id: id })
          .execute();
      return id;
    },
    /** Its members are given what waits, up to so many; null: not any more. */
    async maximum(teamId: TeamId, mostAssigned: number | null): Promise<void> {
      await setTeamOptions(admin(), teamId, { mostAssigned });
    },
    /** Somebody becomes Available, goes Away or signs out. */
    async be(userId: UserId, presence: "available" | "away" | "offline"): Promise<void> {
      const ctx = world().ctx(userId);
      if (presence === "offline") return await goOffline(ctx, userId);
      await setPresence(ctx, userId, presence === "away" ? { presence, awayStateId: null } : { presence });
    },
    /** News is heard, and what is to be given is given, until there is nothing left. */
    async give(): Promise<void> {
      const { database } = world();
      for (let rounds = 0; rounds < 100; rounds += 1) {
        await hear();
        const left = await database.system.selectFrom("givings").select("organization_id").execute();
        if (left.length === 0) return;
        await giveOnce();
      }
      throw new Error("the giving comes to no end");
    },
    /** What somebody has, in the order in which it came to them. */
    async ownOf(userId: UserId): Promise<string[]> {
      const rows = await world()
        .database.system.selectFrom("conversations")
        .select("id")
        .where("assignee_id", "=", userId)
        .where("status", "<>", "resolved")
        .orderBy("queue_at")
        .execute();
      return rows.map(({ id }) => id);
    },
    /** The job, some seconds later, until there is nothing left. Answers how many rounds that took. */
    async work(): Promise<number> {
      const later = () => new Date(world().now().getTime() + 5000);
      const log = world().ctx(world().ana).log;
      const round = createReroutingWork({ database: world().database, now: later, log, wake: () => undefined });
      for (let rounds = 0; rounds < 100; rounds += 1) {
        const left = await world().database.system.selectFrom("reroutings").select("organization_id").execute();
        if (left.length === 0) return rounds;
        await round();
      }
      throw new Error("the job comes to no end");
    },
  };
}
