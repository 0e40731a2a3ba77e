import type { DeliveryId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { createLog } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createAcceptor, type FoundDelivery } from "./accept-delivery.ts";
import type { InboundItem, Parsed } from "./connector.ts";
import { startProcessor } from "./process-delivery.ts";

let world: World;
let processor: ReturnType<typeof startProcessor>;
let parse: () => Parsed;
beforeAll(async () => {
  world = await buildWorld();
  processor = startProcessor({
    database: world.database,
    connectors: new Map([["api", { parse: () => parse() } as never]]),
    channelsOf: async () => [{ ...channel(), id: world.channelId } as never],
    stepsOf: async () => [],
    now: () => new Date(),
    log: createLog("silent"),
    wake: () => undefined,
    typing: () => undefined,
    acknowledge: () => undefined,
  });
});
afterAll(async () => {
  await processor.stop();
  await world.close();
});

const channel = () => ({ organizationId: world.organizationId, platform: "api", externalId: world.channelId });

function found(over: Partial<FoundDelivery> = {}): FoundDelivery {
  return {
    organizationId: world.organizationId,
    endpointId: world.endpointId,
    platform: "api",
    path: "",
    headers: {},
    body: Buffer.from("{}"),
    ...over,
  };
}

/** Accepts a delivery that parses as given, processes it once, and answers what became of it. */
async function take(parsed: () => Parsed) {
  parse = parsed;
  const stored: { id: DeliveryId }[] = [];
  const accept = createAcceptor({
    database: world.database,
    now: () => new Date(),
    onStored: (delivery) => stored.push(delivery),
  });
  const { id } = await accept(found());
  await processor.replay(stored[0] as never);
  return await world.database.system
    .selectFrom("deliveries")
    .select(["state", "attempts", "reason", "problems"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

const base = () => ({
  channelExternalId: world.channelId as string,
  occurredAt: Date.now(),
  party: { externalId: "c" },
});
const message = (over: object = {}): InboundItem => ({
  ...base(),
  type: "message",
  externalId: uuidV7(),
  direction: "in",
  text: "hello",
  media: [],
  visibility: "private",
  automatic: false,
  ...over,
});

describe("I1 I22 the door", () => {
  it("takes addresses and keys that no column can hold, and never refuses a neighbour for them", async () => {
    const accept = createAcceptor({ database: world.database, now: () => new Date(), onStored: () => undefined });
    const odd = [{ path: "/\0" }, { key: "a\0b" }, { key: "k".repeat(9000) }, { receivedAt: Number.NaN }];
    const accepted = await Promise.all([...odd.map((over) => accept(found(over))), accept(found())]);
    expect(accepted.map((each) => each.stored)).toEqual([true, true, true, true, true]);
    expect((await accept(found({ key: "a\0b" }))).stored).toBe(false);
  });
});

describe("I14 anything can be stored", () => {
  it("cuts long names and subjects between characters", async () => {
    const party = { externalId: "long", displayName: `${"x".repeat(299)}😀` };
    const long = message({ party, subject: `${"s".repeat(999)}😀`, text: `${"t".repeat(999_999)}😀` });
    expect(await take(() => ({ items: [long], problems: [] }))).toMatchObject({ state: "done" });
  });

  it("lists odd problems without losing the message beside them", async () => {
    const problems = [{ path: "\0", reason: "\ud800" }];
    const stray = { ...message(), channelExternalId: "\0" };
    const hint = { ...base(), type: "unknown", hint: "\0" } as const;
    const done = await take(() => ({ items: [message(), stray, hint], problems }));
    expect(done).toMatchObject({ state: "done" });
    expect(done.problems).toHaveLength(3);
  });

  it("takes odd edits, receipts and profiles, for messages that came and that did not", async () => {
    const seen = message({ externalId: "edited" });
    const items: InboundItem[] = [
      seen,
      { ...base(), type: "message_edited", externalId: "edited", text: "a\0b", occurredAt: Number.NaN },
      { ...base(), type: "message_edited", externalId: "not yet", text: "a\0b" },
      {
        ...base(),
        type: "delivery",
        status: "failed",
        target: { externalIds: ["x\0y", "z".repeat(9000)] },
        error: { kind: "invalid_content", code: "", message: "\0" },
      },
      { ...base(), type: "delivery", status: "read", target: { upTo: Number.NaN } },
      { ...base(), type: "delivery", status: "read", target: { clientRefs: ["-".repeat(36)] } },
      { ...base(), type: "profile", party: { externalId: "c", displayName: "N\0", handle: "\0" } },
    ];
    expect(await take(() => ({ items, problems: [] }))).toMatchObject({ state: "done", reason: null });
  });

  it("I2 N28 an empty id is no id: two messages without one are two messages", async () => {
    const party = { externalId: "nameless" };
    const nameless = (text: string) => message({ externalId: "", text, party });
    await take(() => ({ items: [nameless("one"), nameless("two")], problems: [] }));
    await take(() => ({ items: [nameless("one")], problems: [] }));
    const rows = await world.database.system
      .selectFrom("messages as m")
      .innerJoin("conversations as c", "c.id", "m.conversation_id")
      .innerJoin("identities as i", "i.id", "c.identity_id")
      .select("m.text")
      .where("i.external_id", "=", "nameless")
      .orderBy("m.seq")
      .execute();
    expect(rows.map((row) => row.text)).toEqual(["one", "two", "one"]);
  });
});

it("I5 a failure whose words cannot be stored is counted like any other", async () => {
  const failed = await take(() => {
    throw new Error("Unexpected token \0 \ud800");
  });
  expect(failed).toMatchObject({ state: "stored", attempts: 1 });
});
