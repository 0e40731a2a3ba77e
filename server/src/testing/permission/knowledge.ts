import type { ChannelId, OrganizationId, TeamId } from "@guichet/contract";
import { insertedItem, usableItems } from "@guichet/contract";
import { expect } from "vitest";
import { knowledgeKit } from "../../knowledge/knowledge.test-kit.ts";
import { type Belongs, inTeam, type Person, roleOf, verdict } from "./oracle.ts";
import { callAs, canary, describe, type Thread, type World } from "./world.ts";

/** A response with a file, in a collection for one channel and perhaps for one team. */
export type Item = {
  readonly id: string;
  readonly fileId: string;
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly teamId: TeamId | undefined;
};

/** In every channel a response for all who see it, and one for a team. Settings show each to Admins. */
export async function addKnowledge(world: World, organizationId: OrganizationId): Promise<void> {
  const admin = world.people.find((person) => person.admin && person.organizationId === organizationId);
  if (admin === undefined) throw new Error("an organization without Admin");
  const kit = knowledgeKit(world.app, admin);
  const [team] = world.teams.filter((one) => one.organizationId === organizationId);
  for (const { id: channelId } of world.channels.filter((one) => one.organizationId === organizationId)) {
    for (const teamId of [undefined, team?.id]) {
      const belongs: Belongs = {
        organizationId,
        channelId,
        settings: true,
        ...(teamId === undefined ? {} : { teamId }),
      };
      const word = () => canary(world, belongs);
      const onlyTeams = teamId !== undefined;
      const teamIds = teamId === undefined ? [] : [teamId];
      const given = { name: word(), allChannels: false, channelIds: [channelId], onlyTeams, teamIds };
      const collection = await kit.collection(given);
      const file = await kit.file(`${word()}.txt`, word());
      const item = await kit.item({ collectionId: collection.id, title: word(), text: word(), fileIds: [file.id] });
      for (const id of [collection.id, file.id, item.id]) world.known.set(id, belongs);
      world.items.push({ id: item.id, fileId: file.id, organizationId, channelId, teamId });
    }
  }
}

/** The rule in the plainest words: the conversation's channel is the item's, and its team, if it has one, is the person's. */
function mayUse(world: World, person: Person, item: Item, channelId: ChannelId): boolean {
  if (roleOf(world, person, channelId) === undefined || item.channelId !== channelId) return false;
  return item.teamId === undefined || inTeam(world, person, item.teamId);
}

/** Exactly what one may use is offered in a conversation; and files are read by who may use their response, and Admins. */
export async function readKnowledge(world: World, reader: Person, thread: Thread, item: Item): Promise<void> {
  const answer = await callAs(world, reader, "GET", `/api/v1/conversations/${thread.id}/knowledge`);
  const wanted = verdict(world, reader, thread, "see");
  expect(answer.status, `knowledge for ${describe(reader)}`).toBe(wanted === "fine" ? 200 : wanted);
  if (wanted === "fine") {
    const offered = usableItems.parse(answer.body).items.map(({ id }) => String(id));
    const expected = world.items.filter((one) => mayUse(world, reader, one, thread.channelId)).map(({ id }) => id);
    expect(offered.sort(), `items for ${describe(reader)}`).toEqual(expected.sort());
  }
  const file = await callAs(world, reader, "GET", `/api/v1/knowledge-files/${item.fileId}`);
  const own = reader.admin && reader.organizationId === item.organizationId;
  const may = own || mayUse(world, reader, item, item.channelId);
  expect(file.status, `a file of the knowledge base for ${describe(reader)}`).toBe(may ? 200 : 404);
}

/** Somebody inserts something, whether they may or not. */
export async function insertSomething(world: World, actor: Person, thread: Thread, item: Item): Promise<void> {
  const path = `/api/v1/conversations/${thread.id}/insertions`;
  const answer = await callAs(world, actor, "POST", path, { body: { itemId: item.id } });
  const wanted = verdict(world, actor, thread, "see");
  const may = wanted === "fine" && mayUse(world, actor, item, thread.channelId);
  expect(answer.status, `inserting by ${describe(actor)}`).toBe(may ? 201 : wanted === "fine" ? 404 : wanted);
  if (!may) return;
  // The copy is the agent's own until it is sent.
  for (const { id } of insertedItem.parse(answer.body).attachments)
    world.known.set(id, { organizationId: actor.organizationId, only: actor.id });
}
