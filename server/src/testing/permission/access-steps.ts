import type { ChannelId, ChannelRole } from "@guichet/contract";
import { expect } from "vitest";
import type { Person } from "./oracle.ts";
import { lookAtFrames, pictureOf, settle } from "./settle.ts";
import { type AccessKind, at, type Chosen, type Step } from "./step.ts";
import { callAs, type World } from "./world.ts";

type Change = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly apply: () => void;
  /** Everything the call names: foreign and deleted things are not found. */
  readonly names: readonly { readonly organizationId: string; readonly deleted?: boolean }[];
};

/** An Admin, or somebody who is none, changes who reaches what, from either end. */
export async function changeAccess(world: World, kind: AccessKind, step: Step, chosen: Chosen): Promise<void> {
  const before = pictureOf(world);
  const actor = step.who % 4 === 0 ? chosen.actor : adminBeside(world, chosen, step);
  const change = changes[kind](world, step, chosen);
  // The last Admin stays, whoever asks; that is another rule's test.
  if (kind === "deactivate" && chosen.person.admin) return;
  const answer = await callAs(
    world,
    actor,
    change.method,
    change.path,
    change.body === undefined ? {} : { body: change.body },
  );
  const expected = expectedOf(actor, change);
  const label = `${kind} by ${actor.id.slice(-4)}: ${JSON.stringify(answer.body)}`;
  if (expected === 200) {
    expect(answer.status, label).toBeLessThan(300);
    change.apply();
  } else expect(answer.status, label).toBe(expected);
  await settle(world);
  lookAtFrames(world, before);
}

/** Mostly the Admin of the right organization, for a world in which nothing is allowed proves little. */
function adminBeside(world: World, chosen: Chosen, step: Step): Person {
  const subject = step.kind === "setTeamMembers" || step.kind === "setTeamChannels" ? chosen.team : chosen.person;
  const owner =
    step.kind === "setChannelAccess" || step.kind === "openChannel" || step.kind === "deleteChannel"
      ? chosen.channel
      : subject;
  return world.people.find((person) => person.admin && person.organizationId === owner.organizationId) ?? chosen.actor;
}

function expectedOf(actor: Person, change: Change): number {
  if (actor.deactivated) return 401;
  if (!actor.admin) return 403;
  return change.names.every((one) => one.organizationId === actor.organizationId && one.deleted !== true) ? 200 : 404;
}

/** What was picked at random, each once; foreign and deleted things stay in it now and then. */
function pick<T extends { readonly id: string; readonly organizationId: string }>(
  list: readonly T[],
  step: Step,
  near: string,
): [T, ChannelRole][] {
  const own = list.filter((one) => one.organizationId === near);
  const found = step.some.map(({ at: index, role }) => [at(index % 9 === 0 ? list : own, index), role] as const);
  return [...new Map(found)];
}

const changes: Record<AccessKind, (world: World, step: Step, chosen: Chosen) => Change> = {
  setUserChannels(world, step, { person }) {
    const given = pick(world.channels, step, person.organizationId);
    return {
      method: "PUT",
      path: `/api/v1/users/${person.id}/access`,
      body: { accessMode: "channels", channels: given.map(([channel, role]) => ({ channelId: channel.id, role })) },
      names: [person, ...given.map(([channel]) => channel)],
      apply() {
        person.mode = "channels";
        person.byName.clear();
        for (const [channel, role] of given) person.byName.set(channel.id, role);
      },
    };
  },
  setUserTeams(world, step, { person }) {
    const given = pick(world.teams, step, person.organizationId);
    return {
      method: "PUT",
      path: `/api/v1/users/${person.id}/access`,
      body: { accessMode: "teams", teams: given.map(([team, role]) => ({ teamId: team.id, role })) },
      names: [person, ...given.map(([team]) => team)],
      apply() {
        person.mode = "teams";
        for (const team of world.teams) team.members.delete(person.id);
        for (const [team, role] of given) team.members.set(person.id, role);
      },
    };
  },
  setTeamMembers(world, step, { team }) {
    const given = pick(world.people, step, team.organizationId);
    return {
      method: "PUT",
      path: `/api/v1/teams/${team.id}/members`,
      body: { members: given.map(([person, role]) => ({ userId: person.id, role })) },
      names: [team, ...given.map(([person]) => person)],
      apply() {
        // Who reaches channels one by one keeps a membership that sleeps.
        for (const person of world.people) if (person.mode === "teams") team.members.delete(person.id);
        for (const [person, role] of given) {
          team.members.set(person.id, role);
          person.mode = "teams";
        }
      },
    };
  },
  setTeamChannels(world, step, { team }) {
    const given = pick(world.channels, step, team.organizationId);
    return {
      method: "PUT",
      path: `/api/v1/teams/${team.id}/channels`,
      body: { channelIds: given.map(([channel]) => channel.id) },
      names: [team, ...given.map(([channel]) => channel)],
      apply() {
        team.channels.clear();
        for (const [channel] of given) team.channels.add(channel.id);
      },
    };
  },
  setChannelAccess(world, step, { channel }) {
    const people = pick(world.people, step, channel.organizationId);
    const teams = pick(world.teams, { ...step, some: step.some.slice(1) }, channel.organizationId);
    return {
      method: "PUT",
      path: `/api/v1/channels/${channel.id}/access`,
      body: {
        users: people.map(([person, role]) => ({ userId: person.id, role })),
        teamIds: teams.map(([team]) => team.id),
      },
      names: [channel, ...people.map(([person]) => person), ...teams.map(([team]) => team)],
      apply: () =>
        applyChannelAccess(
          world,
          channel.id,
          people,
          teams.map(([team]) => team.id),
        ),
    };
  },
  openChannel(_world, step, { channel }) {
    const open = step.role === "viewer";
    return {
      method: "PATCH",
      path: `/api/v1/channels/${channel.id}`,
      body: { grantToAll: open },
      names: [channel],
      apply() {
        channel.open = open;
      },
    };
  },
  deactivate: (_world, _step, { person }) => ({
    method: "PUT",
    path: `/api/v1/users/${person.id}/deactivation`,
    names: [person],
    apply() {
      person.deactivated = true;
    },
  }),
  deleteChannel: (_world, _step, { channel }) => ({
    method: "DELETE",
    path: `/api/v1/channels/${channel.id}`,
    body: { name: "Shop" },
    names: [channel],
    apply() {
      channel.deleted = true;
    },
  }),
};

function applyChannelAccess(
  world: World,
  channelId: ChannelId,
  people: readonly [Person, ChannelRole][],
  teamIds: readonly string[],
): void {
  for (const person of world.people) if (person.mode === "channels") person.byName.delete(channelId);
  for (const [person, role] of people) {
    person.byName.set(channelId, role);
    person.mode = "channels";
  }
  for (const team of world.teams) {
    if (teamIds.includes(team.id)) team.channels.add(channelId);
    else team.channels.delete(channelId);
  }
}
