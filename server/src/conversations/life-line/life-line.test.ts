import type { LifeStep, MessageId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, conversationOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "../conversations.test-kit.ts";
import { claimSends } from "../outbox.sql.ts";
import { markRead } from "../read-marks.sql.ts";
import { recordNews } from "../record-news.ts";
import { sendMessage } from "../send-message.ts";
import { recordSend } from "../sending/record-send.ts";
import { viewConversation } from "../view-conversation.ts";
import { buildLifeLine } from "./build-life-line.ts";
import { getLifeLine } from "./get-life-line.ts";
import type { LifeFacts } from "./life-line.sql.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const kinds = (steps: readonly LifeStep[]) => steps.map(({ kind }) => kind);
const lifeOf = async (id: MessageId, who = world.kai) => await getLifeLine(world.ctx(who), id);

async function messageOf(from: string): Promise<MessageId> {
  const { entries } = await viewConversation(world.ctx(world.kai), await conversationOf(world, from));
  const last = entries.findLast((entry) => entry.type === "message");
  if (last === undefined) throw new Error(`${from} has written nothing`);
  return last.id as MessageId;
}

async function send(from: string, text = "Hello"): Promise<MessageId> {
  const id = newMessageId();
  await sendMessage(
    world.ctx(world.kai),
    await conversationOf(world, from),
    {
      ...{ id, kind: "reply", text, attachmentIds: [], replyToId: null, mentions: [], afterwards: "stay" },
    },
    "Kai Wong",
  );
  return id;
}

const scope = () => ({ database: world.database, now: world.now });

describe("the life line of a contact's message", () => {
  it("says when it was written, kept and received, and who has seen it; the raw delivery's moment while that is kept", async () => {
    const from = "came-in";
    const message = buildMessage(world, { from });
    const stored = new Date(message.occurredAt + 500);
    await world.database.system
      .insertInto("deliveries")
      .values({
        ...{ organization_id: world.organizationId, id: message.deliveryId as never, endpoint_id: world.endpointId },
        ...{ platform: "api", headers: "{}", body: Buffer.from("{}"), state: "done" },
        ...{ received_at: stored, next_attempt_at: stored },
      })
      .execute();
    await world.receive(message);
    const id = await messageOf(from);
    const line = await lifeOf(id);
    expect(line).toMatchObject({ platform: "api", externalId: message.externalId });
    expect(kinds(line.steps)).toEqual(["said", "stored", "received"]);
    expect(line.steps[0]?.at).toBe(new Date(message.occurredAt).toISOString());
    expect(line.steps[1]?.at).toBe(stored.toISOString());
    await markRead(world.ctx(world.ana), await conversationOf(world, from), { seq: 1 });
    expect((await lifeOf(id)).steps.at(-1)).toMatchObject({ kind: "seen", names: ["Ana Wong"] });
    await world.database.system.deleteFrom("deliveries").execute();
    expect(kinds((await lifeOf(id)).steps)).toEqual(["said", "received", "seen"]);
  });

  it("I22 is not found by whoever may not see the conversation", async () => {
    await world.receive(buildMessage(world, { from: "hidden" }));
    const id = await messageOf("hidden");
    await world.database.system.deleteFrom("channel_access").where("user_id", "=", world.viewer).execute();
    expect(await codeOf(lifeOf(id, world.viewer))).toBe("not_found");
    expect(await codeOf(lifeOf(newMessageId()))).toBe("not_found");
  });
});

describe("the life line of a reply", () => {
  it("I16 every try stands there with what the platform said, then arrival and reading by the platform's clock", async () => {
    const from = "answered";
    await world.receive(buildMessage(world, { from }));
    const id = await send(from);
    expect((await lifeOf(id)).steps.map(({ kind, waitingFor, name }) => [kind, waitingFor, name])).toEqual([
      ["written", null, "Kai Wong"],
      ["waits", "turn", null],
    ]);
    const [first] = await claimSends(world.database, [], 1);
    if (first === undefined) throw new Error("nothing to send");
    const error = { kind: "rate_limited", code: "429", message: "slow down" } as const;
    await recordSend(scope(), first, { outcome: "again", at: world.now(), error });
    const waiting = (await lifeOf(id)).steps;
    expect(waiting.slice(1)).toMatchObject([
      { kind: "attempt", number: 1, outcome: "again", error: { kind: "rate_limited", message: "slow down" } },
      { kind: "waits", waitingFor: "again", at: expect.any(String) },
    ]);
    const [second] = await claimSends(world.database, [], 1);
    if (second === undefined) throw new Error("not tried again");
    await recordSend(scope(), second, { outcome: "sent", externalId: "wamid-1" });
    const told = Date.now() + 60_000;
    for (const [state, at] of [
      ["delivered", told],
      ["read", told + 5000],
    ] as const)
      await world.database.withClient(world.organizationId, (client) =>
        recordNews(
          client,
          world.organizationId,
          world.channelId,
          { externalIds: ["wamid-1"] },
          { kind: "delivery", state, at },
          world.now(),
        ),
      );
    const line = await lifeOf(id);
    expect(line.externalId).toBe("wamid-1");
    expect(kinds(line.steps)).toEqual(["written", "attempt", "attempt", "delivered", "read"]);
    expect(line.steps.slice(2)).toMatchObject([
      { number: 2, outcome: "sent", error: null },
      { at: new Date(told).toISOString() },
      { at: new Date(told + 5000).toISOString() },
    ]);
  });

  it("says what it waits for: an earlier message, or the channel", async () => {
    const from = "waits";
    await world.receive(buildMessage(world, { from }));
    await send(from, "one");
    const second = await send(from, "two");
    expect((await lifeOf(second)).steps.at(-1)).toMatchObject({ kind: "waits", waitingFor: "earlier", at: null });
    await world.database.system.updateTable("channels").set({ state: "paused" }).execute();
    expect((await lifeOf(second)).steps.at(-1)).toMatchObject({ waitingFor: "channel" });
    await world.database.system.updateTable("channels").set({ state: "connected" }).execute();
  });
});

describe("putting steps in order", () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 30, 9, 0, second));
  const nothing: LifeFacts = {
    ...{ platform: "telegram", channel_state: "connected", kind: "inbound", author_name: "Zoé", external_id: null },
    ...{ sent_at: at(1), created_at: at(3), edited_at: null, deleted_at: null, masked_at: null, withdrawn_at: null },
    ...{ delivered_at: null, read_at: null, stored_at: at(2), routed: null, attempts: [], outbox: null },
    ...{ files: [], seen_by: [], metadata: null },
  };

  it("goes by time; what has no moment stands at the end", () => {
    const { steps } = buildLifeLine({
      ...nothing,
      ...{ edited_at: at(9), masked_at: at(8), routed: { at: at(3).toISOString(), team: "Lamps" } },
      ...{ files: [{ name: "a.png", state: "failed" }], seen_by: ["Ana"] },
    });
    expect(kinds(steps)).toEqual(["said", "stored", "received", "routed", "masked", "edited", "file", "seen"]);
    expect(steps[3]?.name).toBe("Lamps");
  });

  it("a platform whose clock is ahead has nobody write after we heard of it", () => {
    expect(buildLifeLine({ ...nothing, sent_at: at(50) }).steps[0]).toMatchObject({
      kind: "said",
      at: at(2).toISOString(),
    });
  });

  it("an internal comment was written, and goes nowhere", () => {
    expect(kinds(buildLifeLine({ ...nothing, kind: "comment" }).steps)).toEqual(["written"]);
  });
});
