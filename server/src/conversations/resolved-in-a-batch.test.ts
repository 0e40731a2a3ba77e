import type { AutomationId } from "@guichet/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { conversationsOf } from "./conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "./conversations.test-kit.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { IntakeStep } from "./intake-steps.ts";
import { labelsIn } from "./labels/labels.test-kit.ts";
import { receiveMessages } from "./receive-messages.ts";
import { setStatus } from "./set-status.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());
const { eventsOf } = labelsIn(() => world);

const by = { type: "automation", id: uuidV7() as AutomationId, name: "Out of office" } as const;
const closes: IntakeStep = ({ firstMessage, text }) =>
  firstMessage && text === "out of office" ? { by, resolve: { reasonId: null, reason: null } } : undefined;

async function receive(steps: readonly IntakeStep[], ...batch: InboundMessage[]): Promise<void> {
  const { database, organizationId, now } = world;
  await receiveMessages(batch, { database, organizationId, steps, now });
}
const says = (from: string, text: string, over: Partial<InboundMessage> = {}) =>
  buildMessage(world, { from, text, ...over });

it("I1 T5 T11 R32 what follows a message that a rule has resolved, in one batch, waits in a conversation of its own", async () => {
  await receive([closes], says("away", "out of office"), says("away", "But this is urgent!"), says("away", "Hello?"));
  const [closed, open, ...more] = await conversationsOf(world, "away");
  expect(more).toEqual([]);
  expect(closed).toMatchObject({ status: "resolved", waiting_since: null, last_message: { text: "out of office" } });
  expect(open).toMatchObject({ status: "new", last_seq: 2, assignee_id: null, last_message: { text: "Hello?" } });
  expect(open?.waiting_since).not.toBeNull();
  const told = await eventsOf(open?.id ?? ("" as never), "conversation.created");
  expect(told).toHaveLength(1);
});

it("I1 R32 what the rule says holds for the first message of each conversation of a batch, one conversation each", async () => {
  await receive([closes], says("twice", "out of office"), says("twice", "out of office"), says("twice", "I am back"));
  const rows = await conversationsOf(world, "twice");
  expect(rows.map((row) => [row.status, row.last_message?.text])).toEqual([
    ["resolved", "out of office"],
    ["resolved", "out of office"],
    ["new", "I am back"],
  ]);
});

it("W121 T12 a muted contact's message resolves what is pending, and what the brand writes after it in the same batch begins another", async () => {
  const { system } = world.database;
  await receive([], says("muted", "hello"));
  const [first] = await conversationsOf(world, "muted");
  if (first === undefined) throw new Error("no conversation");
  await setStatus(world.ctx(world.kai), first.id, { status: "pending" });
  await system.updateTable("organizations").set({ muting_contacts: true }).execute();
  await system.updateTable("identities").set({ muted_at: new Date() }).where("external_id", "=", "muted").execute();
  const echo = says("muted", "By mail, as promised", { direction: "echo" });
  await receive([], says("muted", "one"), says("muted", "two"), echo, says("muted", "three"), says("muted", "four"));
  const rows = await conversationsOf(world, "muted");
  expect(rows.map((row) => [row.status, row.last_message?.text])).toEqual([
    ["resolved", "one"],
    ["resolved", "two"],
    ["resolved", "three"],
    ["resolved", "four"],
  ]);
});

it("I1 I7 what is resolved in a batch leaves its place to what begins in it", async () => {
  await receive([], says("place", "hello"));
  const always: IntakeStep = ({ text }) =>
    text === "enough" ? { by, resolve: { reasonId: null, reason: null } } : undefined;
  await receive([always], says("place", "enough"), says("place", "or not"));
  const rows = await conversationsOf(world, "place");
  expect(rows.map((row) => [row.status, row.last_message?.text])).toEqual([
    ["resolved", "enough"],
    ["new", "or not"],
  ]);
});

it("W111 what a platform says of somebody in a later message of the batch that made them is kept", async () => {
  const party = { externalId: "known", displayName: "Ada" };
  const later = { ...party, displayName: "Ada Byron", handle: "@ada", verified: true };
  await receive([], says("known", "hello", { party }), says("known", "hello again", { party: later }));
  const found = await world.database.system
    .selectFrom("identities as i")
    .innerJoin("contacts as c", "c.id", "i.contact_id")
    .select(["i.display_name", "i.handle", "i.verified", "c.name"])
    .where("i.external_id", "=", "known")
    .executeTakeFirstOrThrow();
  expect(found).toEqual({ display_name: "Ada Byron", handle: "@ada", verified: true, name: "Ada Byron" });
});
