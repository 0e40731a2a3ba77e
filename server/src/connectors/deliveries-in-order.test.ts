import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { installFailpoints } from "../lib/failpoint.ts";
import { createLog } from "../lib/log.ts";
import { createAcceptor } from "./accept-delivery.ts";
import { startProcessor } from "./process-delivery.ts";

let world: World;
let processor: ReturnType<typeof startProcessor>;
/** The steps of the intake, in the order in which it took the messages. */
let taken: string[];
beforeAll(async () => {
  world = await buildWorld();
  const organizationId = world.organizationId;
  processor = startProcessor({
    database: world.database,
    connectors: new Map([["api", { parse: async ({ body }: { body: Buffer }) => parsed(body.toString()) } as never]]),
    channelsOf: async () =>
      [{ organizationId, platform: "api", externalId: world.channelId, id: world.channelId }] as never,
    stepsOf: async () => [
      ({ text, firstMessage }) => {
        taken.push(firstMessage ? `${text} begins` : text);
        return undefined;
      },
    ],
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

const parsed = (text: string) => ({
  items: [
    {
      ...{ type: "message", channelExternalId: world.channelId, externalId: text, occurredAt: Date.now() },
      ...{ party: { externalId: "Emil" }, direction: "in", text, media: [], visibility: "private", automatic: false },
    },
  ],
  problems: [],
});

it("I3 what a contact wrote second is not taken before what was written first, however long that takes", async () => {
  taken = [];
  const accept = createAcceptor({
    database: world.database,
    now: () => new Date(),
    onStored: (delivery) => processor.process(delivery),
  });
  let held = false;
  const taking = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const remove = installFailpoints((name) => {
    if (name !== "inbound.after_claim" || held) return undefined;
    held = true;
    taking.resolve();
    return released.promise;
  });
  const write = async (text: string) =>
    await accept({
      ...{ organizationId: world.organizationId, endpointId: world.endpointId, platform: "api", path: "", headers: {} },
      body: Buffer.from(text),
    });
  await write("I want my money back");
  await taking.promise;
  await write("A refund, please");
  await write("Today, please");
  // A round trip of the database: whatever may begin beside the first has begun.
  await world.database.system.selectFrom("deliveries").select("id").execute();
  released.resolve();
  await expect.poll(() => taken.length).toBe(3);
  remove();
  expect(taken).toEqual(["I want my money back begins", "A refund, please", "Today, please"]);
});
