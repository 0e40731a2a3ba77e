import type { ConversationId, VirtualAgentId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { conversationOf } from "../conversations/conversations.look.test-kit.ts";
import { buildMessage } from "../conversations/conversations.test-kit.ts";
import {
  delegateConversation,
  handOver,
  type IntakeStep,
  lockConversation,
  sayAsVirtualAgent,
} from "../conversations/index.ts";
import { receiveMessages } from "../conversations/receive-messages.ts";
import { type Holder, inTransaction } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { buildSlaWorld, MINUTE, type SlaWorld } from "./sla.test-kit.ts";

let world: SlaWorld;
const agent: Omit<Holder, "from"> = {
  ...{ id: uuidV7() as VirtualAgentId, kind: "auto_responder", name: "Hello VA", handOff: "new" },
};
const hold: IntakeStep = ({ firstMessage }) => (firstMessage ? { hold: { ...agent, from: null } } : undefined);
beforeAll(async () => {
  world = await buildSlaWorld();
  world.at("2026-11-16T09:00:00Z");
  await world.office();
  await world.policy({ firstResponseMinutes: 30 });
  await world.hear();
});
afterAll(async () => await world?.close());
beforeEach(() => world.at("2026-11-17T11:00:00Z"));

const pass = (minutes: number) => world.clock.pass(minutes * MINUTE);
async function held(): Promise<ConversationId> {
  const from = world.newContact();
  await receiveMessages([buildMessage(world, { from })], { ...world, steps: [hold] });
  return await conversationOf(world, from);
}
async function speakAndHandOver(id: ConversationId): Promise<void> {
  await inTransaction(world.ctx(world.kai), async (trx) => {
    const row = await lockConversation(trx, id);
    if (row === undefined) throw new Error("gone");
    await handOver(trx, await sayAsVirtualAgent(trx, row, "Welcome!"), [], "handed_over");
  });
}

describe("R84 R81 an SLA and virtual agents", () => {
  it("nothing is owed while it has the conversation; from the hand-over on, a person's answer counts (13.5)", async () => {
    const id = await held();
    await world.hear();
    expect(await world.newest(id)).toBeUndefined();
    pass(2);
    await speakAndHandOver(id);
    await world.hear();
    // What the virtual agent said answers nothing.
    expect(await world.newest(id)).toMatchObject({ kind: "first_response", state: "open" });
    expect((await world.row(id)).sla).not.toBeNull();
    pass(28);
    await world.reply(id);
    await world.hear();
    expect(await world.newest(id)).toMatchObject({ kind: "first_response", state: "met", elapsedSeconds: 28 * 60 });
  });

  it("delegation stops the clock, and what comes back begins anew; hearing all of it twice changes nothing", async () => {
    const id = await world.write(world.newContact());
    await world.hear();
    pass(20);
    await delegateConversation(world.ctx(world.kai), id, agent);
    await world.hear();
    expect(await world.newest(id)).toMatchObject({ state: "cancelled" });
    expect((await world.row(id)).sla).toBeNull();
    pass(60);
    await world.due();
    await world.recount();
    await speakAndHandOver(id);
    await world.hear();
    expect(await world.newest(id)).toMatchObject({ state: "open", beganAt: world.clock.at?.getTime() });
    for (const event of await world.read(0n)) await world.handle(event);
    expect(await world.newest(id)).toMatchObject({ state: "open", beganAt: world.clock.at?.getTime() });
    pass(5);
    await world.reply(id);
    await world.hear();
    expect(await world.newest(id)).toMatchObject({ state: "met", elapsedSeconds: 5 * 60 });
  });

  it("what was answered before nobody waits for when it comes back", async () => {
    const id = await world.write(world.newContact());
    await world.reply(id);
    await world.hear();
    const before = await world.newest(id);
    await delegateConversation(world.ctx(world.kai), id, agent);
    await speakAndHandOver(id);
    await world.hear();
    expect(await world.newest(id)).toEqual(before);
  });
});
