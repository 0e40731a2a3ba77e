import type { ChannelId, ConversationId, MessageId, OrganizationId, TagId, TeamId, TopicId } from "@guichet/contract";
import { expect } from "vitest";
import { type IntakeStep, receiveMessages } from "../../conversations/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import type { TestApp } from "../test-app.ts";
import { addKnowledge, type Item } from "./knowledge.ts";
import { type Line, listen } from "./line.ts";
import { type Belongs, leaksIn, type Oracle, type Person } from "./oracle.ts";

export type Thread = {
  readonly id: ConversationId;
  readonly channelId: ChannelId;
  /** The team that has it. */
  readonly routedTo?: TeamId;
  readonly contactId: string;
  readonly messages: MessageId[];
};
export type UploadedFile = {
  readonly id: string;
  readonly uploader: Person;
  /** Its id, its name and its content: whoever may not read it sees none of them. */
  readonly tokens: readonly string[];
  thread: Thread | undefined;
};

/** A topic or a tag of one organization. */
export type Label = { readonly id: string; readonly organizationId: OrganizationId };

/** Two organizations on the real product, the oracle beside it, and everything by which a leak would be known. */
export type World = Oracle & {
  readonly app: TestApp;
  readonly threads: Thread[];
  readonly files: UploadedFile[];
  readonly topics: Label[];
  readonly tags: Label[];
  readonly items: Item[];
  readonly known: Map<string, Belongs>;
  readonly lines: Line<Person>[];
  /** Answers and frames that were looked through. */
  looked: { answers: number; frames: number };
};

const SIZE = { agents: 3, channels: 2, teams: 2, contacts: 2 };

export async function buildWorld(app: TestApp): Promise<World> {
  const world: World = {
    app,
    people: [],
    teams: [],
    channels: [],
    threads: [],
    files: [],
    topics: [],
    tags: [],
    items: [],
    known: new Map(),
    lines: [],
    looked: { answers: 0, frames: 0 },
  };
  for (let i = 0; i < 2; i += 1) await addOrganization(world, await app.organization());
  for (const person of world.people) world.lines.push(await listen(app.base, person, await headOf(world)));
  return world;
}

async function addOrganization(world: World, organizationId: OrganizationId): Promise<void> {
  const { app } = world;
  for (let i = 0; i <= SIZE.agents; i += 1) {
    const found = await app.person(organizationId, i === 0 ? "admin" : "agent");
    world.people.push({
      ...found,
      organizationId,
      admin: i === 0,
      mode: "channels",
      deactivated: false,
      byName: new Map(),
    });
    world.known.set(found.id, { organizationId });
  }
  for (let i = 0; i < SIZE.teams; i += 1) {
    const id = uuidV7() as TeamId;
    await app.app.parts.database.system
      .insertInto("teams")
      .values({ organization_id: organizationId, id, name: `Team ${i}` })
      .execute();
    world.teams.push({ id, organizationId, members: new Map(), channels: new Set() });
    world.known.set(id, { organizationId });
  }
  for (const kind of ["topics", "tags"] as const) {
    const id = uuidV7();
    const row = { organization_id: organizationId, name: canary(world, { organizationId }) };
    const { system } = app.app.parts.database;
    if (kind === "topics")
      await system
        .insertInto("topics")
        .values({ ...row, id: id as TopicId })
        .execute();
    else
      await system
        .insertInto("tags")
        .values({ ...row, id: id as TagId })
        .execute();
    world[kind].push({ id, organizationId });
    world.known.set(id, { organizationId });
  }
  for (let i = 0; i < SIZE.channels; i += 1) await addChannel(world, organizationId);
  await addKnowledge(world, organizationId);
  await addViews(world, organizationId);
}

/** Everybody has a view of their own, and the Admin shares one that names every channel. */
async function addViews(world: World, organizationId: OrganizationId): Promise<void> {
  const own = world.people.filter((person) => person.organizationId === organizationId);
  const channels = world.channels.filter((one) => one.organizationId === organizationId).map((one) => one.id);
  for (const person of own) {
    const name = canary(world, { organizationId, ...(person.admin ? {} : { only: person.id }) });
    const body = {
      name,
      status: "new",
      sort: "oldest",
      filter: { channels: channels.join(",") },
      shared: person.admin,
    };
    expect((await callAs(world, person, "POST", "/api/v1/queue-views", { body })).status).toBe(201);
  }
}

