import { afterAll, beforeAll, expect, it, test } from "vitest";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { createLog } from "../lib/log.ts";
import { createAcceptor } from "./accept-delivery.ts";
import type { InboundItem } from "./connector.ts";
import { allConnectors } from "./connectors.ts";
import type { NewDelivery } from "./deliveries.sql.ts";
import { ordinaryKind } from "./ordinary-kinds.ts";
import { listProblems, retryProblem } from "./problems.ts";
import { startProcessor } from "./process-delivery.ts";

let world: World;
let processor: ReturnType<typeof startProcessor>;
const counted: string[] = [];
const ordinary = ["feed:*:own", "calls"];
beforeAll(async () => {
  world = await buildWorld();
  const parse = ({ body }: { readonly body: Uint8Array }) => ({
    items: Buffer.from(body)
      .toString()
      .split(" ")
      .map((hint): InboundItem => ({ ...base(), type: "unknown", hint })),
    problems: [],
  });
  processor = startProcessor({
    database: world.database,
    connectors: new Map([["api", { parse, ordinary } as never]]),
    channelsOf: async () => [{ ...channel(), id: world.channelId } as never],
    stepsOf: async () => [],
    now: () => new Date(),
    log: createLog("silent"),
    wake: () => undefined,
    typing: () => undefined,
    acknowledge: () => undefined,
    countOrdinary: (platform, kind) => counted.push(`${platform} ${kind}`),
  });
});
afterAll(async () => {
  await processor.stop();
  await world.close();
});

const channel = () => ({ organizationId: world.organizationId, platform: "api", externalId: world.channelId });
const base = () => ({
  channelExternalId: world.channelId,
  occurredAt: Date.now(),
  party: { externalId: "unknown" },
});

async function take(hints: string): Promise<void> {
  const stored: NewDelivery[] = [];
  const accept = createAcceptor({
    database: world.database,
    now: () => new Date(),
    onStored: (delivery) => stored.push(delivery),
  });
  const { organizationId, endpointId } = world;
  await accept({ organizationId, endpointId, platform: "api", path: "", headers: {}, body: Buffer.from(hints) });
  for (const delivery of stored) await processor.replay(delivery);
}
const listed = async () => await listProblems(world.ctx(world.ana), { kind: "inbound_unreadable" });

it("I16 everyday news of a platform is counted, and no problem", async () => {
  await take("feed:post:add:own calls");
  expect((await listed()).items).toEqual([]);
  expect(counted).toEqual(["api feed:*:own", "api calls"]);
});

it("I14 I16 what nobody knows is a problem under its whole name, until somebody knows it", async () => {
  await take("calls feed:post:block");
  const { items, totals } = await listed();
  expect(totals).toEqual([{ kind: "inbound_unreadable", reason: "unknown kind feed:post:block", count: 1 }]);
  expect(items[0]).toMatchObject({ reason: "unknown kind feed:post:block", detail: "unknown kind feed:post:block" });
  ordinary.push("feed:post:block");
  let replayed: Promise<void> | undefined;
  const process = (delivery: NewDelivery) => {
    replayed = processor.replay(delivery);
  };
  await retryProblem({ database: world.database, process }, world.ctx(world.ana), items[0]?.id ?? "");
  await replayed;
  expect((await listed()).items).toEqual([]);
});

test.each([
  ["x", ["repost", "repost:own", "post:own", "typing:own", "follow", "unfollow", "unmute", "follow.follow"]],
  [
    "facebook",
    ["feed:post:add:own", "feed:photo:edited:own", "mention:add:own", "feed:like:add", "message_edit:no_text"],
  ],
  [
    "telegram",
    ["message:new_chat_members", "message:left_chat_member", "channel_post", "my_chat_member:administrator"],
  ],
  ["whatsapp", ["calls", "history", "status:payment:captured"]],
  ["line", ["activated", "delivery"]],
  ["email", ["read receipt"]],
] as const)("I16 everyday news of %s", (platform, hints) => {
  const kinds = allConnectors().get(platform)?.ordinary;
  for (const hint of hints) expect([hint, ordinaryKind(kinds, hint)]).not.toContain(undefined);
  for (const hint of ["hologram", "message:hologram", "feed:post:block", "own", ""])
    expect([hint, ordinaryKind(kinds, hint)]).toEqual([hint, undefined]);
});
