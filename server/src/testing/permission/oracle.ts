import {
  type ChannelId,
  type ChannelRole,
  highestRole,
  type OrganizationId,
  type TeamId,
  type UserId,
} from "@guichet/contract";
import type { TestPerson } from "../test-app.ts";

/** What the product should know about access, kept beside it in the plainest way. */
export type Person = TestPerson & {
  readonly organizationId: OrganizationId;
  readonly admin: boolean;
  mode: "channels" | "teams";
  deactivated: boolean;
  readonly byName: Map<ChannelId, ChannelRole>;
};
export type Team = {
  readonly id: TeamId;
  readonly organizationId: OrganizationId;
  readonly members: Map<UserId, ChannelRole>;
  readonly channels: Set<ChannelId>;
};
export type Channel = {
  readonly id: ChannelId;
  readonly organizationId: OrganizationId;
  open: boolean;
  deleted: boolean;
};

/** Whose an id or a canary is: of an organization, a channel of it, or one person alone. */
export type Belongs = {
  readonly organizationId: OrganizationId;
  readonly channelId?: ChannelId;
  readonly only?: UserId;
  /** Besides: for members of this team alone. */
  readonly teamId?: TeamId;
  /** Of a conversation that this team has: those whose access is by teams see it in this one alone (R56). */
  readonly routedTo?: TeamId;
  readonly settings?: true;
};
export type Oracle = { readonly people: Person[]; readonly teams: Team[]; readonly channels: Channel[] };

/** The rule of the product, in words of one syllable: who has which role in a channel. */
export function roleOf(oracle: Oracle, person: Person, channelId: ChannelId): ChannelRole | undefined {
  const channel = oracle.channels.find((one) => one.id === channelId);
  if (channel === undefined || channel.deleted || person.deactivated) return undefined;
  if (channel.organizationId !== person.organizationId) return undefined;
  if (person.mode === "channels") return person.byName.get(channelId) ?? (channel.open ? "contributor" : undefined);
  const through = oracle.teams.filter((team) => team.channels.has(channelId));
  return highestRole(through.flatMap((team) => team.members.get(person.id) ?? []));
}

/** A conversation as permission sees it. */
export type Place = { readonly channelId: ChannelId; readonly routedTo?: TeamId };

/** The same for a conversation: what a team has, other teams do not see; the role is the highest in the channel (R56). */
export function roleOn(oracle: Oracle, person: Person, { channelId, routedTo }: Place): ChannelRole | undefined {
  if (routedTo !== undefined && person.mode === "teams") {
    const team = oracle.teams.find((one) => one.id === routedTo);
    if (team?.members.has(person.id) !== true || !team.channels.has(channelId)) return undefined;
  }
  return roleOf(oracle, person, channelId);
}

/** Who reaches channels one by one is in no team, whatever the lists of members say. */
export function inTeam(oracle: Oracle, person: Person, teamId: TeamId): boolean {
  const team = oracle.teams.find((one) => one.id === teamId);
  return person.mode === "teams" && team?.members.has(person.id) === true;
}

export function mayRead(oracle: Oracle, person: Person, thing: Belongs): boolean {
  if (person.deactivated || thing.organizationId !== person.organizationId) return false;
  if (thing.only !== undefined && thing.only !== person.id) return false;
  if (thing.settings && person.admin) return true;
  if (thing.teamId !== undefined && !inTeam(oracle, person, thing.teamId)) return false;
  const { channelId, routedTo } = thing;
  return channelId === undefined || roleOn(oracle, person, { channelId, ...(routedTo && { routedTo }) }) !== undefined;
}

/** Everything in a text that this person must not get to see. */
export function leaksIn(text: string, oracle: Oracle, person: Person, known: ReadonlyMap<string, Belongs>): string[] {
  const found = text.match(/CANARY\w+|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g) ?? [];
  return [...new Set(found)].filter((token) => {
    const thing = known.get(token);
    return thing !== undefined && !mayRead(oracle, person, thing);
  });
}

const repliers: readonly (ChannelRole | undefined)[] = ["contributor", "supervisor"];

/** What a person must be answered: the refusal's status, or "fine" when permission is not in the way. */
export function verdict(
  oracle: Oracle,
  person: Person,
  place: Place,
  wants: "see" | "reply" | "mask" | "settings",
): 401 | 403 | 404 | "fine" {
  if (person.deactivated) return 401;
  if (wants === "settings") {
    if (!person.admin) return 403;
    const channel = oracle.channels.find((one) => one.id === place.channelId);
    return channel?.organizationId === person.organizationId && !channel.deleted ? "fine" : 404;
  }
  const role = roleOn(oracle, person, place);
  if (role === undefined) return 404;
  if (wants === "mask") return role === "supervisor" ? "fine" : 403;
  return wants === "reply" && !repliers.includes(role) ? 403 : "fine";
}