async function addChannel(world: World, organizationId: OrganizationId): Promise<void> {
  const id = await world.app.apiChannel(organizationId);
  world.channels.push({ id, organizationId, open: false, deleted: false });
  world.known.set(id, { organizationId, channelId: id, settings: true });
  for (let i = 0; i < SIZE.contacts; i += 1) await contactWrites(world, id, `party${i}`);
}

/** A contact writes; name and text are canaries of the channel. Answers the text, or undefined where nobody can write any more. */
export async function contactWrites(world: World, channelId: ChannelId, party: string): Promise<string | undefined> {
  const { database } = world.app.app.parts;
  const channel = world.channels.find((one) => one.id === channelId);
  if (channel === undefined || channel.deleted) return undefined;
  const { organizationId } = channel;
  // One of the two contacts' conversations is a team's from its beginning.
  const routedTo =
    party === "party1" ? world.teams.find((team) => team.organizationId === organizationId)?.id : undefined;
  const ofContact = { organizationId, channelId };
  const belongs = { ...ofContact, ...(routedTo && { routedTo }) };
  const message = {
    channelId,
    platform: "api" as const,
    externalId: uuidV7(),
    direction: "in" as const,
    occurredAt: Date.now(),
    party: { externalId: party, displayName: canary(world, ofContact) },
    text: canary(world, belongs),
    visibility: "private" as const,
    automatic: false,
    media: [],
    deliveryId: uuidV7(),
  };
  const steps = routedTo === undefined ? [] : [routeTo(routedTo)];
  await receiveMessages([message], { database, organizationId, steps, now: () => new Date() });
  world.app.app.parts.wake.now();
  const stored = await database.system
    .selectFrom("messages as m")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.organization_id", "=", "m.organization_id").onRef("c.id", "=", "m.conversation_id"),
    )
    .select(["m.id", "c.id as conversation", "c.contact_id", "c.identity_id"])
    .where("m.organization_id", "=", organizationId)
    .where("m.external_id", "=", message.externalId)
    .executeTakeFirstOrThrow();
  for (const id of [stored.id, stored.conversation]) world.known.set(id, belongs);
  for (const id of [stored.contact_id, stored.identity_id]) world.known.set(id, ofContact);
  const thread = world.threads.find((one) => one.id === stored.conversation);
  if (thread !== undefined) thread.messages.push(stored.id);
  else
    world.threads.push({
      ...{ id: stored.conversation, channelId, contactId: stored.contact_id, messages: [stored.id] },
      ...(routedTo && { routedTo }),
    });
  return message.text;
}

function routeTo(teamId: TeamId): IntakeStep {
  const lists = { automations: [], skillSets: [], candidates: [] };
  const decision = { trigger: "message", rule: "only", teamId, fallback: false, ...lists } as const;
  return (facts) => (facts.teamId === teamId ? undefined : { team: { teamId, decision, dropAssignee: false } });
}

/** Of a conversation: whose it is. */
export function placeOf({ channelId, routedTo }: Thread): Pick<Belongs, "channelId" | "routedTo"> {
  return { channelId, ...(routedTo && { routedTo }) };
}

export function threadOf(world: World, id: string): Thread {
  const thread = world.threads.find((one) => one.id === id);
  if (thread === undefined) throw new Error("a conversation that nobody began");
  return thread;
}

/** A word that stands nowhere else, with whose it is. */
export function canary(world: World, belongs: Belongs): string {
  const word = `CANARY${uuidV7().replaceAll("-", "")}`;
  world.known.set(word, belongs);
  return word;
}

type Answer = Awaited<ReturnType<TestApp["call"]>>;

/** A call to the product by a person; nothing in the answer may be hidden from them. */
export async function callAs(
  world: World,
  person: Person,
  method: string,
  path: string,
  options: Parameters<TestApp["call"]>[2] = {},
): Promise<Answer> {
  const answer = await world.app.call(method, path, { ...options, as: person });
  world.looked.answers += 1;
  const text = `${JSON.stringify(answer.body) ?? ""} ${JSON.stringify([...answer.headers])}`;
  expect(leaksIn(text, world, person, world.known), `${method} ${path} told ${describe(person)} too much`).toEqual([]);
  expect(answer.status, `${method} ${path} ${text}`).toBeLessThan(500);
  return answer;
}

export const describe = (person: Person) => `${person.admin ? "admin" : "agent"} ${person.id.slice(-4)}`;

export async function headOf(world: World): Promise<bigint> {
  const head = await world.app.app.parts.database.system.selectFrom("event_head").select("position").executeTakeFirst();
  return BigInt(head?.position ?? 0);
}
